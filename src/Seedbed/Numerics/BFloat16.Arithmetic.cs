using System.Buffers.Binary;
using System.Numerics;

namespace Seedbed;

/// <content>Operators, exactly rounded operations, and the parts of the encoding.</content>
public readonly partial struct BFloat16
{
    /// <inheritdoc/>
    public static BFloat16 operator +(BFloat16 value) => value;

    /// <summary>The number with the other sign bit; NaN and zero included.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>−<paramref name="value"/>.</returns>
    public static BFloat16 operator -(BFloat16 value) => new((ushort)(value._bits ^ SignMask));

    /// <inheritdoc/>
    public static BFloat16 operator +(BFloat16 left, BFloat16 right) => (BFloat16)((float)left + (float)right);

    /// <inheritdoc/>
    public static BFloat16 operator -(BFloat16 left, BFloat16 right) => (BFloat16)((float)left - (float)right);

    /// <inheritdoc/>
    public static BFloat16 operator *(BFloat16 left, BFloat16 right) => (BFloat16)((float)left * (float)right);

    /// <inheritdoc/>
    public static BFloat16 operator /(BFloat16 left, BFloat16 right) => (BFloat16)((float)left / (float)right);

    /// <inheritdoc/>
    public static BFloat16 operator %(BFloat16 left, BFloat16 right) => (BFloat16)((float)left % (float)right);

    /// <inheritdoc/>
    public static BFloat16 operator ++(BFloat16 value) => value + One;

    /// <inheritdoc/>
    public static BFloat16 operator --(BFloat16 value) => value - One;

    static BFloat16 IBitwiseOperators<BFloat16, BFloat16, BFloat16>.operator &(BFloat16 left, BFloat16 right)
        => new((ushort)(left._bits & right._bits));

    static BFloat16 IBitwiseOperators<BFloat16, BFloat16, BFloat16>.operator |(BFloat16 left, BFloat16 right)
        => new((ushort)(left._bits | right._bits));

    static BFloat16 IBitwiseOperators<BFloat16, BFloat16, BFloat16>.operator ^(BFloat16 left, BFloat16 right)
        => new((ushort)(left._bits ^ right._bits));

    static BFloat16 IBitwiseOperators<BFloat16, BFloat16, BFloat16>.operator ~(BFloat16 value) => new((ushort)~value._bits);

    /// <summary>left · right + addend, rounded once to nearest, ties to even.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="addend">What is added to the product.</param>
    /// <returns>The correctly rounded result.</returns>
    /// <remarks>
    /// The product is exact in binary64. Its sum with the addend may not be, and is then rounded to odd, which keeps on which
    /// side of a tie it lies (Boldo, Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to
    /// odd", IEEE Trans. Computers 57(4), 2008, theorem 2; the error of the sum is Knuth's TwoSum, TAOCP 2, 4.2.2, theorem B).
    /// </remarks>
    public static BFloat16 FusedMultiplyAdd(BFloat16 left, BFloat16 right, BFloat16 addend)
    {
        double product = (double)left * (double)right;
        double term = (double)addend;
        double sum = product + term;
        if (!double.IsFinite(sum))
        {
            return (BFloat16)sum;
        }

        double termPart = sum - product;
        double error = (product - (sum - termPart)) + (term - termPart);
        bool isOdd = (BitConverter.DoubleToUInt64Bits(sum) & 1) != 0;
        if (error != 0 && !isOdd)
        {
            sum = error > 0 ? double.BitIncrement(sum) : double.BitDecrement(sum);
        }

        return (BFloat16)sum;
    }

    /// <inheritdoc/>
    public static BFloat16 Sqrt(BFloat16 x) => (BFloat16)float.Sqrt((float)x);

    /// <inheritdoc/>
    public static BFloat16 Ieee754Remainder(BFloat16 left, BFloat16 right)
        => (BFloat16)float.Ieee754Remainder((float)left, (float)right);

    /// <inheritdoc/>
    public static BFloat16 Abs(BFloat16 value) => new((ushort)(value._bits & MagnitudeMask));

    /// <inheritdoc/>
    public static BFloat16 CopySign(BFloat16 value, BFloat16 sign)
        => new((ushort)((value._bits & MagnitudeMask) | (sign._bits & SignMask)));

    /// <inheritdoc/>
    public static int Sign(BFloat16 value) => float.Sign((float)value);

    /// <inheritdoc/>
    public static BFloat16 Clamp(BFloat16 value, BFloat16 min, BFloat16 max)
        => (BFloat16)float.Clamp((float)value, (float)min, (float)max);

    /// <inheritdoc/>
    public static BFloat16 Max(BFloat16 x, BFloat16 y) => (BFloat16)float.Max((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MaxNumber(BFloat16 x, BFloat16 y) => (BFloat16)float.MaxNumber((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MaxMagnitude(BFloat16 x, BFloat16 y) => (BFloat16)float.MaxMagnitude((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MaxMagnitudeNumber(BFloat16 x, BFloat16 y) => (BFloat16)float.MaxMagnitudeNumber((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 Min(BFloat16 x, BFloat16 y) => (BFloat16)float.Min((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MinNumber(BFloat16 x, BFloat16 y) => (BFloat16)float.MinNumber((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MinMagnitude(BFloat16 x, BFloat16 y) => (BFloat16)float.MinMagnitude((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 MinMagnitudeNumber(BFloat16 x, BFloat16 y) => (BFloat16)float.MinMagnitudeNumber((float)x, (float)y);

    /// <inheritdoc/>
    public static BFloat16 Ceiling(BFloat16 x) => (BFloat16)float.Ceiling((float)x);

    /// <inheritdoc/>
    public static BFloat16 Floor(BFloat16 x) => (BFloat16)float.Floor((float)x);

    /// <inheritdoc/>
    public static BFloat16 Truncate(BFloat16 x) => (BFloat16)float.Truncate((float)x);

    /// <inheritdoc/>
    public static BFloat16 Round(BFloat16 x) => (BFloat16)float.Round((float)x);

    /// <inheritdoc/>
    public static BFloat16 Round(BFloat16 x, int digits) => (BFloat16)float.Round((float)x, digits);

    /// <inheritdoc/>
    public static BFloat16 Round(BFloat16 x, MidpointRounding mode) => (BFloat16)float.Round((float)x, mode);

    /// <inheritdoc/>
    public static BFloat16 Round(BFloat16 x, int digits, MidpointRounding mode) => (BFloat16)float.Round((float)x, digits, mode);

    /// <inheritdoc/>
    public static int ILogB(BFloat16 x) => float.ILogB((float)x);

    /// <inheritdoc/>
    public static BFloat16 ScaleB(BFloat16 x, int n) => (BFloat16)float.ScaleB((float)x, n);

    /// <inheritdoc/>
    public static BFloat16 BitIncrement(BFloat16 x)
    {
        if (IsNaN(x) || IsPositiveInfinity(x))
        {
            return x;
        }

        if (IsZero(x))
        {
            return Epsilon;
        }

        return new((ushort)(IsNegative(x) ? x._bits - 1 : x._bits + 1));
    }

    /// <inheritdoc/>
    public static BFloat16 BitDecrement(BFloat16 x) => -BitIncrement(-x);

    // Two bytes, although binary32 writes one: the unbiased exponent of an infinity, 128, does not fit into a signed byte.
    private short Exponent => (short)(BiasedExponent - ExponentBias);

    private byte Significand => (byte)(Fraction | (BiasedExponent == 0 ? 0 : 1 << FractionBits));

    int IFloatingPoint<BFloat16>.GetExponentByteCount() => sizeof(short);

    int IFloatingPoint<BFloat16>.GetExponentShortestBitLength()
        => Exponent >= 0 ? 16 - short.LeadingZeroCount(Exponent) : 17 - short.LeadingZeroCount((short)~Exponent);

    int IFloatingPoint<BFloat16>.GetSignificandByteCount() => sizeof(byte);

    int IFloatingPoint<BFloat16>.GetSignificandBitLength() => FractionBits + 1;

    bool IFloatingPoint<BFloat16>.TryWriteExponentBigEndian(Span<byte> destination, out int bytesWritten)
    {
        bool fits = BinaryPrimitives.TryWriteInt16BigEndian(destination, Exponent);
        bytesWritten = fits ? sizeof(short) : 0;
        return fits;
    }

    bool IFloatingPoint<BFloat16>.TryWriteExponentLittleEndian(Span<byte> destination, out int bytesWritten)
    {
        bool fits = BinaryPrimitives.TryWriteInt16LittleEndian(destination, Exponent);
        bytesWritten = fits ? sizeof(short) : 0;
        return fits;
    }

    bool IFloatingPoint<BFloat16>.TryWriteSignificandBigEndian(Span<byte> destination, out int bytesWritten)
        => TryWriteSignificand(destination, out bytesWritten);

    bool IFloatingPoint<BFloat16>.TryWriteSignificandLittleEndian(Span<byte> destination, out int bytesWritten)
        => TryWriteSignificand(destination, out bytesWritten);

    private bool TryWriteSignificand(Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = destination.IsEmpty ? 0 : sizeof(byte);
        if (destination.IsEmpty)
        {
            return false;
        }

        destination[0] = Significand;
        return true;
    }
}
