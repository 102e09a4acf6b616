using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, 2/fanIn), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>Kaiming normal, for ReLU layers. Source: He et al. 2015, equation 10.</remarks>
public sealed record HeNormal : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public HeNormal(Seed? seed = null, FanRule? fans = null)
        : base(2.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("HeNormal", arguments => new HeNormal(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["he_normal", "kaiming_normal", "KaimingNormal"],
            Formula = "w ~ N(0, 2/fan_in), truncated",
            SuitedTo = "ReLU and its relatives",
            Source = "He et al. 2015, equation 10",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
