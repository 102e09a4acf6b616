using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ U(−l, l), l = √(6/fanIn).</summary>
/// <remarks>Kaiming uniform, for ReLU layers. Source: He et al. 2015, equation 10, with the variance 2/fanIn drawn uniformly.</remarks>
public sealed record HeUniform : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public HeUniform(Seed? seed = null, FanRule? fans = null)
        : base(2.0, FanMode.FanIn, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("HeUniform", arguments => new HeUniform(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["he_uniform", "kaiming_uniform", "KaimingUniform"],
            Formula = "w ~ U(±√(6/fan_in))",
            SuitedTo = "ReLU and its relatives",
            Source = "He et al. 2015, equation 10",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
