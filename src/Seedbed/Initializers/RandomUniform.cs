using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ U[minval, maxval).</summary>
/// <remarks>Source: <c>keras.initializers.RandomUniform</c>.</remarks>
/// <example>
/// <code>
/// float[] table = new RandomUniform(minval: -0.1, maxval: 0.1, seed: 42).CreateArray&lt;float&gt;([1000, 64]);
/// </code>
/// </example>
public sealed record RandomUniform : IndependentInitializer
{
    /// <summary>A uniform distribution with fixed bounds.</summary>
    /// <param name="minval">Finite, at most <paramref name="maxval"/>.</param>
    /// <param name="maxval">Finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside, or they are in the wrong order.</exception>
    public RandomUniform(double minval = -0.05, double maxval = 0.05, Seed? seed = null)
        : base(seed)
    {
        Minval = minval;
        Maxval = maxval;
        RequireOrder();
    }

    /// <summary>The least value.</summary>
    public double Minval
    {
        get;
        init => field = ParameterCheck.Finite(value, "minval");
    }

    /// <summary>The bound above.</summary>
    public double Maxval
    {
        get;
        init => field = ParameterCheck.Finite(value, "maxval");
    }

    internal static Description<Initializer> Description { get; } =
        new("RandomUniform",
            arguments => new RandomUniform(arguments.Number("minval", -0.05), arguments.Number("maxval", 0.05), arguments.Seed()))
        {
            Aliases = ["random_uniform", "uniform"],
            Formula = "w ~ U[minval, maxval)",
            SuitedTo = "embeddings; its scale ignores the fans",
            Source = "Keras",
            Module = KnownInitializers.KerasModule,
            Parameters = [ParameterDescription.Seed, new("minval", "a finite number", "-0.05"),
                new("maxval", "a finite number of at least minval", "0.05")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("minval", Minval), new("maxval", Maxval)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => RequireOrder();

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new UniformDistribution(Minval, Maxval);

    /// <summary>
    /// Checked when both bounds are known: at construction, and again before a fill, since <c>with</c> sets one after the other.
    /// </summary>
    private void RequireOrder()
    {
        if (Minval > Maxval)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Minval), $"minval is {Minval} and maxval is {Maxval}; minval must not be greater.");
        }
    }
}
