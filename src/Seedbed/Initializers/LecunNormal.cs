using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, 1/fanIn), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>For SELU layers. Source: LeCun et al. 1998 (Efficient BackProp), equation 16; Klambauer et al. 2017.</remarks>
public sealed record LecunNormal : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public LecunNormal(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("LecunNormal", arguments => new LecunNormal(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["lecun_normal"],
            Formula = "w ~ N(0, 1/fan_in), truncated",
            SuitedTo = "SELU, scaled tanh",
            Source = "LeCun et al. 1998, equation 16; Klambauer et al. 2017",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
