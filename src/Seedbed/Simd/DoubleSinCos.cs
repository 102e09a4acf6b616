namespace Seedbed.Simd;

/// <summary>
/// sin v and cos v in double precision: v = n·π/2 + r with |r| ≤ π/4, r held in two parts, Taylor series of sin r and cos r, and
/// n mod 4 says which is which and with what sign.
/// </summary>
/// <remarks>
/// Error below 0.58 ULP for |v| ≤ 10^8 (measured on 5·10^7 points against 113-bit arithmetic, and at the doubles nearest to a
/// multiple of π/2). Only +, −, · in a fixed order, so every machine gives the same bits.
/// </remarks>
internal static class DoubleSinCos
{
    // π/2 cut after bits 26, 53, 80 and 107 behind the point: four parts of at most 27 bits, and the rest rounded to double.
    // n·HalfPi1 to n·HalfPi4 are exact while |n| ≤ 2^26 (Cody and Waite's reduction).
    internal const double HalfPi1 = 1.570796325802803; // 0x1.921fb54000000p+0
    internal const double HalfPi2 = 9.920935184482005e-10; // 0x1.10b4600000000p-30
    internal const double HalfPi3 = 6.123233932053594e-17; // 0x1.1a62630000000p-54
    internal const double HalfPi4 = 6.368317116855041e-25; // 0x1.8a2e034000000p-81
    internal const double HalfPi5 = 4.665590917179985e-33; // 0x1.839a252049c11p-108

    /// <summary>2/π, rounded to double.</summary>
    internal const double QuartersPerRadian = 0.6366197723675814; // 0x1.45f306dc9c883p-1

    /// <summary>1.5·2^52: adding it rounds to an integer, which then stands in the low bits.</summary>
    internal const double Rounder = 6755399441055744.0;

    /// <summary>Keeps the sign, the exponent and 26 significant bits, so that products of two such numbers are exact.</summary>
    internal const ulong HighHalf = 0xFFFF_FFFF_F800_0000;

    /// <summary>(sin <paramref name="v"/>, cos <paramref name="v"/>), each rounded to double precision.</summary>
    /// <param name="v">An angle in radians, |v| ≤ 10^8; outside that range the results mean nothing.</param>
    internal static (double Sin, double Cos) SinCos(double v)
    {
        double rounded = (v * QuartersPerRadian) + Rounder;
        ulong quarter = BitConverter.DoubleToUInt64Bits(rounded);
        (double r, double rLow) = Reduce(v, rounded - Rounder);

        // r² = squareHigh + squareLow; squareHigh is exact.
        double high = High(r);
        double squareHigh = high * high;
        double squareLow = (r - high) * (r + high);
        double sine = Sine(r, rLow, squareHigh, squareLow);
        double cosine = Cosine(sine * rLow, squareHigh, squareLow);

        ulong sineBits = BitConverter.DoubleToUInt64Bits(sine);
        ulong cosineBits = BitConverter.DoubleToUInt64Bits(cosine);
        ulong exchange = (sineBits ^ cosineBits) & (0 - (quarter & 1));
        return (
            BitConverter.UInt64BitsToDouble((sineBits ^ exchange) ^ ((quarter & 2) << 62)),
            BitConverter.UInt64BitsToDouble((cosineBits ^ exchange) ^ (((quarter + 1) & 2) << 62)));
    }

    /// <summary>v − n·π/2 in two parts, with a relative error below 2^−70.</summary>
    private static (double High, double Low) Reduce(double v, double n)
    {
        // Exact: for n ≠ 0 all of these are multiples of 2^−53, and both differences fit in 53 bits.
        double start = (v - (n * HalfPi1)) - (n * HalfPi2);

        // Two differences with their rounding errors (Knuth's two-sum).
        double third = n * HalfPi3;
        double middle = start - third;
        double taken = middle - start;
        double lost = (start - (middle - taken)) - (third + taken);

        double fourth = n * HalfPi4;
        double result = middle - fourth;
        taken = result - middle;
        lost += (middle - (result - taken)) - (fourth + taken);
        return (result, lost - (n * HalfPi5));
    }

    /// <summary>sin(r + rLow) = r + r·p + rLow·cos r, p = −r²/6 + r⁴·(1/5! − r²/7! + … + r¹²/17!), the product r·p in two parts.</summary>
    private static double Sine(double r, double rLow, double squareHigh, double squareLow)
    {
        double square = squareHigh + squareLow;
        double fourth = square * square;
        double even = (1.0 / 120) + (fourth * ((1.0 / 362880) + (fourth * ((1.0 / 6227020800) + (fourth * (1.0 / 355687428096000))))));
        double odd = (1.0 / 5040) + (fourth * ((1.0 / 39916800) + (fourth * (1.0 / 1307674368000))));

        // squareHigh + 6·pHigh is exact, the two nearly cancel.
        double pHigh = High(square * (-1.0 / 6));
        double pLow = (fourth * (even - (square * odd))) - (((squareHigh + (6.0 * pHigh)) + squareLow) * (1.0 / 6));

        double high = High(r);
        double product = high * pHigh;
        double sum = r + product;
        double lost = product - (sum - r);
        double correction = rLow * (1.0 - (0.5 * square));
        return sum + (lost + (((r - high) * pHigh) + ((r * pLow) + correction)));
    }

    /// <summary>cos(r + rLow) = 1 − r²/2 − rLow·sin r + r⁴·(1/4! − r²/6! + … − r¹⁴/18!), 1 − r²/2 with its rounding error.</summary>
    private static double Cosine(double correction, double squareHigh, double squareLow)
    {
        double square = squareHigh + squareLow;
        double fourth = square * square;
        double even = (1.0 / 24) + (fourth * ((1.0 / 40320) + (fourth * ((1.0 / 479001600) + (fourth * (1.0 / 20922789888000))))));
        double odd = (1.0 / 720) + (fourth * ((1.0 / 3628800) + (fourth * ((1.0 / 87178291200) + (fourth * (1.0 / 6402373705728000))))));

        double half = 0.5 * squareHigh;
        double sum = 1.0 - half;
        double lost = (1.0 - sum) - half;
        return sum + (lost + ((fourth * (even - (square * odd))) - ((0.5 * squareLow) + correction)));
    }

    private static double High(double value) =>
        BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & HighHalf);
}
