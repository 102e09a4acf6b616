using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>w = exp(U[ln minval, ln maxval)): every order of magnitude alike.</summary>
/// <remarks>The step sizes dt of S4 and S4D are log-uniform on [0.001, 0.1). Source: Gu et al. 2022 (arXiv 2206.11893).</remarks>
public sealed record LogUniform : TransformedInitializer
{
    /// <summary>A log-uniform distribution.</summary>
    /// <param name="minval">Greater than 0.</param>
    /// <param name="maxval">At least <paramref name="minval"/>.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside.</exception>
    public LogUniform(double minval = 0.001, double maxval = 0.1, Seed? seed = null)
        : base(seed) => (Minval, Maxval) = ParameterCheck.PositiveRange(minval, maxval, "minval", "maxval");

    /// <summary>The least value.</summary>
    public double Minval { get; }

    /// <summary>The bound above.</summary>
    public double Maxval { get; }

    internal static Description<Initializer> Description { get; } =
        new("LogUniform",
            arguments => new LogUniform(arguments.Number("minval", 0.001), arguments.Number("maxval", 0.1), arguments.Seed()))
        {
            Aliases = ["log_uniform"],
            Formula = "w = exp(U[ln minval, ln maxval))",
            SuitedTo = "step sizes of state-space models",
            Source = "Gu et al. 2022 (arXiv 2206.11893)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("minval", "a number greater than 0", "0.001"),
                new("maxval", "a number of at least minval", "0.1")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("minval", Minval), new("maxval", Maxval)];

    private protected override double ValueOf(double uniform)
    {
        double least = DoubleLog.Log(Minval);
        return DoubleExp.Exp(least + (uniform * (DoubleLog.Log(Maxval) - least)));
    }
}
