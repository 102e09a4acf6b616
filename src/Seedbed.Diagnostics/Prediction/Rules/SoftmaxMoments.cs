using Seedbed.Simd;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// E[Σ p·p′] of two softmaxes p and p′ over n numbers, that are Gaussian with a variance and, between p and p′, a correlation.
/// </summary>
/// <remarks>
/// For p = p′: 1/S² = ∫ t·exp(−t·S) dt, so that E[Σ p²] = n·∫ t·E[e²ˡ·exp(−t·eˡ)]·E[exp(−t·eˡ)]ⁿ⁻¹ dt, exactly; below a correlation of 1
/// the excess over 1/n is taken as that of p times (exp(c·v) − 1)/(exp(v) − 1), which it is for many numbers.
/// </remarks>
internal static class SoftmaxMoments
{
    private const int Steps = 160;
    private const int GaussianSteps = 41;
    private const double GaussianEnd = 6;

    internal static double SumOfSquares(double variance, double correlation, double count)
    {
        if (!(variance > 1e-12) || count <= 1)
        {
            return 1 / Math.Max(1, count);
        }

        double own = Math.Clamp(SumOfSquares(variance, count), 1 / count, 1);
        return (1 / count) + ((own - (1 / count)) * Math.Min(1, Excess(correlation * variance) / Excess(variance)));
    }

    private static double Excess(double exponent) => exponent < 700 ? DoubleExp.Exp(exponent) - 1 : double.MaxValue;

    private static double SumOfSquares(double variance, double count)
    {
        double deviation = Math.Sqrt(variance);

        // t about 1/S: from where all of S is the largest numbers' to where none is.
        double lowest = -DoubleLog.Log(count) - 6 - (variance / 2) - (7 * deviation), highest = (7 * deviation) + 3;
        double step = (highest - lowest) / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double logarithm = lowest + (step * i), t = DoubleExp.Exp(logarithm);
            (double laplace, double second) = Averages(t, deviation);
            sum += laplace > 0 ? t * t * second * DoubleExp.Exp((count - 1) * DoubleLog.Log(laplace)) : 0;
        }

        return count * sum * step;
    }

    /// <summary>E[exp(−t·eˡ)] and E[e²ˡ·exp(−t·eˡ)].</summary>
    private static (double Laplace, double Second) Averages(double t, double deviation)
    {
        (double laplace, double second, double total) = (0, 0, 0);
        for (int i = 0; i < GaussianSteps; i++)
        {
            double z = -GaussianEnd + (2 * GaussianEnd * i / (GaussianSteps - 1));
            double weight = DoubleExp.Exp(-0.5 * z * z), e = DoubleExp.Exp(deviation * z), damped = weight * DoubleExp.Exp(-t * e);
            laplace += damped;
            second += damped * e * e;
            total += weight;
        }

        return (laplace / total, second / total);
    }
}
