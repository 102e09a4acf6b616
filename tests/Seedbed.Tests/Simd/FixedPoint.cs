using System.Numerics;

namespace Seedbed.Tests.Simd;

/// <summary>A number with 256 bits behind the point: the independent arithmetic against which split constants are checked.</summary>
internal readonly record struct FixedPoint(BigInteger Scaled)
{
    private const int FractionBits = 256;

    public static FixedPoint operator +(FixedPoint left, FixedPoint right) => new(left.Scaled + right.Scaled);

    public static FixedPoint operator -(FixedPoint left, FixedPoint right) => new(left.Scaled - right.Scaled);

    public static FixedPoint operator *(FixedPoint left, int right) => new(left.Scaled * right);

    /// <summary>A positive normal double, exactly.</summary>
    public static FixedPoint Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) - 1075;
        return new((BigInteger)((bits & 0xF_FFFF_FFFF_FFFF) | (1L << 52)) << (FractionBits + exponent));
    }

    /// <summary>arctan(1/n) = 1/n − 1/(3n³) + 1/(5n⁵) − …</summary>
    public static FixedPoint ArctanOfReciprocal(int n) => new(Series(n, -n * n));

    /// <summary>artanh(1/n) = 1/n + 1/(3n³) + 1/(5n⁵) + …</summary>
    public static FixedPoint ArtanhOfReciprocal(int n) => new(Series(n, n * n));

    public bool IsBelowPowerOfTwo(int exponent) => BigInteger.Abs(Scaled) < BigInteger.One << (FractionBits + exponent);

    private static BigInteger Series(int first, int ratio)
    {
        BigInteger sum = 0;
        BigInteger power = (BigInteger.One << FractionBits) / first;
        for (int k = 1; !power.IsZero; k += 2)
        {
            sum += power / k;
            power /= ratio;
        }

        return sum;
    }
}
