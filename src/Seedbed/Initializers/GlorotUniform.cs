using Seedbed.Initializers.Descriptions;
using Seedbed.Random;
using Seedbed.Shapes;

namespace Seedbed.Initializers;

/// <summary>w ~ U(−l, l), l = √(6/(fanIn + fanOut)).</summary>
/// <remarks>Xavier uniform. The default of Keras's kernels, for tanh, sigmoid and linear layers. Source: Glorot and Bengio 2010, equation 16.</remarks>
public sealed record GlorotUniform : VarianceScalingInitializer
{
    /// <summary>The scheme with a seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="fans">How the fans follow from the shape; Keras's rule when null.</param>
    public GlorotUniform(Seed? seed = null, FanRule? fans = null)
        : base(1.0, FanMode.FanAverage, ScalingDistribution.Uniform, seed, fans)
    {
    }

    internal static InitializerDescription Description { get; } =
        new("GlorotUniform", arguments => new GlorotUniform(arguments.Seed(), FanRuleText.FromArguments(arguments)))
        {
            Aliases = ["glorot_uniform", "xavier_uniform", "XavierUniform"],
            Formula = "w ~ U(±√(6/(fan_in + fan_out)))",
            SuitedTo = "tanh, sigmoid, softmax, linear",
            Source = "Glorot and Bengio 2010, equation 16",
            Parameters = [InitializerParameter.Seed, .. FanRuleText.Parameters],
        };

    /// <inheritdoc/>
    public override string ClassName => Description.ClassName;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => SeedAndFans;
}
