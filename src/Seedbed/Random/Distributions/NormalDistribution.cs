using Seedbed.Simd;

namespace Seedbed.Random;

/// <summary>Normal: density exp(−(w − mean)²/(2·stddev²)) / (stddev·√(2π)).</summary>
public sealed record NormalDistribution : Distribution, IPlanarDistribution
{
    /// <summary>The distribution of these parameters.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation, at least 0.</param>
    public NormalDistribution(double mean, double stddev)
    {
        Mean = mean;
        Stddev = stddev;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; }

    /// <inheritdoc/>
    public override double StandardDeviation => Stddev;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Density(double value) => Density(value - Mean, Stddev);

    /// <summary>exp(−d²/(2·stddev²)) / (stddev·√(2π)).</summary>
    internal static double Density(double distance, double stddev)
    {
        double z = distance / stddev;
        return stddev > 0 ? DoubleExp.Exp(-0.5 * z * z) / (stddev * Math.Sqrt(2 * Math.PI)) : distance == 0 ? double.PositiveInfinity : 0;
    }

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(key, Mean, Stddev, start, destination, execution);
    }

    void IPlanarDistribution.FillPlane<T>(RandomStream stream, RandomKey key, long start, Span<T> parts, ExecutionOptions execution)
    {
        stream.FillNormal(key, 0, Stddev / Math.Sqrt(2), 2 * start, parts, execution);
        T mean = T.CreateTruncating(Mean);
        for (int i = 0; i < parts.Length; i += 2)
        {
            parts[i] += mean;
        }
    }
}
