namespace Seedbed.Random;

/// <summary>Uniform on [lower, upper): mean (lower + upper)/2, standard deviation (upper − lower)/√12.</summary>
/// <param name="Lower">The least value.</param>
/// <param name="Upper">The bound above. Rounding may reach it where the element type is coarse.</param>
public sealed record UniformDistribution(double Lower, double Upper) : Distribution, IPlanarDistribution
{
    /// <inheritdoc/>
    public override double Mean => (Lower + Upper) / 2;

    /// <inheritdoc/>
    public override double StandardDeviation => (Upper - Lower) / Math.Sqrt(12);

    /// <inheritdoc/>
    public override double Minimum => Lower;

    /// <inheritdoc/>
    public override double Maximum => Upper;

    /// <inheritdoc/>
    public override double Density(double value) => value < Lower || value > Upper ? 0 : 1 / (Upper - Lower);

    /// <inheritdoc/>
    public override void Fill<T>(RandomStream stream, RandomKey key, long start, Span<T> destination, ExecutionOptions execution = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillUniform(key, Lower, Upper, start, destination, execution);
    }

    void IPlanarDistribution.FillPlane<T>(RandomStream stream, RandomKey key, long start, Span<T> parts, ExecutionOptions execution) =>
        TransformedUniforms.Fill(
            stream, key, PolarOperator.Disc(Mean, StandardDeviation), 2 * start, parts, execution);
}
