using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Diagnostics;

/// <summary>The initializers of recommendations in the three languages that they are pasted into.</summary>
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
        VarianceScaling scaling => $"new VarianceScaling(scale: {scaling.Scale:R}, mode: FanMode.{scaling.Mode})",
        _ => throw new InvalidOperationException($"no recommendation holds {initializer.ClassName}"),
    };

    /// <summary>The same for any scheme that can be written as a configuration.</summary>
    internal static string CSharpOfAny(Initializer initializer) => initializer switch
    {
        VarianceScaling { Fans: var fans } when fans != FanRule.Keras => Read(initializer),
        Zeros or RandomNormal { Mean: 0 } or Orthogonal or GlorotNormal or GlorotUniform or VarianceScaling => CSharp(initializer),
        UnitForgetBias => "new UnitForgetBias()",
        _ => Read(initializer),
    };

    private static string Read(Initializer initializer) => $"InitializerRegistry.Default.Get(\"\"\"{Keras(initializer)}\"\"\")";

    /// <summary>
    /// Rows of a PyTorch weight are outputs: <c>weight[0].numel()</c> is the fan in of a linear layer and of a convolution.
    /// </summary>
    internal static string PyTorch(Initializer initializer, string parameter) => initializer switch
    {
        Zeros => $"torch.nn.init.zeros_(layer.{parameter})",
        RandomNormal normal => $"torch.nn.init.normal_(layer.{parameter}, std={normal.Stddev:R})",
        Orthogonal orthogonal => $"torch.nn.init.orthogonal_(layer.{parameter}, gain={orthogonal.Gain:R})",
        GlorotNormal => $"torch.nn.init.xavier_normal_(layer.{parameter})",
        GlorotUniform => $"torch.nn.init.xavier_uniform_(layer.{parameter})",
        VarianceScaling { Mode: FanMode.FanOut } scaling =>
            $"torch.nn.init.normal_(layer.{parameter}, std=({scaling.Scale:R} / (layer.{parameter}.numel() / "
                + $"layer.{parameter}.shape[1])) ** 0.5)",
        VarianceScaling scaling => $"torch.nn.init.normal_(layer.{parameter}, std=({scaling.Scale:R} / layer.{parameter}[0].numel()) ** "
            + "0.5)",
        _ => throw new InvalidOperationException($"no recommendation holds {initializer.ClassName}"),
    };
}
