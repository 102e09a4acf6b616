namespace Seedbed.Random;

/// <summary>
/// A normal with the tails beyond ±2·stddev cut off and drawn again: its own standard deviation is 0.87962566103423978·stddev.
/// </summary>
public sealed record TruncatedNormalDistribution : Distribution, IPlanarDistribution
{
    /// <summary>
    /// The standard deviation of a standard normal given |z| &lt; 2: √(1 − 4·φ(2)/(2·Φ(2) − 1)). Keras and TensorFlow divide by this
    /// constant.
    /// </summary>
    public const double UnitStandardDeviation = 0.87962566103423978;

    /// <summary>P(|z| &lt; 2) of a standard normal, erf(√2).</summary>
    private const double KeptPart = 0.95449973610364158;

    private const double BoundInStddev = 2;

    /// <summary>The distribution of these parameters.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation before truncation, at least 0.</param>
    public TruncatedNormalDistribution(double mean, double stddev)
    {
        Mean = mean;
        Stddev = stddev;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>The standard deviation before truncation.</summary>
    public double Stddev { get; }

    /// <inheritdoc/>
    public override double StandardDeviation => UnitStandardDeviation * Stddev;

    /// <inheritdoc/>
    public override double Minimum => Mean - (BoundInStddev * Stddev);

    /// <inheritdoc/>
    public override double Maximum => Mean + (BoundInStddev * Stddev);

    /// <inheritdoc/>
    public override double Density(double value) =>
        value < Minimum || value > Maximum ? 0 : NormalDistribution.Density(value - Mean, Stddev) / KeptPart;

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillTruncatedNormal(key, Mean, Stddev, start, destination, execution);
    }

    void IPlanarDistribution.FillPlane<T>(RandomStream stream, RandomKey key, long start, Span<T> parts, ExecutionOptions execution) =>
        TransformedUniforms.Fill(
            stream, key, PolarOperator.TruncatedNormal(Mean, StandardDeviation), 2 * start, parts, execution);
}
