namespace Seedbed.Diagnostics;

/// <summary>
/// What one seed's run shows of a call of a layer. Values are those before the activation where the layer has weights, of others those of
/// the output; what cannot be measured is NaN.
/// </summary>
public sealed record LayerSignal
{
    /// <summary>The mean over samples, positions and units.</summary>
    public double ForwardMean { get; init; }

    /// <summary>The standard deviation over samples, positions and units.</summary>
    public double ForwardStd { get; init; }

    /// <summary>The mean square q: E[x²].</summary>
    public double SecondMoment { get; init; }

    /// <summary>The share of units whose output is the same for all samples and positions; NaN for a batch of one.</summary>
    public double DeadFraction { get; init; } = double.NaN;

    /// <summary>The share of the output's elements in the last 2.5 % of a bounded activation's range; NaN where it has no end.</summary>
    public double SaturatedFraction { get; init; } = double.NaN;

    /// <summary>The share of the output's elements that are 0, or below a millionth of its root mean square.</summary>
    public double NearZeroFraction { get; init; }

    /// <summary>The directions in which the samples differ, (Σλ)²/Σλ² of their covariance: 1 where all stand on a line.</summary>
    public double EffectiveRank { get; init; } = double.NaN;

    /// <summary>The mean cosine between two samples: 1 where the layer no longer tells them apart.</summary>
    public double Correlation { get; init; } = double.NaN;

    /// <summary>
    /// The root mean square of dL/dx over the same elements; NaN where none is computed, 0 where the loss does not depend on x.
    /// </summary>
    public double GradientStd { get; init; } = double.NaN;

    /// <summary>‖dL/dx‖ of one sample, in the mean square: <see cref="GradientStd"/>·√(elements of a sample).</summary>
    public double GradientNorm { get; init; } = double.NaN;

    /// <summary>The standard deviation of the layer's first weight.</summary>
    public double WeightStd { get; init; } = double.NaN;

    /// <summary>The mean square of the layer's bias; 0 where it has none.</summary>
    public double BiasVariance { get; init; }

    /// <summary>‖dL/dW‖/‖W‖ of the layer's first weight that is trained.</summary>
    public double GradientToWeight { get; init; } = double.NaN;

    /// <summary>Whether all values are finite.</summary>
    public bool IsFinite => double.IsFinite(SecondMoment);
}
