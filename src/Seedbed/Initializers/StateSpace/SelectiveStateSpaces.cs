using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>A_log[…, n] = ln(n + 1) along the last axis, so that A = −exp(A_log) = −1 … −N in every channel.</summary>
/// <remarks>
/// Kept in float32 where the rest is not. Source: Gu and Dao 2023 (arXiv 2312.00752); <c>mamba_simple.py</c> of state-spaces/mamba.
/// </remarks>
public sealed record MambaLogA : FormulaInitializer
{
    internal static Description<Initializer> Description { get; } =
        new("MambaLogA", _ => new MambaLogA())
        {
            Aliases = ["mamba_log_a"],
            Formula = "A_log[…, n] = ln(n + 1)",
            SuitedTo = "A_log of Mamba 1, (channels, states)",
            Source = "Gu and Dao 2023 (arXiv 2312.00752); state-spaces/mamba",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long states = shape[-1];
        return index => DoubleLog.Log((index % states) + 1);
    }
}

/// <summary>A_log = ln U(minval, maxval), one a head.</summary>
/// <remarks>
/// Mamba 2 takes U(1, 16), the gated delta net (Qwen3-Next, Kimi) U(0.01, 16) with a step bias of ones. Sources: Dao and Gu 2024
/// (arXiv 2405.21060), <c>mamba2.py</c> of state-spaces/mamba; torchtitan's qwen3_5.
/// </remarks>
public sealed record LogOfUniform : TransformedInitializer
{
    /// <summary>The logarithm of a uniform number.</summary>
    /// <param name="minval">Greater than 0: 1 for Mamba 2, 0.01 for the gated delta net.</param>
    /// <param name="maxval">At least <paramref name="minval"/>.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside.</exception>
    public LogOfUniform(double minval = 1.0, double maxval = 16.0, Seed? seed = null)
        : base(seed) => (Minval, Maxval) = ParameterCheck.PositiveRange(minval, maxval, "minval", "maxval");

    /// <summary>The least number whose logarithm is taken.</summary>
    public double Minval { get; }

    /// <summary>The bound above.</summary>
    public double Maxval { get; }

    internal static Description<Initializer> Description { get; } =
        new("LogOfUniform",
            arguments => new LogOfUniform(arguments.Number("minval", 1.0), arguments.Number("maxval", 16.0), arguments.Seed()))
        {
            Aliases = ["log_of_uniform"],
            Formula = "A_log = ln U[minval, maxval)",
            SuitedTo = "A_log of Mamba 2 and, with minval=0.01, of the gated delta net",
            Source = "Dao and Gu 2024 (arXiv 2405.21060); state-spaces/mamba; torchtitan",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("minval", "a number greater than 0", "1.0"),
                new("maxval", "a number of at least minval", "16.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("minval", Minval), new("maxval", Maxval)];

    private protected override double ValueOf(double uniform) => DoubleLog.Log(Minval + (uniform * (Maxval - Minval)));
}

/// <summary>
/// b = softplus⁻¹(dt) = dt + ln(1 − e^(−dt)) with dt = max(floor, exp(U[ln least, ln greatest))): steps of every order of magnitude after
/// the softplus.
/// </summary>
/// <remarks>
/// The bias of dt_proj in Mamba 1, dt_bias in Mamba 2 and 3. Sources: Gu and Dao 2023 (arXiv 2312.00752); <c>mamba_simple.py</c>,
/// <c>mamba2.py</c> and <c>mamba3.py</c> of state-spaces/mamba.
/// </remarks>
public sealed record StepBias : TransformedInitializer
{
    /// <summary>A bias of log-uniform steps.</summary>
    /// <param name="least">The least step, greater than 0.</param>
    /// <param name="greatest">The bound above, at least <paramref name="least"/>.</param>
    /// <param name="floor">No step is smaller; greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public StepBias(double least = 0.001, double greatest = 0.1, double floor = 1e-4, Seed? seed = null)
        : base(seed)
    {
        (Least, Greatest) = ParameterCheck.PositiveRange(least, greatest, "dt_min", "dt_max");
        Floor = ParameterCheck.Positive(floor, "dt_init_floor");
    }

    /// <summary>The least step.</summary>
    public double Least { get; }

    /// <summary>The bound above.</summary>
    public double Greatest { get; }

    /// <summary>No step is smaller.</summary>
    public double Floor { get; }

    internal static Description<Initializer> Description { get; } =
        new("StepBias",
            arguments => new StepBias(
                arguments.Number("dt_min", 0.001), arguments.Number("dt_max", 0.1), arguments.Number("dt_init_floor", 1e-4),
                arguments.Seed()))
        {
            Aliases = ["step_bias", "mamba_dt_bias"],
            Formula = "b = softplus⁻¹(max(floor, exp(U[ln dt_min, ln dt_max))))",
            SuitedTo = "dt biases of Mamba 1, 2 and 3",
            Source = "Gu and Dao 2023 (arXiv 2312.00752); state-spaces/mamba",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("dt_min", "a number greater than 0", "0.001"),
                new("dt_max", "a number of at least dt_min", "0.1"), new("dt_init_floor", "a number greater than 0", "0.0001")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("dt_min", Least), new("dt_max", Greatest), new("dt_init_floor", Floor)];

    private protected override double ValueOf(double uniform)
    {
        double least = DoubleLog.Log(Least);
        double step = Math.Max(Floor, DoubleExp.Exp(least + (uniform * (DoubleLog.Log(Greatest) - least))));
        return DoublePower.InverseSoftplus(step);
    }
}

/// <summary>
/// w ~ U(±scale/√fanIn): the step projection of Mamba 1, whose fanIn is dt_rank, and PyTorch's default of a linear layer.
/// </summary>
/// <remarks>
/// <c>kaiming_uniform_(a=√5)</c> comes to the same. Mamba's out_proj has it with scale 1/√L (1/√(2L) with an MLP), LoRA's A with 1.
/// Sources: <c>mamba_simple.py</c> of state-spaces/mamba; <c>torch.nn.Linear</c>; <c>layer.py</c> of PEFT.
/// </remarks>
public sealed record InverseRootUniform : IndependentInitializer
{
    /// <summary>A uniform distribution on ±scale/√fanIn.</summary>
    /// <param name="scale">Greater than 0.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside.</exception>
    public InverseRootUniform(double scale = 1.0, Seed? seed = null, FanRule? fans = null)
        : base(seed)
    {
        Scale = scale;
        Fans = fans ?? FanRule.Keras;
    }

    /// <summary>What is divided by √fanIn.</summary>
    public double Scale
    {
        get;
        init => field = ParameterCheck.Positive(value, "scale");
    }

    /// <summary>How the fans follow from the shape.</summary>
    public FanRule Fans { get; }

    internal static Description<Initializer> Description { get; } =
        new("InverseRootUniform",
            arguments => new InverseRootUniform(
                arguments.Number("scale", 1.0), arguments.Seed(), FanRuleArguments.FromArguments(arguments)))
        {
            Aliases = ["inverse_root_uniform", "mamba_dt_weight", "lora_a"],
            Formula = "w ~ U(±scale/√fan_in)",
            SuitedTo = "dt_proj and out_proj of Mamba, A of LoRA, PyTorch's linear layers",
            Source = "PyTorch (kaiming_uniform_ with a=√5); state-spaces/mamba; PEFT",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("scale", "a number greater than 0", "1.0"), .. FanRuleArguments.Parameters],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("scale", Scale), .. FanRuleArguments.ToArguments(Fans)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => Fans.Of(shape);

    /// <inheritdoc/>
    public override Distribution DistributionFor(in Shape shape)
    {
        double limit = Scale / Math.Sqrt(Math.Max(1, Fans.Of(shape).FanIn));
        return new UniformDistribution(-limit, limit);
    }
}

/// <summary>
/// Λ = ln(u^(−½) − 1), u ~ U(least², greatest²) + 1e-8: the recurrence √u = exp(−softplus(Λ)) of an RG-LRU lies in a ring.
/// </summary>
/// <remarks>
/// The radius is that of a, not of a⁸ as a reader of the paper may think. Source: De et al. 2024 (arXiv 2402.19427);
/// <c>recurrentgemma/torch/layers.py</c>.
/// </remarks>
public sealed record RingLambda : TransformedInitializer
{
    private const double Shift = 1e-8;

    /// <summary>The recurrence parameter.</summary>
    /// <param name="least">The least radius, greater than 0.</param>
    /// <param name="greatest">The greatest radius, below 1.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">A radius is outside.</exception>
    public RingLambda(double least = 0.9, double greatest = 0.999, Seed? seed = null)
        : base(seed)
    {
        (Least, Greatest) = ParameterCheck.PositiveRange(least, greatest, "min_radius", "max_radius");
        if (greatest >= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(greatest), $"max_radius is {greatest}; it must be below 1.");
        }
    }

    /// <summary>The least radius.</summary>
    public double Least { get; }

    /// <summary>The greatest radius.</summary>
    public double Greatest { get; }

    internal static Description<Initializer> Description { get; } =
        new("RingLambda",
            arguments => new RingLambda(arguments.Number("min_radius", 0.9), arguments.Number("max_radius", 0.999), arguments.Seed()))
        {
            Aliases = ["ring_lambda", "rg_lru"],
            Formula = "Λ = ln(u^(−1/2) − 1), u ~ U[min_radius², max_radius²) + 1e-8",
            SuitedTo = "recurrences of RG-LRU (Griffin, RecurrentGemma)",
            Source = "De et al. 2024 (arXiv 2402.19427); recurrentgemma",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("min_radius", "a number greater than 0", "0.9"),
                new("max_radius", "a number of at least min_radius and below 1", "0.999")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("seed", SeedArgument), new("min_radius", Least), new("max_radius", Greatest)];

    private protected override double ValueOf(double uniform)
    {
        double square = (Least * Least) + (uniform * ((Greatest * Greatest) - (Least * Least))) + Shift;
        return DoubleLog.Log((1 / Math.Sqrt(square)) - 1);
    }
}
