using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ N(mean, stddev²).</summary>
/// <remarks>Source: <c>keras.initializers.RandomNormal</c>.</remarks>
/// <example>
/// <code>
/// Embedding tokens = new(50_000, 768, embeddingsInitializer: new RandomNormal(stddev: 0.02, seed: 42));
/// </code>
/// </example>
public sealed record RandomNormal : NormalInitializer
{
    /// <summary>A normal distribution of fixed scale.</summary>
    /// <param name="mean">Finite. A lone number is the mean, as in Keras: a seed is <c>seed: 42</c>.</param>
    /// <param name="stddev">Finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public RandomNormal(double mean = 0.0, double stddev = 0.05, Seed? seed = null)
        : base(mean, stddev, seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("RandomNormal",
            arguments => new RandomNormal(arguments.Number("mean", 0.0), arguments.Number("stddev", 0.05), arguments.Seed()))
        {
            Aliases = ["random_normal", "normal"],
            Formula = "w ~ N(mean, stddev²)",
            SuitedTo = "embeddings, generative models; its scale ignores the fans",
            Source = "Keras",
            Module = KnownInitializers.KerasModule,
            Parameters = Parameters,
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new NormalDistribution(Mean, Stddev);
}
