using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// Var w = scale / max(1, n), n = fanIn, fanOut or their average; mean 0. The general scheme behind Glorot, He and LeCun, which derive
/// from it as in Keras.
/// </summary>
/// <remarks>All arithmetic in double, in Keras's order. Source: <c>keras.initializers.VarianceScaling</c>.</remarks>
/// <example>
/// <code>
/// VarianceScaling gelu = new(scale: 2.35, mode: FanMode.FanIn, distribution: ScalingDistribution.UntruncatedNormal, seed: 42);
/// float[] kernel = gelu.CreateArray&lt;float&gt;([768, 3072]);
/// VarianceScaling depthwise = new(scale: 2, fans: FanRule.Depthwise);
/// Console.WriteLine(depthwise.StandardDeviationFor([3, 3, 64, 1]));
/// </code>
/// </example>
public record VarianceScaling : IndependentInitializer
{
    /// <summary>JAX's mode, which Keras has not.</summary>
    private const string GeometricMode = "fan_geo_avg";

    private static readonly Dictionary<string, FanMode> s_modes = new(StringComparer.Ordinal)
    {
        ["fan_in"] = FanMode.FanIn,
        ["fan_out"] = FanMode.FanOut,
        ["fan_avg"] = FanMode.FanAverage,
        [GeometricMode] = FanMode.FanGeometricAverage,
    };

    private static readonly Dictionary<string, ScalingDistribution> s_distributions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["truncated_normal"] = ScalingDistribution.TruncatedNormal,
        ["untruncated_normal"] = ScalingDistribution.UntruncatedNormal,
        ["uniform"] = ScalingDistribution.Uniform,
        ["normal"] = ScalingDistribution.TruncatedNormal,
    };

    /// <summary>A scheme of any scale, mode and distribution.</summary>
    /// <param name="scale">Finite and greater than 0.</param>
    /// <param name="mode">The fan to divide by.</param>
    /// <param name="distribution">The distribution's form.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside.</exception>
    public VarianceScaling(
        double scale = 1.0,
        FanMode mode = FanMode.FanIn,
        ScalingDistribution distribution = ScalingDistribution.TruncatedNormal,
        Seed? seed = null,
        FanRule? fans = null)
        : base(seed)
    {
        Scale = ParameterCheck.Positive(scale, nameof(scale));
        Mode = ParameterCheck.Defined(mode, nameof(mode));
        Distribution = ParameterCheck.Defined(distribution, nameof(distribution));
        Fans = fans ?? FanRule.Keras;
    }

    /// <summary>The variance's numerator: 1 for Glorot and LeCun, 2 for He.</summary>
    public double Scale { get; }

    /// <summary>The fan it is divided by.</summary>
    public FanMode Mode { get; }

    /// <summary>The distribution's form.</summary>
    public ScalingDistribution Distribution { get; }

    /// <summary>How the fans follow from the shape.</summary>
    public FanRule Fans
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    private protected static ParameterDescription ModeParameter { get; } =
        new("mode", $"one of {string.Join(", ", s_modes.Keys)}", "fan_in")
        {
            Refusal = mode => mode is TextValue { Value: GeometricMode }
                ? $"the mode {GeometricMode} is JAX's, so no Keras could read it back; use fan_in, fan_out or fan_avg."
                : null,
        };

    internal static Description<Initializer> Description { get; } = new("VarianceScaling", Create)
    {
        Aliases = ["variance_scaling"],
        Formula = "Var w = scale / max(1, n), n = fan_in, fan_out, their average or √(fan_in·fan_out)",
        SuitedTo = "any, by its gain: scale = 1/E[φ²] keeps the second moment",
        Source = "Keras",
        Module = KnownInitializers.KerasModule,
        Parameters =
        [
            ParameterDescription.Seed,
            new("scale", "a number greater than 0", "1.0"),
            ModeParameter,
            new("distribution", "one of truncated_normal, untruncated_normal, uniform", "truncated_normal"),
            .. FanRuleArguments.Parameters,
        ],
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
    [
        new("seed", SeedArgument),
        new("scale", Scale),
        new("mode", s_modes.First(pair => pair.Value == Mode).Key),
        new("distribution", s_distributions.First(pair => pair.Value == Distribution).Key),
        .. FanRuleArguments.ToArguments(Fans),
    ];

    /// <inheritdoc/>
    public sealed override void Check(in Shape shape, ElementType elementType) => Fans.Of(shape);

    /// <inheritdoc/>
    public sealed override Distribution DistributionFor(in Shape shape)
    {
        double variance = Scale / Math.Max(1.0, Fan(Fans.Of(shape)));
        switch (Distribution)
        {
            case ScalingDistribution.TruncatedNormal:
                return new TruncatedNormalDistribution(0, Math.Sqrt(variance) / TruncatedNormalDistribution.UnitStandardDeviation);
            case ScalingDistribution.UntruncatedNormal:
                return new NormalDistribution(0, Math.Sqrt(variance));
            case ScalingDistribution.Uniform:
                double limit = Math.Sqrt(3.0 * variance);
                return new UniformDistribution(-limit, limit);
            default:
                throw new InvalidOperationException($"unknown distribution {Distribution}");
        }
    }

    /// <summary>The seed and, where they are set, the axes: older Kerases refuse the axes' keys.</summary>
    private protected IReadOnlyList<Argument> SeedAndFans => [new("seed", SeedArgument), .. FanRuleArguments.ToArguments(Fans)];

    /// <summary>What the schemes of fixed scale, mode and distribution have in common.</summary>
    private protected static Description<Initializer> Describe(string className, Func<Seed?, FanRule, VarianceScaling> create) =>
        new(className, arguments => create(arguments.Seed(), FanRuleArguments.FromArguments(arguments)))
        {
            Module = KnownInitializers.KerasModule,
            Parameters = [ParameterDescription.Seed, .. FanRuleArguments.Parameters],
        };

    /// <summary>
    /// He's rule for any slope or gain: where one of a, mode and gain is given, Var w = gain²/n is a variance scaling in its own right, as
    /// which Keras knows it; else the named scheme.
    /// </summary>
    private protected static Description<Initializer> DescribeHe(
        string className, ScalingDistribution distribution, Func<Seed?, FanRule, VarianceScaling> create)
    {
        Description<Initializer> plain = Describe(className, create);
        return plain with
        {
            Parameters = [.. plain.Parameters, .. Gains.Parameters, ModeParameter],
            Create = arguments =>
            {
                FanMode mode = ModeOf(arguments);
                double scale = Gains.SquareFromArguments(arguments);
                return scale == 2 && mode == FanMode.FanIn
                    ? plain.Create(arguments)
                    : new VarianceScaling(scale, mode, distribution, arguments.Seed(), FanRuleArguments.FromArguments(arguments));
            },
        };
    }

    /// <summary>The mode that a text names.</summary>
    internal static FanMode ModeOf(NamedArguments arguments, FanMode defaultMode = FanMode.FanIn) =>
        arguments.Choice("mode", defaultMode, s_modes);

    private static VarianceScaling Create(NamedArguments arguments) => new(
        arguments.Number("scale", 1.0),
        ModeOf(arguments),
        arguments.Choice("distribution", ScalingDistribution.TruncatedNormal, s_distributions),
        arguments.Seed(),
        FanRuleArguments.FromArguments(arguments));

    private double Fan(Fans fans) => Mode switch
    {
        FanMode.FanIn => fans.FanIn,
        FanMode.FanOut => fans.FanOut,
        FanMode.FanAverage => fans.Average,
        FanMode.FanGeometricAverage => Math.Sqrt(fans.FanIn * fans.FanOut),
        _ => throw new InvalidOperationException($"unknown mode {Mode}"),
    };
}

/// <summary>Which fan a variance scaling divides by.</summary>
public enum FanMode
{
    /// <summary>fanIn: keeps the variance of activations forward; "fan_in".</summary>
    FanIn,

    /// <summary>fanOut: keeps the variance of gradients backward; "fan_out".</summary>
    FanOut,

    /// <summary>(fanIn + fanOut)/2: the compromise of Glorot and Bengio 2010; "fan_avg".</summary>
    FanAverage,

    /// <summary>√(fanIn·fanOut), JAX's "fan_geo_avg", which no Keras has.</summary>
    FanGeometricAverage,
}
