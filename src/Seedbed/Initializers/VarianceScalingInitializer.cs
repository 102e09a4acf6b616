using Seedbed.Distributions;
using Seedbed.Initializers.Descriptions;
using Seedbed.Numerics;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>
/// Var w = scale / max(1, n), n = fanIn, fanOut or their average; mean 0. The base of <see cref="VarianceScaling"/> and of the six named schemes.
/// </summary>
/// <remarks>All arithmetic in double, in Keras's order. Source: <c>keras.initializers.VarianceScaling</c>.</remarks>
public abstract record VarianceScalingInitializer : IndependentInitializer
{
    private protected VarianceScalingInitializer(double scale, FanMode mode, ScalingDistribution distribution, Seed? seed, FanRule? fans)
        : base(seed)
    {
        Scale = scale;
        Mode = mode;
        Distribution = distribution;
        Fans = fans ?? FanRule.Keras;
    }

    /// <summary>The variance's numerator: 1 for Glorot and LeCun, 2 for He.</summary>
    public double Scale
    {
        get;
        private protected init => field = ParameterCheck.Positive(value, "scale");
    }

    /// <summary>The fan it is divided by.</summary>
    public FanMode Mode
    {
        get;
        private protected init => field = ParameterCheck.Defined(value, "mode");
    }

    /// <summary>The distribution's form.</summary>
    public ScalingDistribution Distribution
    {
        get;
        private protected init => field = ParameterCheck.Defined(value, "distribution");
    }

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

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType) => Fans.Of(shape);

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
    private protected IReadOnlyList<Argument> SeedAndFans => [new("seed", SeedArgument), .. FanRuleText.ToArguments(Fans)];

    private double Fan(Fans fans) => Mode switch
    {
        FanMode.FanIn => fans.FanIn,
        FanMode.FanOut => fans.FanOut,
        FanMode.FanAverage => fans.Average,
        _ => throw new InvalidOperationException($"unknown mode {Mode}"),
    };
}
