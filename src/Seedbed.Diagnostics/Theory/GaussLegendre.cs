using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>The nodes and weights of Gauss–Legendre quadrature on [−1, 1]: exact for polynomials of degree 2n − 1.</summary>
/// <remarks>Abramowitz and Stegun 1964, 25.4.29: the nodes are the zeros of Pₙ, the weights 2 / ((1 − x²)·P′ₙ(x)²).</remarks>
internal static class GaussLegendre
{
    /// <summary>n: a panel of one unit of an activation or of the Gaussian is integrated to the last digits of a double.</summary>
    internal const int Order = 20;

    private const int NewtonSteps = 8;

    internal static double[] Nodes { get; } = new double[Order];

    internal static double[] Weights { get; } = new double[Order];

    static GaussLegendre()
    {
        for (int i = 0; i < Order; i++)
        {
            double x = -DoubleSinCos.SinCos(Math.PI * (i + 0.75) / (Order + 0.5)).Cos;
            double slope = 0;
            for (int step = 0; step < NewtonSteps; step++)
            {
                (double value, slope) = Legendre(x);
                x -= value / slope;
            }

            Nodes[i] = x;
            Weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }
    }

    /// <summary>Pₙ(x) by Bonnet's recursion, and its derivative.</summary>
    private static (double Value, double Slope) Legendre(double x)
    {
        (double before, double value) = (1, x);
        for (int k = 2; k <= Order; k++)
        {
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        }

        return (value, Order * ((x * value) - before) / ((x * x) - 1));
    }
}
