using Seedbed.Distributions;
using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ U[minval, maxval).</summary>
/// <remarks>Source: <c>keras.initializers.RandomUniform</c>.</remarks>
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
        Minval = ParameterCheck.Finite(minval, "minval");
        Maxval = ParameterCheck.Finite(maxval, "maxval");
        if (minval > maxval)
        {
            throw new ArgumentOutOfRangeException(nameof(minval), $"minval is {minval} and maxval is {maxval}; minval must not be greater.");
        }
    }

    /// <summary>The least value.</summary>
    public double Minval { get; }

    /// <summary>The bound above.</summary>
    public double Maxval { get; }

    internal static InitializerDescription Description { get; } =
        new("RandomUniform", arguments => new RandomUniform(arguments.Number("minval", -0.05), arguments.Number("maxval", 0.05), arguments.Seed()))
        {
            Aliases = ["random_uniform", "uniform"],
            Formula = "w ~ U[minval, maxval)",
            SuitedTo = "embeddings; its scale ignores the fans",
            Source = "Keras",
            Parameters = [InitializerParameter.Seed, new("minval", "a finite number", "-0.05"), new("maxval", "a finite number of at least minval", "0.05")],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("minval", Minval), new("maxval", Maxval)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new UniformDistribution(Minval, Maxval);
}
