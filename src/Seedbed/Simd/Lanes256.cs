using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.Simd;

/// <summary>Four lanes: AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Lanes256>
{
    /// <summary>A double with this bit pattern and a small integer in its low bits is 2⁵² plus that integer.</summary>
    private const ulong IntegerToDouble = 0x4330_0000_0000_0000;

    /// <summary>Selects the second, first, fourth and third of four halves of lanes.</summary>
    private const byte SwappedHalves = 0b10_11_00_01;

    /// <summary>Selects the first and third halves of the lanes of either register.</summary>
    private const byte EvenHalves = 0b10_00_10_00;

    /// <summary>Selects the first, third, second and fourth lane.</summary>
    private const byte Middle64Exchanged = 0b11_01_10_00;

    /// <summary>
    /// Shuffles of bytes: the upper 16 bits of both halves of a 64-bit lane to its low half, or to its high half; 0x80 is a byte of zeros.
    /// </summary>
    private const ulong UpperToLow0 = 0x8080_8080_0706_0302;
    private const ulong UpperToLow1 = 0x8080_8080_0F0E_0B0A;
    private const ulong UpperToHigh0 = 0x0706_0302_8080_8080;
    private const ulong UpperToHigh1 = 0x0F0E_0B0A_8080_8080;

    private readonly Vector256<ulong> _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<ulong> bits) => _bits = bits;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 4;

    public static bool HasThirtyTwoRegisters => false;

    private Vector256<double> Doubles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsDouble();
    }

    private Vector256<float> Singles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsSingle();
    }

    private Vector256<uint> Halves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => From(Avx.Add(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => From(Avx.Subtract(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => From(Avx.Multiply(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator &(Lanes256 left, Lanes256 right) => new(Avx2.And(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator ^(Lanes256 left, Lanes256 right) => new(Avx2.Xor(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(void* source) => new(Vector256.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* destination, Lanes256 value) => value._bits.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(void* destination, Lanes256 value) => Avx.StoreAlignedNonTemporal((ulong*)destination, value._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Repeat(ulong bits) => new(Vector256.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Repeat(double value) => From(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 RepeatSingle(float value) => From(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 RepeatHalfLane(uint bits) => From(Vector256.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        From(Fma.MultiplyAdd(left.Doubles, right.Doubles, addend.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) => MultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAddSingle(Lanes256 left, Lanes256 right, Lanes256 addend) => MultiplyAddSingle(left, right, addend);

    // fma(origin + d, s, −origin·s) rounds the exact d·s once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleDifference(Lanes256 value, double origin, double scale) =>
        From(Fma.MultiplyAdd(value.Doubles, Vector256.Create(scale), Vector256.Create(-origin * scale)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Divide(Lanes256 left, Lanes256 right) => From(Avx.Divide(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 value) => From(Avx.Sqrt(value.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => From(Avx.Max(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyLow(Lanes256 left, Lanes256 right) => new(Avx2.Multiply(left.Halves, right.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddInteger(Lanes256 left, Lanes256 right) => new(Avx2.Add(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SubtractInteger(Lanes256 left, Lanes256 right) => new(Avx2.Subtract(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeft(Lanes256 value, [ConstantExpected] byte count) => new(Avx2.ShiftLeftLogical(value._bits, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftRight(Lanes256 value, [ConstantExpected] byte count) => new(Avx2.ShiftRightLogical(value._bits, count));

    // A shuffle works on another port than the shifts and products around it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SwapHalves(Lanes256 value) => From(Avx2.Shuffle(value.Halves, SwappedHalves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 first, Lanes256 second, Lanes256 third) =>
        new(Avx2.Xor(Avx2.Xor(first._bits, third._bits), second._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaskOr(Lanes256 value, Lanes256 mask, Lanes256 bits) =>
        new(Avx2.Or(Avx2.And(value._bits, mask._bits), bits._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaskXor(Lanes256 value, Lanes256 mask, Lanes256 bits) =>
        new(Avx2.Xor(Avx2.And(value._bits, mask._bits), bits._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyExponentAdd(Lanes256 exponentField, double scale, Lanes256 addend) =>
        From(Fma.MultiplyAdd(ToExponent(exponentField).Doubles, Vector256.Create(scale), addend.Doubles));

    // There is no conversion from 64-bit integers: the biased k goes into the low bits of 2⁵².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ToExponent(Lanes256 exponentField)
    {
        const ulong Bias = 1UL << 63;
        Vector256<ulong> biased = Avx2.ShiftRightLogical(Avx2.Add(exponentField._bits, Vector256.Create(Bias)), 52);
        Vector256<double> integer = Avx2.Or(biased, Vector256.Create(IntegerToDouble)).AsDouble();
        return From(Avx.Subtract(integer, Vector256.Create((double)(1L << 52) + (Bias >> 52))));
    }

    // Single loads: a gather takes seven times as long on processors whose microcode guards it against data sampling.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256 First, Lanes256 Second) Lookup(double* first, double* second, Lanes256 index)
    {
        Vector256<ulong> entry = Avx2.And(index._bits, Vector256.Create(15UL));
        (ulong a, ulong b) = (entry.GetElement(0), entry.GetElement(1));
        (ulong c, ulong d) = (entry.GetElement(2), entry.GetElement(3));
        return (From(Vector256.Create(first[a], first[b], first[c], first[d])),
            From(Vector256.Create(second[a], second[b], second[c], second[d])));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectByBit0(Lanes256 selector, Lanes256 first, Lanes256 second) =>
        From(Avx.BlendVariable(second.Singles, first.Singles, Avx2.ShiftLeftLogical(selector.Halves, 31).AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PackAsSingles(Lanes256 first, Lanes256 second) => From(Avx.InsertVector128(
        Avx.ConvertToVector128Single(first.Doubles).ToVector256Unsafe(), Avx.ConvertToVector128Single(second.Doubles), 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PackLowHalves(Lanes256 first, Lanes256 second) =>
        new(Avx2.Permute4x64(Avx.Shuffle(first.Singles, second.Singles, EvenHalves).AsUInt64(), Middle64Exchanged));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PackHighQuarters(Lanes256 first, Lanes256 second)
    {
        Vector256<int> lower = Avx2.ShiftRightLogical(first.Halves, 16).AsInt32();
        Vector256<int> upper = Avx2.ShiftRightLogical(second.Halves, 16).AsInt32();
        return new(Avx2.Permute4x64(Avx2.PackUnsignedSaturate(lower, upper).AsUInt64(), Middle64Exchanged));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 InterleaveHighQuarters(Lanes256 first, Lanes256 second)
    {
        Vector256<ulong> toLow =
            Vector256.Create(UpperToLow0, UpperToLow1, UpperToLow0, UpperToLow1);
        Vector256<ulong> toHigh =
            Vector256.Create(UpperToHigh0, UpperToHigh1, UpperToHigh0, UpperToHigh1);
        Vector256<byte> low = Avx2.Shuffle(first._bits.AsByte(), toLow.AsByte());
        Vector256<byte> high = Avx2.Shuffle(second._bits.AsByte(), toHigh.AsByte());
        return new((low | high).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddSingle(Lanes256 left, Lanes256 right) => From(Avx.Add(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SubtractSingle(Lanes256 left, Lanes256 right) => From(Avx.Subtract(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplySingle(Lanes256 left, Lanes256 right) => From(Avx.Multiply(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleFractionSingle(Lanes256 oneAndFraction, Lanes256 scale) =>
        From(Fma.MultiplySubtract(oneAndFraction.Singles, scale.Singles, scale.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAddSingle(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        From(Fma.MultiplyAdd(left.Singles, right.Singles, addend.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaxSingle(Lanes256 left, Lanes256 right) => From(Avx.Max(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SqrtSingle(Lanes256 value) => From(Avx.Sqrt(value.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddHalfLanes(Lanes256 left, Lanes256 right) => From(Avx2.Add(left.Halves, right.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeftHalfLanes(Lanes256 value, [ConstantExpected] byte count) =>
        From(Avx2.ShiftLeftLogical(value.Halves, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MagnitudeIsBelow(Lanes256 value, Lanes256 bound) =>
        (uint)Vector256.ExtractMostSignificantBits(Avx.CompareLessThan(Vector256.Abs(value.Singles), bound.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 UnpackLowHalfLanes(Lanes256 left, Lanes256 right) => From(Avx.UnpackLow(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 UnpackHighHalfLanes(Lanes256 left, Lanes256 right) => From(Avx.UnpackHigh(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 UnpackLow(Lanes256 left, Lanes256 right) => From(Avx.UnpackLow(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 UnpackHigh(Lanes256 left, Lanes256 right) => From(Avx.UnpackHigh(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256 From(Vector256<double> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256 From(Vector256<float> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256 From(Vector256<uint> value) => new(value.AsUInt64());
}
