namespace Seedbed.Diagnostics;

/// <summary>
/// The two gains of an activation that people mean, each the standard deviation √(fanIn·Var w) of what stands before or behind it.
/// </summary>
/// <param name="Gain">1/√E[φ(z)²], z ~ N(0, 1): weights behind φ with it give unit variance again (PyTorch's <c>calculate_gain</c> for
/// ReLU).</param>
/// <param name="UnitOutput">The smallest σ with E[φ(σz)²] = 1: weights before φ with it make φ's output unit; null where none does.</param>
/// <param name="UnitOutputChiParallel">χ∥ with σw² = q = σ²; null where there is no σ.</param>
/// <param name="UnitOutputChiPerp">χ⊥ there.</param>
/// <remarks>
/// The first: He et al. 2015, equation 10, for any φ. The second is what automatic scaling of layers on data converges to.
/// </remarks>
public sealed record ActivationGain(double Gain, double? UnitOutput, double? UnitOutputChiParallel, double? UnitOutputChiPerp)
{
    /// <summary>The gains of an activation.</summary>
    /// <param name="activation">φ.</param>
    public static ActivationGain Of(ActivationFunction activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        double gain = 1 / Math.Sqrt(GaussianMoments.Of(activation, 1).MeanSquare);
        if (VarianceOfUnitOutput(activation) is not double variance)
        {
            return new(gain, null, null, null);
        }

        GaussianMoments moments = GaussianMoments.Of(activation, variance);
        return new(gain, Math.Sqrt(variance), variance * moments.Growth, variance * moments.MeanSquareSlope);
    }

    private static double? VarianceOfUnitOutput(ActivationFunction activation)
    {
        MomentProfile profile = activation.Profile.Value;
        for (int i = 1; i < profile.Variances.Length; i++)
        {
            (double low, double high) = (profile.Moments[i - 1].MeanSquare - 1, profile.Moments[i].MeanSquare - 1);
            if (low < 0 && high >= 0)
            {
                return RootSearch.Zero(
                    q => Math.Min(1e100, GaussianMoments.MeanSquareOf(activation, q) - 1), profile.Variances[i - 1], profile.Variances[i]);
            }
        }

        return null;
    }
}
