using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, 2/(5d)), d the inputs: √(2/(d + 4d)), Xavier's rule for a feed-forward layer of width 4d.</summary>
/// <remarks>Source: Nguyen and Salazar 2019 (arXiv 1910.05895), section 2.2; <c>small_init_init_</c> of GPT-NeoX and xLSTM.</remarks>
public sealed record SmallInit : IndependentInitializer
{
    /// <summary>Small normal weights.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    public SmallInit(Seed? seed = null)
        : base(seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("SmallInit", arguments => new SmallInit(arguments.Seed()))
        {
            Aliases = ["small_init"],
            Formula = "w ~ N(0, 2/(5·fan_in))",
            SuitedTo = "query, key, value and up projections of transformers and xLSTM",
            Source = "Nguyen and Salazar 2019 (arXiv 1910.05895); GPT-NeoX",
            Group = SchemeGroup.Residual,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) =>
        new NormalDistribution(0, ModelRules.SmallInit(Math.Max(1, FanRule.Keras.Of(shape).FanIn)));
}

/// <summary>w ~ N(0, (2/(L·√d))²), d the width of the residual stream and L the layers: for what writes into the stream.</summary>
/// <remarks>
/// d is the outputs of a kernel (inputs, outputs), since an output projection ends in the stream. Source: <c>wang_init_</c> of GPT-NeoX
/// and xLSTM.
/// </remarks>
public sealed record WangInit : IndependentInitializer
{
    /// <summary>Normal weights that shrink with depth.</summary>
    /// <param name="layers">L, at least 1.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no layer.</exception>
    public WangInit(int layers = 1, Seed? seed = null)
        : base(seed) => Layers = layers;

    /// <summary>L.</summary>
    public int Layers
    {
        get;
        init => field = ShapeCheck.AtLeastOne(value, "layers");
    }

    internal static Description<Initializer> Description { get; } =
        new("WangInit", arguments => new WangInit(arguments.Integer("layers", 1), arguments.Seed()))
        {
            Aliases = ["wang_init"],
            Formula = "w ~ N(0, (2/(layers·√d))²), d the outputs",
            SuitedTo = "output and down projections of transformers and xLSTM",
            Source = "GPT-NeoX; Beck et al. 2024 (arXiv 2405.04517)",
            Group = SchemeGroup.Residual,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("layers", "an integer of at least 1", "1")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("layers", Layers)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => ShapeCheck.RankAtLeast(1, ClassName, shape);

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) =>
        new NormalDistribution(0, ModelRules.WangInit(Math.Max(1, shape[-1]), Layers));
}

/// <summary>w ~ N(0, stddev²/(2L)): what writes into the residual stream of a GPT-2 of L layers.</summary>
/// <remarks>Source: Radford et al. 2019, section 2.3; <c>c_proj</c> of nanoGPT.</remarks>
public sealed record DepthScaledNormal : IndependentInitializer
{
    /// <summary>Normal weights that shrink with depth.</summary>
    /// <param name="layers">L, at least 1.</param>
    /// <param name="stddev">Of the other weights; finite and at least 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public DepthScaledNormal(int layers = 12, double stddev = 0.02, Seed? seed = null)
        : base(seed)
    {
        Layers = layers;
        Stddev = stddev;
    }

    /// <summary>L.</summary>
    public int Layers
    {
        get;
        init => field = ShapeCheck.AtLeastOne(value, "layers");
    }

    /// <summary>The standard deviation of the other weights.</summary>
    public double Stddev
    {
        get;
        init => field = ParameterCheck.NotNegative(value, "stddev");
    }

    internal static Description<Initializer> Description { get; } =
        new("DepthScaledNormal",
            arguments => new DepthScaledNormal(arguments.Integer("layers", 12), arguments.Number("stddev", 0.02), arguments.Seed()))
        {
            Aliases = ["depth_scaled_normal", "gpt2_projection"],
            Formula = "w ~ N(0, stddev²/(2·layers))",
            SuitedTo = "output projections (c_proj) of GPT-2 and its kin",
            Source = "Radford et al. 2019, section 2.3; nanoGPT",
            Group = SchemeGroup.Residual,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("layers", "an integer of at least 1", "12"),
                new("stddev", "a number of at least 0", "0.02")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("layers", Layers), new("stddev", Stddev)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape) => new NormalDistribution(0, Stddev / Math.Sqrt(2.0 * Layers));
}

/// <summary>w ~ N(0, s²), s = min(1, √(out/in))/√in: the spectral norm is about √(out/in) or below, as Muon's steps keep it.</summary>
/// <remarks>
/// <see cref="SpectralMatrix"/> has it exactly. Ranks above 2 count as in Keras's fans. Source: Yang, Simon and Bernstein 2023 (arXiv
/// 2310.17813); nanochat.
/// </remarks>
public sealed record SpectralNormal : IndependentInitializer
{
    /// <summary>Normal weights of bounded spectral norm.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    public SpectralNormal(Seed? seed = null)
        : base(seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("SpectralNormal", arguments => new SpectralNormal(arguments.Seed()))
        {
            Aliases = ["spectral_normal", "spectral"],
            Formula = "w ~ N(0, s²), s = min(1, √(fan_out/fan_in))/√fan_in",
            SuitedTo = "matrices trained by Muon",
            Source = "Yang et al. 2023 (arXiv 2310.17813); nanochat",
            Group = SchemeGroup.Residual,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument)];

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape)
    {
        Fans fans = FanRule.Keras.Of(shape);
        double inputs = Math.Max(1, fans.FanIn);
        return new NormalDistribution(0, Math.Min(1, Math.Sqrt(fans.FanOut / inputs)) / Math.Sqrt(inputs));
    }
}
