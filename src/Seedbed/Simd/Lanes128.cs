using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.Simd;

/// <summary>Two lanes: SSE4.1 on x64 and NEON on Arm64, chosen by .NET where Vector128 has the operation.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Lanes128>
{
    /// <summary>A double with this bit pattern and a small integer in its low bits is 2⁵² plus that integer.</summary>
    private const ulong IntegerToDouble = 0x4330_0000_0000_0000;

    /// <summary>
    /// Shuffles of bytes: the upper 16 bits of both halves of a 64-bit lane to its low half, or to its high half; 0x80 is a byte of zeros.
    /// </summary>
    private const ulong UpperToLow0 = 0x8080_8080_0706_0302;
    private const ulong UpperToLow1 = 0x8080_8080_0F0E_0B0A;
    private const ulong UpperToHigh0 = 0x0706_0302_8080_8080;
    private const ulong UpperToHigh1 = 0x0F0E_0B0A_8080_8080;

    private readonly Vector128<ulong> _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<ulong> bits) => _bits = bits;

    public static bool IsSupported => Sse41.IsSupported || AdvSimd.Arm64.IsSupported;

    public static int Count => 2;

    public static bool HasThirtyTwoRegisters => AdvSimd.IsSupported;

    private Vector128<double> Doubles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsDouble();
    }

    private Vector128<float> Singles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsSingle();
    }

    private Vector128<uint> Halves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => From(left.Doubles + right.Doubles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => From(left.Doubles - right.Doubles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => From(left.Doubles * right.Doubles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator &(Lanes128 left, Lanes128 right) => new(left._bits & right._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator ^(Lanes128 left, Lanes128 right) => new(left._bits ^ right._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(void* source) => new(Vector128.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* destination, Lanes128 value) => value._bits.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(void* destination, Lanes128 value)
    {
        if (Sse2.IsSupported)
        {
            Sse2.StoreAlignedNonTemporal((ulong*)destination, value._bits);
        }
        else
        {
            Store(destination, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Repeat(ulong bits) => new(Vector128.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Repeat(double value) => From(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RepeatSingle(float value) => From(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 RepeatHalfLane(uint bits) => From(Vector128.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        From(Vector128.MultiplyAddEstimate(left.Doubles, right.Doubles, addend.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        From(Vector128.FusedMultiplyAdd(left.Doubles, right.Doubles, addend.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAddSingle(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        From(Vector128.FusedMultiplyAdd(left.Singles, right.Singles, addend.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ScaleDifference(Lanes128 value, double origin, double scale) =>
        From((value.Doubles - Vector128.Create(origin)) * Vector128.Create(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Divide(Lanes128 left, Lanes128 right) => From(left.Doubles / right.Doubles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 value) => From(Vector128.Sqrt(value.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 left, Lanes128 right) => From(Vector128.MaxNative(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyLow(Lanes128 left, Lanes128 right) => new(Sse2.IsSupported
        ? Sse2.Multiply(left.Halves, right.Halves)
        : AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left._bits), AdvSimd.ExtractNarrowingLower(right._bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddInteger(Lanes128 left, Lanes128 right) => new(left._bits + right._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractInteger(Lanes128 left, Lanes128 right) => new(left._bits - right._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeft(Lanes128 value, [ConstantExpected] byte count) => new(value._bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftRight(Lanes128 value, [ConstantExpected] byte count) => new(value._bits >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SwapHalves(Lanes128 value) => new(AdvSimd.IsSupported
        ? AdvSimd.ReverseElement32(value._bits)
        : Vector128.Shuffle(value.Halves, Vector128.Create(1u, 0, 3, 2)).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 first, Lanes128 second, Lanes128 third) =>
        new(first._bits ^ third._bits ^ second._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MaskOr(Lanes128 value, Lanes128 mask, Lanes128 bits) =>
        new((value._bits & mask._bits) | bits._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MaskXor(Lanes128 value, Lanes128 mask, Lanes128 bits) =>
        new((value._bits & mask._bits) ^ bits._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyExponentAdd(Lanes128 exponentField, double scale, Lanes128 addend) =>
        From(Vector128.MultiplyAddEstimate(ToExponent(exponentField).Doubles, Vector128.Create(scale), addend.Doubles));

    // There is no conversion from 64-bit integers: the biased k goes into the low bits of 2⁵².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ToExponent(Lanes128 exponentField)
    {
        const ulong Bias = 1UL << 63;
        Vector128<ulong> biased = (exponentField._bits + Vector128.Create(Bias)) >>> 52;
        Vector128<double> integer = (biased | Vector128.Create(IntegerToDouble)).AsDouble();
        return From(integer - Vector128.Create((double)(1L << 52) + (Bias >> 52)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128 First, Lanes128 Second) Lookup(double* first, double* second, Lanes128 index)
    {
        (ulong a, ulong b) = (index._bits.GetElement(0) & 15, index._bits.GetElement(1) & 15);
        return (From(Vector128.Create(first[a], first[b])), From(Vector128.Create(second[a], second[b])));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectByBit0(Lanes128 selector, Lanes128 first, Lanes128 second) =>
        From(Vector128.ConditionalSelect(Vector128.IsZero(selector.Halves & Vector128<uint>.One), second.Halves, first.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PackAsSingles(Lanes128 first, Lanes128 second) => From(Vector128.Narrow(first.Doubles, second.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PackLowHalves(Lanes128 first, Lanes128 second) => From(Vector128.Narrow(first._bits, second._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PackHighQuarters(Lanes128 first, Lanes128 second) =>
        new(Vector128.Narrow(first.Halves >>> 16, second.Halves >>> 16).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 InterleaveHighQuarters(Lanes128 first, Lanes128 second)
    {
        Vector128<byte> low = Vector128.Shuffle(first._bits.AsByte(), Vector128.Create(UpperToLow0, UpperToLow1).AsByte());
        Vector128<byte> high = Vector128.Shuffle(second._bits.AsByte(), Vector128.Create(UpperToHigh0, UpperToHigh1).AsByte());
        return new((low | high).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddSingle(Lanes128 left, Lanes128 right) => From(left.Singles + right.Singles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractSingle(Lanes128 left, Lanes128 right) => From(left.Singles - right.Singles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplySingle(Lanes128 left, Lanes128 right) => From(left.Singles * right.Singles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ScaleFractionSingle(Lanes128 oneAndFraction, Lanes128 scale) =>
        From((oneAndFraction.Singles - Vector128<float>.One) * scale.Singles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAddSingle(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        From(Vector128.MultiplyAddEstimate(left.Singles, right.Singles, addend.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MaxSingle(Lanes128 left, Lanes128 right) => From(Vector128.MaxNative(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SqrtSingle(Lanes128 value) => From(Vector128.Sqrt(value.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddHalfLanes(Lanes128 left, Lanes128 right) => From(left.Halves + right.Halves);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeftHalfLanes(Lanes128 value, [ConstantExpected] byte count) => From(value.Halves << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MagnitudeIsBelow(Lanes128 value, Lanes128 bound) =>
        (uint)Vector128.ExtractMostSignificantBits(Vector128.LessThan(Vector128.Abs(value.Singles), bound.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 UnpackLowHalfLanes(Lanes128 left, Lanes128 right) =>
        From(Sse.IsSupported ? Sse.UnpackLow(left.Singles, right.Singles) : AdvSimd.Arm64.ZipLow(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 UnpackHighHalfLanes(Lanes128 left, Lanes128 right) =>
        From(Sse.IsSupported ? Sse.UnpackHigh(left.Singles, right.Singles) : AdvSimd.Arm64.ZipHigh(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 UnpackLow(Lanes128 left, Lanes128 right) =>
        From(Sse2.IsSupported ? Sse2.UnpackLow(left.Doubles, right.Doubles) : AdvSimd.Arm64.ZipLow(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 UnpackHigh(Lanes128 left, Lanes128 right) =>
        From(Sse2.IsSupported ? Sse2.UnpackHigh(left.Doubles, right.Doubles) : AdvSimd.Arm64.ZipHigh(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 From(Vector128<double> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 From(Vector128<float> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 From(Vector128<uint> value) => new(value.AsUInt64());
}
