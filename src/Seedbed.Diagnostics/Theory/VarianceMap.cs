namespace Seedbed.Diagnostics;

/// <summary>
/// One layer of infinite width, h′ = W·φ(h) + b with weights of variance σw²/fanIn and biases of variance σb²: what it makes of the
/// variance q of its pre-activations, F(q) = σw²·E[φ(√q·z)²] + σb².
/// </summary>
/// <remarks>Poole et al. 2016, section 2 (the length map); Schoenholz et al. 2017, section 2.</remarks>
public sealed class VarianceMap
{
    private const int MostSteps = 100_000;
    private FixedPoint[]? _fixedPoints;

    /// <summary>The map of an activation and two variances.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σw², greater than 0, at most 10⁹.</param>
    /// <param name="biasVariance">σb², from 0 to 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException">A variance is outside.</exception>
    public VarianceMap(ActivationFunction activation, double weightVariance, double biasVariance = 0)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Activation = activation;
        WeightVariance = VarianceCheck.WithinReason(VarianceCheck.Positive(weightVariance, nameof(weightVariance)), nameof(weightVariance));
        BiasVariance = VarianceCheck.WithinReason(VarianceCheck.NotNegative(biasVariance, nameof(biasVariance)), nameof(biasVariance));
    }

    /// <summary>φ.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>σw².</summary>
    public double WeightVariance { get; }

    /// <summary>σb².</summary>
    public double BiasVariance { get; }

    /// <summary>
    /// All fixed points in [10⁻¹², 10¹²], and 0 where it is one, in ascending order; one of <see cref="Stability.Neutral"/> where every q
    /// is.
    /// </summary>
    public IReadOnlyList<FixedPoint> FixedPoints => _fixedPoints ??= new FixedPointSearch(this).Find();

    /// <summary>F(q), infinite where φ grows faster than the Gaussian decays.</summary>
    /// <param name="variance">q, at least 0; infinity stays.</param>
    public double Next(double variance) => variance == 0
        ? (WeightVariance * Activation.ValueAtZero * Activation.ValueAtZero) + BiasVariance
        : double.IsFinite(variance) && variance < 1e200
            ? (WeightVariance * GaussianMoments.MeanSquareOf(Activation, variance)) + BiasVariance
            : double.PositiveInfinity;

    /// <summary>The variances of the first pre-activations and of those behind each of <paramref name="depth"/> layers.</summary>
    /// <param name="start">q of the first, at least 0.</param>
    /// <param name="depth">Layers, at least 0.</param>
    public IReadOnlyList<double> Trajectory(double start, int depth)
    {
        VarianceCheck.NotNegative(start, nameof(start));
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        double[] variances = new double[depth + 1];
        variances[0] = start;
        for (int layer = 0; layer < depth; layer++)
        {
            variances[layer + 1] = Next(variances[layer]);
        }

        return variances;
    }

    /// <summary>(χ∥, χ⊥) at a variance: σw²·g′(q) and σw²·E[φ′²], the latter NaN where φ jumps.</summary>
    /// <param name="variance">q, at least 0; at 0 the limits where φ(0) = 0.</param>
    public (double Parallel, double Perp) Chi(double variance)
    {
        if (variance == 0)
        {
            (double left, double right) = Activation.SlopesAtZero;
            double atZero = WeightVariance * ((left * left) + (right * right)) / 2;
            return (atZero, atZero);
        }

        GaussianMoments moments = GaussianMoments.Of(Activation, variance);
        return (WeightVariance * moments.Growth, WeightVariance * moments.MeanSquareSlope);
    }

    /// <summary>The fixed point that a network comes to from a variance; null where q grows without end, or comes to none.</summary>
    /// <param name="start">q at the start, greater than 0.</param>
    public FixedPoint? FixedPointFrom(double start)
    {
        VarianceCheck.Positive(start, nameof(start));
        if (FixedPoints is [{ Stability: Stability.Neutral } any])
        {
            (double parallel, double perp) = Chi(start);
            return any with { Variance = start, ChiParallel = parallel, ChiPerp = perp };
        }

        FixedPoint? itself = FixedPoints.FirstOrDefault(point => Math.Abs(point.Variance - start) <= 1e-12 * start);
        return itself
            ?? (Activation.Profile.Value.IsGrowing
                ? FixedPoints.FirstOrDefault(point => point.ReachedFrom is var (from, to) && from < start && start < to)
                : Iterated(start));
    }

    /// <summary>Where the map is not monotone, the way itself is gone.</summary>
    private FixedPoint? Iterated(double variance)
    {
        for (int step = 0; step < MostSteps && double.IsFinite(variance); step++)
        {
            double next = Next(variance);
            if (Math.Abs(next - variance) <= 1e-13 * variance)
            {
                return FixedPoints.MinBy(point => Math.Abs(point.Variance - next));
            }

            variance = next;
        }

        return null;
    }
}
