using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>Recommendations in Python, for the parameters that <c>torch.nn</c>'s layers have.</summary>
internal static class PyTorchTexts
{
    internal static string Of(Recommendation recommendation) => string.Join("; ", Statements(recommendation));

    private static IEnumerable<string> Statements(Recommendation recommendation)
    {
        (Initializer kernel, Initializer bias) = (recommendation.Kernel, recommendation.Bias);
        return recommendation.Layer switch
        {
            LayerKind.Lstm =>
            [
                .. Recurrent(recommendation),
                "torch.nn.init.ones_(layer.bias_ih_l0.data[layer.hidden_size:2 * layer.hidden_size])",
            ],
            LayerKind.Gru => Recurrent(recommendation),
            LayerKind.Embedding => [Text(kernel, "weight")],
            LayerKind.Attention =>
            [
                Text(kernel, "in_proj_weight", "layer.embed_dim"), Text(kernel, "out_proj.weight", "layer.embed_dim"),
                Text(bias, "in_proj_bias"), Text(bias, "out_proj.bias"),
            ],
            _ => [Text(kernel, "weight"), Text(bias, "bias")],
        };
    }

    private static IEnumerable<string> Recurrent(Recommendation recommendation) =>
    [
        Text(recommendation.Kernel, "weight_ih_l0"), Text(recommendation.RecurrentKernel!, "weight_hh_l0"),
        Text(recommendation.Bias, "bias_ih_l0"), Text(recommendation.Bias, "bias_hh_l0"),
    ];

    /// <summary>The call that fills a parameter.</summary>
    /// <param name="initializer">What with.</param>
    /// <param name="parameter">Its name in the layer.</param>
    /// <param name="fan">
    /// All fans of the parameter where its shape does not tell them: queries, keys and values are packed into one matrix, each as wide as
    /// the layer. Null for those of the shape.
    /// </param>
    private static string Text(Initializer initializer, string parameter, string? fan = null) => initializer switch
    {
        Zeros => $"torch.nn.init.zeros_(layer.{parameter})",
        RandomNormal normal => $"torch.nn.init.normal_(layer.{parameter}, std={normal.Stddev:R})",
        Orthogonal orthogonal => $"torch.nn.init.orthogonal_(layer.{parameter}, gain={orthogonal.Gain:R})",
        GlorotUniform => $"torch.nn.init.xavier_uniform_(layer.{parameter})",
        VarianceScaling { Distribution: ScalingDistribution.TruncatedNormal } scaling =>
            $"torch.nn.init.trunc_normal_(layer.{parameter}, std=(s := ({scaling.Scale:R} / "
                + $"{fan ?? Fan(scaling.Mode, $"layer.{parameter}")}) ** 0.5 / {TruncatedNormalDistribution.UnitStandardDeviation:R}), "
                + "a=-2 * s, b=2 * s)",
        _ => throw new InvalidOperationException($"no recommendation holds {initializer.ClassName}"),
    };

    /// <summary>Rows of a PyTorch weight are outputs, and columns inputs, of linear layers and of convolutions.</summary>
    private static string Fan(FanMode mode, string weight)
    {
        string fanIn = $"{weight}[0].numel()";
        string fanOut = $"{weight}[:, 0].numel()";
        return mode switch
        {
            FanMode.FanIn => fanIn,
            FanMode.FanOut => fanOut,
            FanMode.FanAverage => $"(({fanIn} + {fanOut}) / 2)",
            _ => throw new InvalidOperationException($"no recommendation is scaled by {mode}"),
        };
    }
}
