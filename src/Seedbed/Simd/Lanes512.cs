using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seedbed.Simd;

/// <summary>Eight lanes: AVX-512 with its F, DQ, BW and VL parts (every AVX-512 processor since Skylake).</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes512>
{
    /// <summary>The truth table of a ^ b ^ c.</summary>
    private const byte Xor3 = 0x96;

    /// <summary>The truth table of (a &amp; b) ^ c.</summary>
    private const byte AndXor = 0x6A;

    /// <summary>The truth table of (a &amp; b) | c.</summary>
    private const byte AndOr = 0xEA;

    /// <summary>Selects the second, first, fourth and third of four halves of lanes.</summary>
    private const byte SwappedHalves = 0b10_11_00_01;

    /// <summary>
    /// Shuffles of bytes: the upper 16 bits of both halves of a 64-bit lane to its low half, or to its high half; 0x80 is a byte of zeros.
    /// </summary>
    private const ulong UpperToLow0 = 0x8080_8080_0706_0302;
    private const ulong UpperToLow1 = 0x8080_8080_0F0E_0B0A;
    private const ulong UpperToHigh0 = 0x0706_0302_8080_8080;
    private const ulong UpperToHigh1 = 0x0F0E_0B0A_8080_8080;

    private readonly Vector512<ulong> _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<ulong> bits) => _bits = bits;

    // Vector512.IsHardwareAccelerated says whether .NET prefers 512 bits, not whether they are there.
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported && Avx512BW.IsSupported && Avx512F.VL.IsSupported;

    public static int Count => 8;

    public static bool HasThirtyTwoRegisters => true;

    private Vector512<double> Doubles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsDouble();
    }

    private Vector512<float> Singles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsSingle();
    }

    private Vector512<uint> Halves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _bits.AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => From(Avx512F.Add(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => From(Avx512F.Subtract(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => From(Avx512F.Multiply(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator &(Lanes512 left, Lanes512 right) => new(Avx512F.And(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator ^(Lanes512 left, Lanes512 right) => new(Avx512F.Xor(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(void* source) => new(Vector512.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* destination, Lanes512 value) => value._bits.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(void* destination, Lanes512 value) =>
        Avx512F.StoreAlignedNonTemporal((ulong*)destination, value._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Repeat(ulong bits) => new(Vector512.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Repeat(double value) => From(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 RepeatSingle(float value) => From(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 RepeatHalfLane(uint bits) => From(Vector512.Create(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        From(Avx512F.FusedMultiplyAdd(left.Doubles, right.Doubles, addend.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) => MultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAddSingle(Lanes512 left, Lanes512 right, Lanes512 addend) => MultiplyAddSingle(left, right, addend);

    // fma(origin + d, s, −origin·s) rounds the exact d·s once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ScaleDifference(Lanes512 value, double origin, double scale) =>
        From(Avx512F.FusedMultiplyAdd(value.Doubles, Vector512.Create(scale), Vector512.Create(-origin * scale)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Divide(Lanes512 left, Lanes512 right) => From(Avx512F.Divide(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => From(Avx512F.Sqrt(value.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => From(Avx512F.Max(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyLow(Lanes512 left, Lanes512 right) => new(Avx512F.Multiply(left.Halves, right.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddInteger(Lanes512 left, Lanes512 right) => new(Avx512F.Add(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SubtractInteger(Lanes512 left, Lanes512 right) => new(Avx512F.Subtract(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftLeft(Lanes512 value, [ConstantExpected] byte count) => new(Avx512F.ShiftLeftLogical(value._bits, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftRight(Lanes512 value, [ConstantExpected] byte count) => new(Avx512F.ShiftRightLogical(value._bits, count));

    // A shuffle works on another port than the shifts and products around it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SwapHalves(Lanes512 value) => From(Avx512F.Shuffle(value.Halves, SwappedHalves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor(Lanes512 first, Lanes512 second, Lanes512 third) =>
        new(Avx512F.TernaryLogic(first._bits, second._bits, third._bits, Xor3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MaskOr(Lanes512 value, Lanes512 mask, Lanes512 bits) =>
        new(Avx512F.TernaryLogic(value._bits, mask._bits, bits._bits, AndOr));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MaskXor(Lanes512 value, Lanes512 mask, Lanes512 bits) =>
        new(Avx512F.TernaryLogic(value._bits, mask._bits, bits._bits, AndXor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyExponentAdd(Lanes512 exponentField, double scale, Lanes512 addend)
    {
        Vector512<double> scaled = Avx512DQ.ConvertToVector512Double(exponentField._bits.AsInt64());
        return From(Avx512F.FusedMultiplyAdd(scaled, Vector512.Create(scale * (1.0 / (1L << 52))), addend.Doubles));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ToExponent(Lanes512 exponentField) => From(Avx512F.Multiply(
        Avx512DQ.ConvertToVector512Double(exponentField._bits.AsInt64()), Vector512.Create(1.0 / (1L << 52))));

    // The permutations read the low four bits of an index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512 First, Lanes512 Second) Lookup(double* first, double* second, Lanes512 index)
    {
        Vector512<long> entry = index._bits.AsInt64();
        return (From(Avx512F.PermuteVar8x64x2(Vector512.Load(first), entry, Vector512.Load(first + 8))),
            From(Avx512F.PermuteVar8x64x2(Vector512.Load(second), entry, Vector512.Load(second + 8))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SelectByBit0(Lanes512 selector, Lanes512 first, Lanes512 second) =>
        From(Vector512.ConditionalSelect(
            Vector512.Equals(selector.Halves & Vector512<uint>.One, Vector512<uint>.Zero), second.Halves, first.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PackAsSingles(Lanes512 first, Lanes512 second) => From(Avx512DQ.InsertVector256(
        Avx512F.ConvertToVector256Single(first.Doubles).ToVector512Unsafe(), Avx512F.ConvertToVector256Single(second.Doubles), 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PackLowHalves(Lanes512 first, Lanes512 second) => From(Avx512F.PermuteVar16x32x2(
        first.Halves, Vector512.Create(0u, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), second.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PackHighQuarters(Lanes512 first, Lanes512 second) =>
        new(Vector512.Narrow(first.Halves >>> 16, second.Halves >>> 16).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 InterleaveHighQuarters(Lanes512 first, Lanes512 second)
    {
        Vector512<ulong> toLow =
            Vector512.Create(UpperToLow0, UpperToLow1, UpperToLow0, UpperToLow1, UpperToLow0, UpperToLow1, UpperToLow0, UpperToLow1);
        Vector512<ulong> toHigh =
            Vector512.Create(
                UpperToHigh0, UpperToHigh1, UpperToHigh0, UpperToHigh1, UpperToHigh0, UpperToHigh1, UpperToHigh0, UpperToHigh1);
        Vector512<byte> low = Avx512BW.Shuffle(first._bits.AsByte(), toLow.AsByte());
        Vector512<byte> high = Avx512BW.Shuffle(second._bits.AsByte(), toHigh.AsByte());
        return new((low | high).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddSingle(Lanes512 left, Lanes512 right) => From(Avx512F.Add(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SubtractSingle(Lanes512 left, Lanes512 right) => From(Avx512F.Subtract(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplySingle(Lanes512 left, Lanes512 right) => From(Avx512F.Multiply(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ScaleFractionSingle(Lanes512 oneAndFraction, Lanes512 scale) =>
        From(Avx512F.FusedMultiplySubtract(oneAndFraction.Singles, scale.Singles, scale.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAddSingle(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        From(Avx512F.FusedMultiplyAdd(left.Singles, right.Singles, addend.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MaxSingle(Lanes512 left, Lanes512 right) => From(Avx512F.Max(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SqrtSingle(Lanes512 value) => From(Avx512F.Sqrt(value.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddHalfLanes(Lanes512 left, Lanes512 right) => From(Avx512F.Add(left.Halves, right.Halves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftLeftHalfLanes(Lanes512 value, [ConstantExpected] byte count) =>
        From(Avx512F.ShiftLeftLogical(value.Halves, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MagnitudeIsBelow(Lanes512 value, Lanes512 bound) =>
        (uint)Vector512.ExtractMostSignificantBits(Avx512F.CompareLessThan(Vector512.Abs(value.Singles), bound.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 UnpackLowHalfLanes(Lanes512 left, Lanes512 right) => From(Avx512F.UnpackLow(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 UnpackHighHalfLanes(Lanes512 left, Lanes512 right) => From(Avx512F.UnpackHigh(left.Singles, right.Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 UnpackLow(Lanes512 left, Lanes512 right) => From(Avx512F.UnpackLow(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 UnpackHigh(Lanes512 left, Lanes512 right) => From(Avx512F.UnpackHigh(left.Doubles, right.Doubles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512 From(Vector512<double> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512 From(Vector512<float> value) => new(value.AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512 From(Vector512<uint> value) => new(value.AsUInt64());
}
