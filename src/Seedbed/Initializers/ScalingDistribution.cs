namespace Seedbed.Initializers;

/// <summary>The distribution that a variance scaling draws from.</summary>
public enum ScalingDistribution
{
    /// <summary>
    /// A normal cut at two standard deviations and widened by 1/0.8796, so that its variance is what was asked; "truncated_normal", and
    /// Keras's "normal".
    /// </summary>
    TruncatedNormal,

    /// <summary>A normal; "untruncated_normal".</summary>
    UntruncatedNormal,

    /// <summary>A uniform on ±√(3·variance); "uniform".</summary>
    Uniform,
}
