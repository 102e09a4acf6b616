using Seedbed.Numerics;
using Seedbed.Random;

namespace Seedbed.Distributions;

/// <summary>A normal with the tails beyond ±2·stddev cut off and drawn again: its own standard deviation is 0.87962566103423978·stddev.</summary>
/// <param name="NormalMean">The mean.</param>
/// <param name="Stddev">The standard deviation before truncation, at least 0.</param>
public sealed record TruncatedNormalDistribution(double NormalMean, double Stddev) : Distribution
{
    /// <summary>
    /// The standard deviation of a standard normal given |z| &lt; 2: √(1 − 4·φ(2)/(2·Φ(2) − 1)). Keras and TensorFlow divide by this constant.
    /// </summary>
    public const double UnitStandardDeviation = 0.87962566103423978;

    private const double BoundInStddev = 2;

    /// <inheritdoc/>
    public override double Mean => NormalMean;

    /// <inheritdoc/>
    public override double StandardDeviation => UnitStandardDeviation * Stddev;

    /// <inheritdoc/>
    public override double Minimum => NormalMean - (BoundInStddev * Stddev);

    /// <inheritdoc/>
    public override double Maximum => NormalMean + (BoundInStddev * Stddev);

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillTruncatedNormal(key, NormalMean, Stddev, start, destination, execution);
    }
}
