using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>
/// The Taylor window with n̄ = 4 sidelobes held at 30 dB, its middle 1: W(n)/W(middle),
/// W(n) = 1 + 2·Σₘ Fₘ·cos(2πm·(n − length/2 + ½)/length), m = 1 … n̄ − 1.
/// W. G. Carrara, R. S. Goodman, R. M. Majewski, "Spotlight Synthetic Aperture Radar" (1995), pp. 512–513.
/// </summary>
internal static class TaylorWindow
{
    private const int SidelobeCount = 4;

    // A² with A = arccosh(10^(30/20)) / π = 1.31995939114210589983…
    private const double SquaredA = 1.742292794264239;

    private static readonly double[] Coefficients = ComputeCoefficients();

    // 1 / W(middle): there every cosine is 1.
    private static readonly double Scale = 1 / (1 + (2 * Coefficients.Sum()));

    internal static double At(int n, int length)
    {
        double sum = 0;
        for (int m = 1; m < SidelobeCount; m++)
        {
            double phase = 2 * Math.PI * m * (n - (length / 2.0) + 0.5) / length;
            sum += Coefficients[m - 1] * DoubleSinCos.SinCos(phase).Cos;
        }

        return (1 + (2 * sum)) * Scale;
    }

    /// <summary>
    /// Fₘ = (−1)^(m+1)·Πₖ (1 − m²/(σ²·(A² + (k − ½)²))) / (2·Π_{k≠m} (1 − m²/k²)), σ² = n̄²/(A² + (n̄ − ½)²).
    /// </summary>
    private static double[] ComputeCoefficients()
    {
        double[] coefficients = new double[SidelobeCount - 1];
        double squaredDilation = SidelobeCount * SidelobeCount / (SquaredA + Squared(SidelobeCount - 0.5));
        for (int m = 1; m < SidelobeCount; m++)
        {
            double numerator = m % 2 == 0 ? -1 : 1;
            double denominator = 2;
            for (int k = 1; k < SidelobeCount; k++)
            {
                numerator *= 1 - (m * m / squaredDilation / (SquaredA + Squared(k - 0.5)));
                denominator *= k == m ? 1 : 1 - ((double)(m * m) / (k * k));
            }

            coefficients[m - 1] = numerator / denominator;
        }

        return coefficients;
    }

    private static double Squared(double value) => value * value;
}
