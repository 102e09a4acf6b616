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

    /// <summary>Selects the second and fourth of four halves of lanes, twice.</summary>
    private const byte HighHalves = 0b11_11_01_01;

    private readonly Vector256<ulong> _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<ulong> bits) => _bits = bits;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 4;

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
    public static Lanes256 operator |(Lanes256 left, Lanes256 right) => new(Avx2.Or(left._bits, right._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(void* source) => new(Vector256.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* destination, Lanes256 value) => value._bits.Store((ulong*)destination);

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

    // fma(1 + f, s, −s) rounds the exact f·s once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleFraction(Lanes256 oneAndFraction, Lanes256 scale) =>
        From(Fma.MultiplySubtract(oneAndFraction.Doubles, scale.Doubles, scale.Doubles));

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
    public static Lanes256 HighHalf(Lanes256 value) => From(Avx2.Shuffle(value.Halves, HighHalves));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 first, Lanes256 second, Lanes256 third) =>
        new(Avx2.Xor(Avx2.Xor(first._bits, third._bits), second._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaskOr(Lanes256 value, Lanes256 mask, Lanes256 bits) =>
        new(Avx2.Or(Avx2.And(value._bits, mask._bits), bits._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MaskXor(Lanes256 value, Lanes256 mask, Lanes256 bits) =>
        new(Avx2.Xor(Avx2.And(value._bits, mask._bits), bits._bits));

    // There is no conversion from 64-bit integers: the biased k goes into the low bits of 2⁵².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyExponentAdd(Lanes256 exponentField, double scale, Lanes256 addend)
    {
        const ulong Bias = 1UL << 62;
        Vector256<ulong> biased = Avx2.ShiftRightLogical(Avx2.Add(exponentField._bits, Vector256.Create(Bias)), 52);
        Vector256<double> integer = Avx2.Or(biased, Vector256.Create(IntegerToDouble)).AsDouble();
        Vector256<double> exponent = Avx.Subtract(integer, Vector256.Create((double)(1L << 52) + (Bias >> 52)));
        return From(Fma.MultiplyAdd(exponent, Vector256.Create(scale), addend.Doubles));
    }

    // Single loads: a gather takes seven times as long on processors whose microcode guards it against data sampling.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256 First, Lanes256 Second) Lookup(double* first, double* second, Lanes256 index)
    {
        Vector256<ulong> entry = Avx2.And(index._bits, Vector256.Create(15UL));
        (ulong a, ulong b) = (entry.GetElement(0), entry.GetElement(1));
        (ulong c, ulong d) = (entry.GetElement(2), entry.GetElement(3));
        return (From(Vector256.Create(first[a], first[b], first[c], first[d])), From(Vector256.Create(second[a], second[b], second[c], second[d])));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectByBit0(Lanes256 selector, Lanes256 first, Lanes256 second) =>
        From(Avx.BlendVariable(second.Doubles, first.Doubles, Avx2.ShiftLeftLogical(selector._bits, 63).AsDouble()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAsSingles(float* destination, Lanes256 value) =>
        Avx.ConvertToVector128Single(value.Doubles).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLowHalves(uint* destination, Lanes256 value) =>
        Avx2.PermuteVar8x32(value.Halves, Vector256.Create(0u, 2, 4, 6, 0, 2, 4, 6)).GetLower().Store(destination);

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
    public static Lanes256 ShiftRightHalfLanes(Lanes256 value, [ConstantExpected] byte count) =>
        From(Avx2.ShiftRightLogical(value.Halves, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeftHalfLanes(Lanes256 value, [ConstantExpected] byte count) => From(Avx2.ShiftLeftLogical(value.Halves, count));

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
