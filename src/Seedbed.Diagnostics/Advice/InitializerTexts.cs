using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Diagnostics;

/// <summary>The initializers of recommendations and of changes, as Keras's configuration and in C#.</summary>
internal static class InitializerTexts
{
    internal static string Keras(Initializer initializer) => InitializerRegistry.Default.Serialize(initializer);

    internal static string CSharp(Initializer initializer) => initializer switch
    {
        Zeros => "new Zeros()",
        RandomNormal normal => $"new RandomNormal(stddev: {normal.Stddev:R})",
        Orthogonal orthogonal => $"new Orthogonal(gain: {orthogonal.Gain:R})",
        GlorotNormal => "new GlorotNormal()",
        GlorotUniform => "new GlorotUniform()",
        HeNormal => "new HeNormal()",
        VarianceScaling scaling => $"new VarianceScaling(scale: {scaling.Scale:R}, mode: FanMode.{scaling.Mode})",
        _ => throw new InvalidOperationException($"no recommendation holds {initializer.ClassName}"),
    };

    /// <summary>The same for any scheme that can be written as a configuration.</summary>
    internal static string CSharpOfAny(Initializer initializer) => initializer switch
    {
        VarianceScaling { Fans: var fans } when fans != FanRule.Keras => Read(initializer),
        VarianceScaling { Distribution: not ScalingDistribution.TruncatedNormal } and not GlorotUniform => Read(initializer),
        Zeros or RandomNormal { Mean: 0 } or Orthogonal or GlorotNormal or GlorotUniform or VarianceScaling => CSharp(initializer),
        UnitForgetBias => "new UnitForgetBias()",
        Ones => "new Ones()",
        Identity identity => $"new Identity(gain: {identity.Gain:R})",
        _ => Read(initializer),
    };

    private static string Read(Initializer initializer) => $"InitializerRegistry.Default.Get(\"\"\"{Keras(initializer)}\"\"\")";
}
