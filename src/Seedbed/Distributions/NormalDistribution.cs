using Seedbed.Numerics;
using Seedbed.Random;

namespace Seedbed.Distributions;

/// <summary>Normal: density exp(−(w − mean)²/(2·stddev²)) / (stddev·√(2π)).</summary>
/// <param name="NormalMean">The mean.</param>
/// <param name="Stddev">The standard deviation, at least 0.</param>
public sealed record NormalDistribution(double NormalMean, double Stddev) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => NormalMean;

    /// <inheritdoc/>
    public override double StandardDeviation => Stddev;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(key, NormalMean, Stddev, start, destination, execution);
    }
}
