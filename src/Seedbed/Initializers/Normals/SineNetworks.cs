using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// Sine networks: w ~ U(±1/fanIn) in the first layer, U(±√(6/fanIn)/ω₀) in the hidden and the last one; biases keep U(±1/√fanIn).
/// </summary>
/// <remarks>Source: Sitzmann et al. 2020 (arXiv 2006.09661), section 3.2, and the authors' code.</remarks>
public sealed record SirenUniform : IndependentInitializer
{
    private static readonly Dictionary<string, SirenLayer> s_layers = new(StringComparer.Ordinal)
    {
        ["first"] = SirenLayer.First,
        ["hidden"] = SirenLayer.Hidden,
        ["last"] = SirenLayer.Last,
    };

    /// <summary>The weights of one layer of a sine network.</summary>
    /// <param name="layer">Where the layer stands.</param>
    /// <param name="omega">ω₀, the frequency that sin(ω₀·(Wx + b)) is taken with; greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public SirenUniform(SirenLayer layer = SirenLayer.Hidden, double omega = 30.0, Seed? seed = null)
        : base(seed)
    {
        Layer = layer;
        Omega = omega;
    }

    /// <summary>Where the layer stands.</summary>
    public SirenLayer Layer
    {
        get;
        init => field = ParameterCheck.Defined(value, "layer");
    }

    /// <summary>ω₀.</summary>
    public double Omega
    {
        get;
        init => field = ParameterCheck.Positive(value, "omega");
    }

    internal static Description<Initializer> Description { get; } =
        new("SirenUniform",
            arguments => new SirenUniform(
                arguments.Choice("layer", SirenLayer.Hidden, s_layers), arguments.Number("omega", 30.0), arguments.Seed()))
        {
            Aliases = ["siren_uniform", "siren"],
            Formula = "w ~ U(±√(6/fan_in)/omega); first layer: U(±1/fan_in)",
            SuitedTo = "sin(omega·(Wx + b)): implicit neural representations",
            Source = "Sitzmann et al. 2020 (arXiv 2006.09661)",
            Group = SchemeGroup.Distributions,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("layer", "one of first, hidden, last", "hidden"),
                new("omega", "a number greater than 0", "30.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("layer", s_layers.First(pair => pair.Value == Layer).Key), new("omega", Omega)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape)
    {
        double fanIn = Math.Max(1, FanRule.Keras.Of(shape).FanIn);
        double limit = Layer == SirenLayer.First ? 1 / fanIn : Math.Sqrt(6 / fanIn) / Omega;
        return new UniformDistribution(-limit, limit);
    }
}

/// <summary>Where a layer stands in a sine network.</summary>
public enum SirenLayer
{
    /// <summary>It takes the coordinates; "first".</summary>
    First,

    /// <summary>"hidden".</summary>
    Hidden,

    /// <summary>The linear layer at the end, drawn as the hidden ones; "last".</summary>
    Last,
}

/// <summary>b ~ U(−k, k): the biases of FINER's first layer, which spread sin((|z| + 1)·z) over many frequencies.</summary>
/// <remarks>Read in one port of the authors' code only. Source: Liu et al. 2024 (arXiv 2312.02434).</remarks>
public sealed record FinerBias : IndependentInitializer
{
    /// <summary>The biases of FINER's first layer.</summary>
    /// <param name="k">The bound, greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is outside.</exception>
    public FinerBias(double k = 20.0, Seed? seed = null)
        : base(seed) => K = k;

    /// <summary>The bound.</summary>
    public double K
    {
        get;
        init => field = ParameterCheck.Positive(value, "k");
    }

    internal static Description<Initializer> Description { get; } =
        new("FinerBias", arguments => new FinerBias(arguments.Number("k", 20.0), arguments.Seed()))
        {
            Aliases = ["finer_bias"],
            Formula = "b ~ U(±k)",
            SuitedTo = "the first layer's bias of sine networks of variable period",
            Source = "Liu et al. 2024 (arXiv 2312.02434)",
            Group = SchemeGroup.Distributions,
            IsExperimental = true,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("k", "a number greater than 0", "20.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("k", K)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new UniformDistribution(-K, K);
}
