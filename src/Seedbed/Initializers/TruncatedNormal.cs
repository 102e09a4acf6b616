using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// w ~ N(mean, stddev²) with values beyond 2·stddev of the mean drawn again. The result's own standard deviation is 0.8796·stddev: as in
/// Keras it is not corrected here, while <see cref="VarianceScaling"/> corrects it.
/// </summary>
/// <remarks>Source: <c>keras.initializers.TruncatedNormal</c>.</remarks>
/// <example>
/// <code>
/// float[] weights = new TruncatedNormal(stddev: 0.02, seed: 42).CreateArray&lt;float&gt;([768, 3072]);
/// Console.WriteLine(weights.Max() &lt; 0.04f);
/// </code>
/// </example>
public sealed record TruncatedNormal : NormalInitializer
{
    /// <summary>A truncated normal distribution of fixed scale.</summary>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Before truncation; finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public TruncatedNormal(double mean = 0.0, double stddev = 0.05, Seed? seed = null)
        : base(mean, stddev, seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("TruncatedNormal",
            arguments => new TruncatedNormal(arguments.Number("mean", 0.0), arguments.Number("stddev", 0.05), arguments.Seed()))
        {
            Aliases = ["truncated_normal"],
            Formula = "w ~ N(mean, stddev²) given |w − mean| < 2·stddev",
            SuitedTo = "embeddings, transformers (stddev 0.02)",
            Source = "Keras",
            Module = KnownInitializers.KerasModule,
            Parameters = Parameters,
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new TruncatedNormalDistribution(Mean, Stddev);
}
