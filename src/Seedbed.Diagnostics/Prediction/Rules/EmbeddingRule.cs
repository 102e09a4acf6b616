using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Random;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// y = E[token]: E[y²] is that of the table; two positions have it in common where their tokens are the same. In reverse x·Eᵀ is a dense
/// product whose weights are independent of x.
/// </summary>
internal sealed class EmbeddingRule : PredictionRule
{
    private const int Points = 256;

    internal override IReadOnlyList<string> Classes { get; } = ["Embedding", "ReversibleEmbedding"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        if (layer.ClassName == "ReversibleEmbedding" && layer.OutputShape.Count == layer.InputShape.Count)
        {
            return Reverse(layer);
        }

        if (layer.Input.Channels > 1)
        {
            throw new NotSupportedException("what it reads is not known to be tokens; tell its vocabulary.");
        }

        Seedbed.Layers.Weight table = layer.Weight("embeddings");
        WeightMoments moments = layer.MomentsOf(table);
        Overlaps tokens = layer.Input.Covariance;
        double vocabulary = table.Shape[0];
        Overlaps covariance = tokens.Map(value =>
        {
            double same = tokens.Self > 0 ? Math.Clamp(value / tokens.Self, 0, 1) : 1;
            return moments.Variance * (same + ((1 - same) / vocabulary));
        }) with
        { Channels = 0 };
        PositionProfile positions = PositionProfile.Flat(layer.Input.Positions.Sizes);
        Signal output = Signal.Of(table.Shape[1], moments.Mean, covariance, positions, Shape(table, moments));
        return new(output with { Own = output.NoiseOfChannels(layer.Batch), Scatter = 1 / output.Channels });
    }

    private static LayerPrediction Reverse(PredictedLayer layer)
    {
        Seedbed.Layers.Weight table = layer.Weight("embeddings");
        WeightMoments moments = layer.MomentsOf(layer.Find("reverse_embeddings") ?? table);
        Signal logits = WeightedSum.Of(layer, layer.Input, moments, layer.Input.Channels, table.Shape[0], (1, layer.Input.Positions));
        return new(layer.Config["logit_soft_cap"].Number() is { } cap
            ? Activations.Apply(layer, logits.Map(part => part.Scaled(1 / cap)), "tanh").Map(part => part.Scaled(cap))
            : logits);
    }

    /// <summary>The distribution of the table where it is bounded; null where it is none of a known one, or Gaussian.</summary>
    private static Marginal? Shape(Seedbed.Layers.Weight table, WeightMoments moments)
    {
        Distribution? distribution = table.DrawnFrom?.DistributionFor(table.Shape);
        if (distribution is null || !double.IsFinite(distribution.Minimum) || distribution.StandardDeviation == 0
            || Math.Abs(moments.Variance - (distribution.StandardDeviation * distribution.StandardDeviation)) > 1e-6 * moments.Variance)
        {
            return null;
        }

        double width = distribution.Maximum - distribution.Minimum;
        double[] values = [.. Enumerable.Range(0, Points).Select(i => distribution.Minimum + (width * (i + 0.5) / Points))];
        return Marginal.Of(values, values.Select(distribution.Density));
    }
}
