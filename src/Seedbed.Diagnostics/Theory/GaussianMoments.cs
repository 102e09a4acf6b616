using System.Runtime.CompilerServices;

namespace Seedbed.Diagnostics;

/// <summary>What the theory of signals asks of an activation φ at one variance q: Gaussian averages of φ(x), x ~ N(0, q).</summary>
/// <param name="Mean">E[φ].</param>
/// <param name="MeanSquare">g(q) = E[φ²]; infinite where φ grows faster than the Gaussian decays.</param>
/// <param name="MeanFourth">E[φ⁴].</param>
/// <param name="MeanSquareSlope">E[φ′²]; NaN where φ jumps, since it does not exist there.</param>
/// <param name="MeanFourthSlope">E[φ′⁴]; NaN where φ jumps.</param>
/// <param name="Growth">g′(q) = E[φ·φ′·z] / √q = E[φ²·(z² − 1)] / (2q), z = x/√q.</param>
/// <remarks>
/// Poole et al. 2016, sections 2 and 3, and Roberts, Yaida and Hanin 2022, section 5.1, whose χ∥ and χ⊥ are σw²·g′ and σw²·E[φ′²]. The
/// first form of g′ is Stein's lemma; the second holds where φ jumps too.
/// </remarks>
public readonly record struct GaussianMoments(
    double Mean, double MeanSquare, double MeanFourth, double MeanSquareSlope, double MeanFourthSlope, double Growth)
{
    /// <summary>The moments at one variance.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="variance">q, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is outside.</exception>
    /// <exception cref="ArgumentException">φ gives NaN.</exception>
    public static GaussianMoments Of(ActivationFunction activation, double variance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        VarianceCheck.Positive(variance, nameof(variance));
        GaussianNodes nodes = GaussianNodes.Create(activation, variance);
        if (nodes.Diverges)
        {
            return new(double.NaN, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity,
                double.PositiveInfinity);
        }

        return activation.IsContinuous ? OfContinuous(nodes, variance) : OfJumping(nodes, variance);
    }

    /// <summary>g(q) alone, which needs no slope.</summary>
    internal static double MeanSquareOf(ActivationFunction activation, double variance)
    {
        GaussianNodes nodes = GaussianNodes.Create(activation, variance);
        return nodes.Diverges ? double.PositiveInfinity : MeanSquareOf(nodes.Weights, nodes.Values);
    }

    /// <summary>g″(q) = E[φ²·(z⁴ − 6z² + 3)] / (4q²), by the fourth Hermite polynomial.</summary>
    internal static double CurvatureOf(ActivationFunction activation, double variance) =>
        Sum(GaussianNodes.Create(activation, variance), (value, z) => value * value * ((((z * z) - 6) * z * z) + 3))
        / (4 * variance * variance);

    /// <summary>E[φ], E[φ²] and E[φ⁴] alone.</summary>
    internal static GaussianMoments ValuesOf(ActivationFunction activation, double variance)
    {
        GaussianNodes nodes = GaussianNodes.Create(activation, variance);
        return nodes.Diverges ? default(GaussianMoments) with { MeanSquare = double.PositiveInfinity } : WithValues(nodes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MeanSquareOf(double[] weights, double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * (values[i] * values[i]);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GaussianMoments OfContinuous(GaussianNodes nodes, double variance)
    {
        (double[] slopes, double[] weights, double[] values, double[] z) = (nodes.Slopes(), nodes.Weights, nodes.Values, nodes.Z);
        (double square, double fourth, double growth) = (0, 0, 0);
        for (int i = 0; i < slopes.Length; i++)
        {
            double part = weights[i] * slopes[i] * slopes[i];
            square += part;
            fourth += part * slopes[i] * slopes[i];
            growth += weights[i] * values[i] * slopes[i] * z[i];
        }

        return WithValues(nodes) with { MeanSquareSlope = square, MeanFourthSlope = fourth, Growth = growth / Math.Sqrt(variance) };
    }

    private static GaussianMoments OfJumping(GaussianNodes nodes, double variance) => WithValues(nodes) with
    {
        MeanSquareSlope = double.NaN,
        MeanFourthSlope = double.NaN,
        Growth = Sum(nodes, (value, z) => value * value * ((z * z) - 1)) / (2 * variance),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GaussianMoments WithValues(GaussianNodes nodes)
    {
        (double[] values, double[] weights) = (nodes.Values, nodes.Weights);
        (double mean, double square, double fourth) = (0, 0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            double part = weights[i] * value * value;
            mean += weights[i] * value;
            square += part;
            fourth += part * value * value;
        }

        return default(GaussianMoments) with { Mean = mean, MeanSquare = square, MeanFourth = fourth };
    }

    private static double Sum(GaussianNodes nodes, Func<double, double, double> part)
    {
        double sum = 0;
        for (int i = 0; i < nodes.Values.Length; i++)
        {
            sum += nodes.Weights[i] * part(nodes.Values[i], nodes.Z[i]);
        }

        return sum;
    }
}

/// <summary>The variances that callers give.</summary>
internal static class VarianceCheck
{
    internal static double Positive(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and greater than 0.");

    internal static double NotNegative(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and at least 0.");

    /// <summary>Beyond it no network is meant, and squares leave the range.</summary>
    internal static double WithinReason(double value, string name) => value <= 1e9
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at most 1E+09.");

    internal static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at least 1.");
}
