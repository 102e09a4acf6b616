using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary>eˣ in double precision, within 1 ULP and the same on every machine.</summary>
internal static class DoubleExp
{
    // ln 2 = High + Low. High has 32 significant bits, so that k·High is exact for every |k| < 2²⁰ (Cody and Waite, 1980).
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double InverseLn2 = 1.4426950408889634;

    // Beyond these the result is +∞ and 0 for certain: ln(2¹⁰²⁴) = 709.78…, ln(2⁻¹⁰⁷⁵) = −745.13….
    private const double Largest = 710;
    private const double Smallest = -746;

    /// <summary>eˣ = 2ᵏ·eʳ with k = round(x / ln 2) and |r| ≤ ln 2 / 2.</summary>
    /// <remarks>Compiled fully at the first call: a short run would else be over before that.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        x = Math.Clamp(x, Smallest, Largest);
        double k = Math.Round(x * InverseLn2);
        double high = x - (k * Ln2High);
        double low = k * Ln2Low;
        double r = high - low;
        double rest = high - r - low;
        double fraction = 1 + (r + Math.FusedMultiplyAdd(r * r, SecondOrder(r), rest));

        // Two factors, because 2ᵏ alone leaves the range at both ends while the product does not.
        int exponent = (int)k;
        int half = exponent / 2;
        return fraction * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>(eʳ − 1 − r) / r² by its Taylor series; the first term left out, r¹²/14!, is below 2⁻⁵⁴ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SecondOrder(double r)
    {
        ReadOnlySpan<double> inverseFactorials =
        [
            1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
            1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
        ];
        double sum = 0;
        foreach (double coefficient in inverseFactorials)
        {
            sum = Math.FusedMultiplyAdd(sum, r, coefficient);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
