using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β. By the statistics of the batch, over samples and positions, E[y²] = γ²·σ²/(σ² + ε) + β², whatever came in;
/// by moving statistics it is a linear layer.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy 2015, algorithms 1 and 2. A channel's variance σ² is E[x²] less the average product of two elements of the batch (Yang
/// et al. 2019).
/// </remarks>
internal sealed class BatchNormalizationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["BatchNormalization"];

    internal override bool StartsAnew => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        double axis = layer.Config["axis"] is System.Text.Json.Nodes.JsonArray list ? list[0].Whole() : layer.Number("axis", -1);
        if (axis != -1 && axis != layer.InputShape.Count - 1)
        {
            throw new NotSupportedException("its axis is not the last.");
        }

        WeightMoments gamma = layer.Moments("gamma") ?? new(1, 1), beta = layer.Moments("beta") ?? default;
        double epsilon = layer.Number("epsilon", 1e-3);
        return new((UsesBatch(layer) ? ByBatch(layer, epsilon, gamma) : ByMoving(layer, epsilon, gamma)).Plus(beta));
    }

    /// <summary>A frozen layer keeps to its moving statistics in training too.</summary>
    private static bool UsesBatch(PredictedLayer layer) => layer.Options.IsTraining && layer.Flag("trainable", true);

    private static Signal ByBatch(PredictedLayer layer, double epsilon, WeightMoments gamma)
    {
        double positions = layer.Input.Positions.Count, least = double.PositiveInfinity;
        Signal output = layer.Input.Map(part =>
        {
            double common = part.Covariance.OverBatch(positions, layer.Batch);
            double variance = Math.Max(0, part.Variance - common);
            least = Math.Min(least, variance);
            return Normalization.Scale(part, part.Mean, common, 1 / Math.Sqrt(variance + epsilon), gamma);
        });

        // Only where ε is of the variance's size the input's scale is seen behind it.
        double seen = epsilon / (least + epsilon);
        return output with { Carried = seen * seen * layer.Input.Noise, Own = 0 };
    }

    private static Signal ByMoving(PredictedLayer layer, double epsilon, WeightMoments gamma)
    {
        WeightMoments mean = layer.Moments("moving_mean") ?? default, variance = layer.Moments("moving_variance") ?? new(1, 1);
        double scale = 1 / Math.Sqrt(variance.Mean + epsilon);
        return layer.Input.Map(part => Normalization.Scale(part, mean.Mean, 0, scale, gamma))
            .Plus(new WeightMoments(0, mean.Variance * scale * scale * gamma.SecondMoment));
    }
}

/// <summary>What normalizations have in common.</summary>
internal static class Normalization
{
    /// <summary>(x − center − what is common to a group)·scale·γ.</summary>
    /// <param name="part">x.</param>
    /// <param name="center">What is taken off.</param>
    /// <param name="common">The variance of what is taken off besides.</param>
    /// <param name="scale">1/√(σ² + ε).</param>
    /// <param name="gamma">Of γ.</param>
    /// <param name="isCommonToSample">Whether each sample has its own of it, not the batch.</param>
    internal static Part Scale(Part part, double center, double common, double scale, WeightMoments gamma, bool isCommonToSample = false)
    {
        Overlaps taken = isCommonToSample ? part.Variance > 0 ? common / part.Variance * part.Covariance : default : Overlaps.All(common);
        Overlaps covariance = scale * scale * gamma.SecondMoment * (part.Covariance - taken);
        double mean = (part.Mean - center) * scale;
        covariance += Overlaps.All(mean * mean * gamma.Variance) with { Channels = 0 };
        covariance = covariance with
        {
            Self = Math.Max(0, covariance.Self),
            Channels = part.Covariance.Channels * scale * scale * gamma.SecondMoment,
        };
        double slope = part.Variance > 0 ? gamma.Mean * scale * Math.Max(0, part.Variance - common) / part.Variance : 0;
        double deviation = Math.Sqrt(part.Variance), wanted = Math.Sqrt(covariance.Self);
        return part.Respond(mean * gamma.Mean, covariance, slope, deviation > 0 && gamma.Variance == 0
            ? part.Shape?.Map(x => (mean * gamma.Mean) + ((x - part.Mean) / deviation * wanted * Math.Sign(gamma.Mean)))
            : null);
    }
}
