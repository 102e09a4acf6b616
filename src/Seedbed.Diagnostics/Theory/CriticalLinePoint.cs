namespace Seedbed.Diagnostics;

/// <summary>A point of the line between order and chaos: a fixed point of the variance with χ⊥ = 1.</summary>
/// <param name="WeightVariance">σw².</param>
/// <param name="BiasVariance">σb².</param>
/// <param name="FixedPoint">q*.</param>
/// <remarks>Schoenholz et al. 2017, figure 1; χ∥ is below 1 on it for bounded activations.</remarks>
public sealed record CriticalLinePoint(double WeightVariance, double BiasVariance, double FixedPoint)
{
    /// <summary>
    /// The point of the line at a variance of biases; the one with the least q* where there are several, null where there is none.
    /// </summary>
    /// <param name="activation">φ, without jumps.</param>
    /// <param name="biasVariance">σb², greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is outside.</exception>
    public static CriticalLinePoint? At(ActivationFunction activation, double biasVariance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        VarianceCheck.Positive(biasVariance, nameof(biasVariance));
        MomentProfile profile = activation.Profile.Value;
        double[] biases = [.. profile.Variances.Select((variance, i) => Bias(variance, profile.Moments[i]) - biasVariance)];
        int place = Enumerable.Range(1, biases.Length - 1).FirstOrDefault(i => biases[i - 1] < 0 && biases[i] >= 0);
        if (place == 0)
        {
            return null;
        }

        double fixedPoint = RootSearch.Zero(
            q => Bias(q, GaussianMoments.Of(activation, q)) - biasVariance, profile.Variances[place - 1], profile.Variances[place]);
        return new(1 / GaussianMoments.Of(activation, fixedPoint).MeanSquareSlope, biasVariance, fixedPoint);
    }

    /// <summary>The σb² that makes q a fixed point where χ⊥ = 1.</summary>
    private static double Bias(double variance, GaussianMoments moments) => variance - (moments.MeanSquare / moments.MeanSquareSlope);
}
