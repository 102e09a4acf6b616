using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ N(0, 2/(fanIn + fanOut)), truncated at two standard deviations and corrected for it.</summary>
/// <remarks>Xavier normal. For tanh, sigmoid and linear layers. Source: Glorot and Bengio 2010, equation 12.</remarks>
public sealed record GlorotNormal : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public GlorotNormal(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanAverage, ScalingDistribution.TruncatedNormal, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("GlorotNormal", arguments => new GlorotNormal(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["glorot_normal", "xavier_normal", "XavierNormal"],
            Formula = "w ~ N(0, 2/(fan_in + fan_out)), truncated",
            SuitedTo = "tanh, sigmoid, softmax, linear",
            Source = "Glorot and Bengio 2010, equation 12",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
