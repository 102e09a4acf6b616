using System.Numerics;

namespace Seedbed.Tests.Numerics;

/// <summary>
/// The bfloat16 nearest to a rational number, ties to even, found in a table of all magnitudes by exact integer comparisons.
/// It shares nothing with the conversion under test. Numbers are counted in units of 2^-133, the smallest subnormal.
/// </summary>
internal static class NearestBFloat16
{
    /// <summary>Entry 0x7F80, infinity, stands for 2^128, the value that a larger exponent range would have next.</summary>
    private static readonly BigInteger[] Magnitudes = [.. Enumerable.Range(0, 0x7F81).Select(Magnitude)];

    private static BigInteger Magnitude(int bits)
    {
        int exponent = bits >> 7;
        int fraction = bits & 0x7F;
        return exponent == 0 ? fraction : (BigInteger)(128 + fraction) << (exponent - 1);
    }

    public static BigInteger Units(ushort bits) => (bits & 0x8000) == 0 ? Magnitudes[bits] : -Magnitudes[bits & 0x7FFF];

    public static ushort OfRatio(BigInteger numerator, BigInteger denominator, bool isNegative)
    {
        BigInteger magnitude = BigInteger.Abs(numerator);
        int below = 0;
        for (int step = 1 << 14; step > 0; step >>= 1)
        {
            if (below + step < Magnitudes.Length && Magnitudes[below + step] * denominator <= magnitude)
            {
                below += step;
            }
        }

        int nearest = below;
        if (below < 0x7F80)
        {
            int side = (2 * magnitude).CompareTo((Magnitudes[below] + Magnitudes[below + 1]) * denominator);
            nearest = side > 0 || (side == 0 && (below & 1) != 0) ? below + 1 : below;
        }

        return (ushort)(nearest | (isNegative ? 0x8000 : 0));
    }

    /// <summary>Every finite double is an integer times 2^-1074.</summary>
    public static ushort OfDouble(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xF_FFFF_FFFF_FFFF;
        BigInteger multiple = exponent == 0 ? fraction : (BigInteger)(fraction | (1L << 52)) << (exponent - 1);
        return OfRatio(multiple, BigInteger.One << (1074 - 133), bits < 0);
    }

    public static ushort OfInteger(BigInteger value) => OfRatio(value << 133, BigInteger.One, value.Sign < 0);
}
