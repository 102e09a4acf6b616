namespace Seedbed.Diagnostics;

/// <summary>The kernels of networks of infinite width behind one layer.</summary>
/// <param name="Variance">K(x, x), the Gaussian-process kernel's diagonal: q.</param>
/// <param name="Covariance">K(x, x′).</param>
/// <param name="TangentDiagonal">Θ(x, x) of the neural tangent kernel.</param>
/// <param name="Tangent">Θ(x, x′).</param>
public readonly record struct KernelStep(double Variance, double Covariance, double TangentDiagonal, double Tangent);

/// <summary>The Gaussian-process (NNGP) and neural tangent (NTK) kernels by depth.</summary>
/// <remarks>
/// Lee et al. 2018, equations 4 and 5: Kₗ₊₁ = σw²·E[φ(u)·φ(v)] + σb². Jacot, Gabriel and Hongler 2018, theorem 1:
/// Θₗ₊₁ = Kₗ₊₁ + σw²·E[φ′(u)·φ′(v)]·Θₗ, (u, v) Gaussian with covariance Kₗ; Θ = K of the first pre-activations.
/// </remarks>
public static class KernelTrajectory
{
    /// <summary>The kernels of two inputs with pre-activations of one variance: the first, and those behind each layer.</summary>
    /// <param name="map">F.</param>
    /// <param name="variance">q of the first pre-activations, greater than 0.</param>
    /// <param name="correlation">c of the first pre-activations, from −1 to 1.</param>
    /// <param name="depth">Layers, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    public static IReadOnlyList<KernelStep> Of(VarianceMap map, double variance, double correlation, int depth)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        VarianceCheck.Positive(variance, nameof(variance));
        if (!(Math.Abs(correlation) <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), $"correlation is {correlation}; it must be from -1 to 1.");
        }

        List<KernelStep> steps = [new(variance, correlation * variance, variance, correlation * variance)];
        for (int layer = 0; layer < depth; layer++)
        {
            steps.Add(Next(map, steps[^1]));
        }

        return steps;
    }

    private static KernelStep Next(VarianceMap map, KernelStep step)
    {
        if (!double.IsFinite(step.Variance) || step.Variance <= 0)
        {
            return new(map.Next(step.Variance), double.NaN, double.NaN, double.NaN);
        }

        GaussianMoments moments = GaussianMoments.Of(map.Activation, step.Variance);
        double correlation = Math.Clamp(step.Covariance / step.Variance, -1, 1);
        (double value, double slope) = correlation == 1
            ? (moments.MeanSquare, moments.MeanSquareSlope * step.Variance)
            : new HermiteSeries(map.Activation, step.Variance).At(correlation);
        double variance = (map.WeightVariance * moments.MeanSquare) + map.BiasVariance;
        double covariance = (map.WeightVariance * value) + map.BiasVariance;
        return new(
            variance,
            covariance,
            variance + (map.WeightVariance * moments.MeanSquareSlope * step.TangentDiagonal),
            covariance + (map.WeightVariance * slope / step.Variance * step.Tangent));
    }
}
