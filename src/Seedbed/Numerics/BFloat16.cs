using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Seedbed;

/// <summary>
/// value = (−1)^s · 2^(e − 127) · (1 + m / 128): the "brain" floating-point number of 16 bits, which is the upper half of an
/// IEEE 754 binary32.
/// </summary>
/// <remarks>
/// <para>
/// One sign bit s, eight exponent bits e, seven fraction bits m. With e = 0 the value is subnormal, (−1)^s · 2^−126 · m / 128;
/// with e = 255 it is an infinity (m = 0) or NaN. The range is that of <see cref="float"/>: the largest value is
/// (2 − 2^−7) · 2^127 ≈ 3.39E+38, the smallest normal one 2^−126 ≈ 1.18E−38, the smallest above zero 2^−133 ≈ 9.2E−41. The
/// precision is 8 bits, between two and three decimal digits; four digits always tell two values apart.
/// </para>
/// <para>
/// An operation is carried out in <see cref="float"/> and rounded to nearest, ties to even. For +, −, ·, / and the square root
/// this is the correctly rounded result, because 24 ≥ 2 · 8 + 2 bits make the second rounding harmless (Figueroa, "When is double
/// rounding innocuous?", SIGNUM 1995); <see cref="FusedMultiplyAdd"/> takes its own care. Subnormal values are kept, as in
/// <see cref="Half"/>, where some hardware flushes them to zero.
/// </para>
/// <para>
/// Elementary functions (<see cref="Sin"/>, <see cref="Exp"/>, <see cref="Pow"/>, …) complete the generic-math interfaces; they go
/// through the platform's C library and are therefore not the same bits on every system. Weights are never made with them.
/// </para>
/// <para>Source: Intel, "BFLOAT16 – Hardware Numerics Definition", 2018, revision 1.0, sections 1 and 2.</para>
/// </remarks>
public readonly partial struct BFloat16 : IBinaryFloatingPointIeee754<BFloat16>, IMinMaxValue<BFloat16>
{
    private const ushort SignMask = 0x8000;
    private const ushort MagnitudeMask = 0x7FFF;
    private const ushort FractionMask = 0x007F;
    private const ushort InfinityBits = 0x7F80;

    /// <summary>The first bit of the fraction, which tells a quiet NaN from a signalling one (IEEE 754-2019, 6.2.1).</summary>
    private const ushort QuietBit = 0x0040;

    private const int FractionBits = 7;
    private const int ExponentBias = 127;

    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>2^−133, the smallest value above zero (and no measure of precision, which is 2^−8).</summary>
    public static BFloat16 Epsilon => new(0x0001);

    /// <summary>−(2 − 2^−7) · 2^127 ≈ −3.39E+38.</summary>
    public static BFloat16 MinValue => new(0xFF7F);

    /// <summary>(2 − 2^−7) · 2^127 ≈ 3.39E+38.</summary>
    public static BFloat16 MaxValue => new(0x7F7F);

    /// <summary>The quiet NaN without payload, with the sign that <see cref="float.NaN"/> has.</summary>
    public static BFloat16 NaN => new(0xFFC0);

    /// <inheritdoc/>
    public static BFloat16 PositiveInfinity => new(InfinityBits);

    /// <inheritdoc/>
    public static BFloat16 NegativeInfinity => new(InfinityBits | SignMask);

    /// <inheritdoc/>
    public static BFloat16 Zero => default;

    /// <inheritdoc/>
    public static BFloat16 NegativeZero => new(SignMask);

    /// <inheritdoc/>
    public static BFloat16 One => new(0x3F80);

    /// <inheritdoc/>
    public static BFloat16 NegativeOne => new(0xBF80);

    /// <summary>2.71875, the nearest value to e = 2.71828….</summary>
    public static BFloat16 E => new(0x402E);

    /// <summary>3.140625, the nearest value to π = 3.14159….</summary>
    public static BFloat16 Pi => new(0x4049);

    /// <summary>6.28125, the nearest value to 2π = 6.28318….</summary>
    public static BFloat16 Tau => new(0x40C9);

    static BFloat16 IAdditiveIdentity<BFloat16, BFloat16>.AdditiveIdentity => Zero;

    static BFloat16 IMultiplicativeIdentity<BFloat16, BFloat16>.MultiplicativeIdentity => One;

    static BFloat16 IBinaryNumber<BFloat16>.AllBitsSet => new(0xFFFF);

    static int INumberBase<BFloat16>.Radix => 2;

    private int BiasedExponent => (_bits & MagnitudeMask) >> FractionBits;

    private int Fraction => _bits & FractionMask;

    /// <summary>The number whose encoding is <paramref name="bits"/>: sign, 8 exponent bits, 7 fraction bits from the top.</summary>
    /// <param name="bits">Any of the 65536 patterns.</param>
    /// <returns>The number, NaN payloads and the sign of zero included.</returns>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The encoding: sign, 8 exponent bits, 7 fraction bits from the top; the upper half of the same number's binary32.</summary>
    /// <returns>The 16 bits.</returns>
    public ushort ToBits() => _bits;

    /// <inheritdoc/>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <inheritdoc/>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    /// <inheritdoc/>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    /// <inheritdoc/>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    /// <inheritdoc/>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    /// <inheritdoc/>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;

    /// <summary>−1, 0 or 1, as for <see cref="Half"/>: NaN stands before every number and equals NaN; −0 equals 0.</summary>
    /// <param name="other">The number to compare with.</param>
    /// <returns>−1 where this number stands before <paramref name="other"/>, 0 where both are equal, 1 where it stands after.</returns>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    /// <summary>As <see cref="CompareTo(BFloat16)"/>; <see langword="null"/> stands before everything.</summary>
    /// <param name="obj">A boxed <see cref="BFloat16"/> or <see langword="null"/>.</param>
    /// <returns>−1, 0 or 1.</returns>
    /// <exception cref="ArgumentException"><paramref name="obj"/> is of another type.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException($"obj is a {obj.GetType()}; it must be a BFloat16 or null.", nameof(obj)),
    };

    /// <summary>Whether both are the same number; unlike ==, NaN equals NaN, so that numbers can be keys.</summary>
    /// <param name="other">The number to compare with.</param>
    /// <returns><see langword="true"/> for equal numbers (−0 equals 0) and for two NaNs.</returns>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Equal numbers need equal hashes: all NaNs are one number here, and so are the two zeros.
        if (IsNaN(this))
        {
            return InfinityBits;
        }

        return IsZero(this) ? 0 : _bits;
    }

    /// <inheritdoc/>
    public static bool IsNaN(BFloat16 value) => (value._bits & MagnitudeMask) > InfinityBits;

    /// <inheritdoc/>
    public static bool IsInfinity(BFloat16 value) => (value._bits & MagnitudeMask) == InfinityBits;

    /// <inheritdoc/>
    public static bool IsPositiveInfinity(BFloat16 value) => value._bits == InfinityBits;

    /// <inheritdoc/>
    public static bool IsNegativeInfinity(BFloat16 value) => value._bits == (InfinityBits | SignMask);

    /// <inheritdoc/>
    public static bool IsFinite(BFloat16 value) => (value._bits & MagnitudeMask) < InfinityBits;

    /// <inheritdoc/>
    public static bool IsNormal(BFloat16 value) => IsFinite(value) && value.BiasedExponent != 0;

    /// <inheritdoc/>
    public static bool IsSubnormal(BFloat16 value) => value.BiasedExponent == 0 && value.Fraction != 0;

    /// <inheritdoc/>
    public static bool IsNegative(BFloat16 value) => (value._bits & SignMask) != 0;

    /// <inheritdoc/>
    public static bool IsPositive(BFloat16 value) => (value._bits & SignMask) == 0;

    /// <inheritdoc/>
    public static bool IsRealNumber(BFloat16 value) => !IsNaN(value);

    /// <inheritdoc/>
    public static bool IsInteger(BFloat16 value) => float.IsInteger((float)value);

    /// <inheritdoc/>
    public static bool IsEvenInteger(BFloat16 value) => float.IsEvenInteger((float)value);

    /// <inheritdoc/>
    public static bool IsOddInteger(BFloat16 value) => float.IsOddInteger((float)value);

    /// <inheritdoc/>
    public static bool IsPow2(BFloat16 value) => float.IsPow2((float)value);

    private static bool IsZero(BFloat16 value) => (value._bits & MagnitudeMask) == 0;

    static bool INumberBase<BFloat16>.IsZero(BFloat16 value) => IsZero(value);

    static bool INumberBase<BFloat16>.IsCanonical(BFloat16 value) => true;

    static bool INumberBase<BFloat16>.IsComplexNumber(BFloat16 value) => false;

    static bool INumberBase<BFloat16>.IsImaginaryNumber(BFloat16 value) => false;
}
