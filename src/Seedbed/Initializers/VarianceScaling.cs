using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>Var w = scale / max(1, n), n chosen by the mode; the general scheme behind Glorot, He and LeCun.</summary>
/// <remarks>Source: <c>keras.initializers.VarianceScaling</c>.</remarks>
public sealed record VarianceScaling : VarianceScalingInitializer
{
    private static readonly Dictionary<string, FanMode> s_modes = new(StringComparer.Ordinal)
    {
        ["fan_in"] = FanMode.FanIn,
        ["fan_out"] = FanMode.FanOut,
        ["fan_avg"] = FanMode.FanAverage,
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
        : base(scale, mode, distribution, seed, fans)
    {
    }

    /// <summary>The variance's numerator.</summary>
    public new double Scale
    {
        get => base.Scale;
        init => base.Scale = value;
    }

    /// <summary>The fan it is divided by.</summary>
    public new FanMode Mode
    {
        get => base.Mode;
        init => base.Mode = value;
    }

    /// <summary>The distribution's form.</summary>
    public new ScalingDistribution Distribution
    {
        get => base.Distribution;
        init => base.Distribution = value;
    }

    internal static InitializerDescription Description { get; } = new("VarianceScaling", Create)
    {
        Aliases = ["variance_scaling"],
        Formula = "Var w = scale / max(1, n), n = fan_in, fan_out or their average",
        SuitedTo = "any, by its gain: scale = 1/E[φ²] keeps the second moment",
        Source = "Keras",
        Parameters =
        [
            InitializerParameter.Seed,
            new("scale", "a number greater than 0", "1.0"),
            new("mode", "one of fan_in, fan_out, fan_avg", "fan_in"),
            new("distribution", "one of truncated_normal, untruncated_normal, uniform", "truncated_normal"),
            .. FanRuleText.Parameters,
        ],
    };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
    [
        new("seed", SeedArgument),
        new("scale", Scale),
        new("mode", s_modes.First(pair => pair.Value == Mode).Key),
        new("distribution", s_distributions.First(pair => pair.Value == Distribution).Key),
        .. FanRuleText.ToArguments(Fans),
    ];

    private static VarianceScaling Create(InitializerArguments arguments) => new(
        arguments.Number("scale", 1.0),
        arguments.Choice("mode", FanMode.FanIn, s_modes),
        arguments.Choice("distribution", ScalingDistribution.TruncatedNormal, s_distributions),
        arguments.Seed(),
        FanRuleText.FromArguments(arguments));
}
