using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ U(−l, l), l = √(3/fanIn).</summary>
/// <remarks>Source: LeCun et al. 1998 (Efficient BackProp), equation 16.</remarks>
public sealed record LecunUniform : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public LecunUniform(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanIn, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("LecunUniform", arguments => new LecunUniform(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["lecun_uniform"],
            Formula = "w ~ U(±√(3/fan_in))",
            SuitedTo = "SELU, scaled tanh",
            Source = "LeCun et al. 1998, equation 16",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
