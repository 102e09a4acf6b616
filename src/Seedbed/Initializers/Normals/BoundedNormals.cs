using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>A normal distribution between two bounds.</summary>
public abstract record BoundedNormalInitializer : NormalInitializer
{
    private protected BoundedNormalInitializer(double mean, double stddev, double lower, double upper, Seed? seed)
        : base(mean, stddev, seed) => (Lower, Upper) = (lower, upper);

    /// <summary>The lower bound: a value, or a number of standard deviations from the mean.</summary>
    public double Lower { get; init; }

    /// <summary>The upper bound, as the lower one.</summary>
    public double Upper { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [.. base.Arguments, new("lower", Lower), new("upper", Upper)];

    private protected static Description<Initializer> Describe(
        string className, double stddev, string unit, Func<double, double, double, double, Seed?, Initializer> create) =>
        new(className, arguments => create(
            arguments.Number("mean", 0.0), arguments.Number("stddev", stddev), arguments.Number("lower", -2.0),
            arguments.Number("upper", 2.0), arguments.Seed()))
        {
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [.. Parameters.SkipLast(1), Parameters[^1] with { Default = $"{stddev:0.0#}" },
                new("lower", $"a number{unit}", "-2.0"), new("upper", $"a number{unit} above lower", "2.0")],
        };
}

/// <summary>w ~ N(mean, stddev²) given mean + lower·stddev &lt; w &lt; mean + upper·stddev: bounds in standard deviations.</summary>
/// <remarks>
/// As in JAX the standard deviation is that before truncation. At the bounds ±2 this is the law of <see cref="TruncatedNormal"/>, whose
/// numbers are Keras's, where these come from the inverse of the distribution function (see <see cref="BoundedNormalDistribution"/>).
/// Sources: <c>jax.nn.initializers.truncated_normal</c>; <c>trunc_normal_tf_</c> of timm.
/// </remarks>
public sealed record SigmaTruncatedNormal : BoundedNormalInitializer
{
    /// <summary>A normal distribution cut at bounds that scale with it.</summary>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Before truncation; finite and at least 0.</param>
    /// <param name="lower">The lower bound in standard deviations from the mean.</param>
    /// <param name="upper">The upper bound in standard deviations from the mean, above the lower one.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentException">A parameter is outside, or the bounds hold no probability.</exception>
    public SigmaTruncatedNormal(double mean = 0.0, double stddev = 0.05, double lower = -2.0, double upper = 2.0, Seed? seed = null)
        : base(mean, stddev, lower, upper, seed) => DistributionFor([]);

    internal static Description<Initializer> Description { get; } =
        Describe("SigmaTruncatedNormal", 0.05, " of standard deviations", (mean, stddev, lower, upper, seed) =>
            new SigmaTruncatedNormal(mean, stddev, lower, upper, seed)) with
        {
            Aliases = ["sigma_truncated_normal"],
            Formula = "w ~ N(mean, stddev²) given lower < (w − mean)/stddev < upper",
            SuitedTo = "transformers whose heads are cut at 3 standard deviations",
            Source = "JAX; Wichura 1988 (AS 241)",
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => Stddev > 0
        ? new BoundedNormalDistribution(Mean, Stddev, Mean + (Lower * Stddev), Mean + (Upper * Stddev))
        : new NormalDistribution(Mean, 0);
}

/// <summary>w ~ N(mean, stddev²) given lower &lt; w &lt; upper: bounds that are values, whatever the standard deviation is.</summary>
/// <remarks>
/// With stddev 0.02 the default bounds ±2 stand 100 standard deviations off and cut nothing; no value gathers at them, in bfloat16 either.
/// Source: <c>torch.nn.init.trunc_normal_</c>.
/// </remarks>
public sealed record AbsoluteTruncatedNormal : BoundedNormalInitializer
{
    /// <summary>A normal distribution cut at fixed values.</summary>
    /// <param name="mean">Finite.</param>
    /// <param name="stddev">Before truncation; finite and at least 0.</param>
    /// <param name="lower">The lower bound, a value.</param>
    /// <param name="upper">The upper bound, above the lower one.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentException">A parameter is outside, or the bounds hold no probability.</exception>
    public AbsoluteTruncatedNormal(double mean = 0.0, double stddev = 1.0, double lower = -2.0, double upper = 2.0, Seed? seed = null)
        : base(mean, stddev, lower, upper, seed) => DistributionFor([]);

    internal static Description<Initializer> Description { get; } =
        Describe("AbsoluteTruncatedNormal", 1, "", (mean, stddev, lower, upper, seed) =>
            new AbsoluteTruncatedNormal(mean, stddev, lower, upper, seed)) with
        {
            Aliases = ["absolute_truncated_normal"],
            Formula = "w ~ N(mean, stddev²) given lower < w < upper",
            SuitedTo = "models ported from PyTorch; bounds of ±2 cut nothing where stddev is 0.02",
            Source = "PyTorch; Wichura 1988 (AS 241)",
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new BoundedNormalDistribution(Mean, Stddev, Lower, Upper);
}
