using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>y = E[token]: E[y²] is that of the table; two positions have it in common where their tokens are the same.</summary>
internal sealed class EmbeddingRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Embedding", "ReversibleEmbedding"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
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
        Signal output = Signal.Of(table.Shape[1], moments.Mean, covariance, PositionProfile.Flat(layer.Input.Positions.Sizes));
        return new(output with { Own = output.NoiseOfChannels(layer.Batch) });
    }
}
