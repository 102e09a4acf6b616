using System.Text.Json.Nodes;
using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β by the statistics of each sample: over channels, of a position (LayerNormalization), or of a group of
/// channels at all positions: E[y²] = γ²·σ²/(σ² + ε) + β², where σ² = E[x²] − E[μ²].
/// </summary>
/// <remarks>Ba et al. 2016, equation 3; Wu and He 2018, equation 7.</remarks>
internal sealed class LayerNormalizationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["LayerNormalization", "GroupNormalization"];

    internal override bool StartsAnew => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        int[] axes = Axes(layer);
        int rank = layer.InputShape.Count;
        Part whole = layer.Input.Whole();
        bool isGroup = layer.ClassName == "GroupNormalization";
        bool hasPositions = isGroup || axes.Length == rank - 1;
        if (isGroup && layer.Input.Parts.Count > 1)
        {
            throw new NotSupportedException("its groups have channels of several kinds.");
        }

        if (axes[^1] != rank - 1 || (!hasPositions && axes.Length > 1))
        {
            throw new NotSupportedException("its axes are neither the last, nor all but the batch.");
        }

        double groups = layer.Number("groups", 32), channels = !isGroup ? layer.Input.Channels
            : groups < 0 ? 1 : layer.Input.Channels / groups;
        double positions = hasPositions ? layer.Input.Positions.Count : 1;
        double ofOne = whole.Covariance.OverPositions(positions), ofTwo = whole.Covariance.Channels / (hasPositions ? positions : 1);
        double common = (ofOne / channels) + ((1 - (1 / channels)) * ofTwo);
        return new(Normalized(layer, layer.Input.Mean, common, hasPositions));
    }

    private static Signal Normalized(PredictedLayer layer, double mean, double common, bool hasPositions)
    {
        WeightMoments gamma = layer.Moments("gamma") ?? new(1, 1), beta = layer.Moments("beta") ?? default;
        double variance = Math.Max(0, layer.Input.SecondMoment - (mean * mean) - common);
        double epsilon = layer.Number("epsilon", 1e-3), scale = 1 / Math.Sqrt(variance + epsilon), seen = epsilon / (variance + epsilon);
        double share = layer.Input.SecondMoment - (mean * mean) is > 0 and var own ? common / own : 0;
        Signal output = layer.Input.Map(
            part => Normalization.Scale(part, mean, share * part.Variance, scale, gamma, isCommonToSample: true));
        return (output with
        {
            Positions = hasPositions ? layer.Input.Positions : PositionProfile.Flat(layer.Input.Positions.Sizes),
            Carried = seen * seen * layer.Input.Noise,
            Own = 0,
        }).Plus(beta);
    }

    private static int[] Axes(PredictedLayer layer)
    {
        int rank = layer.InputShape.Count;
        return layer.Config["axis"] is JsonArray list
            ? [.. list.Select(axis => (axis.Whole() + rank) % rank).Order()]
            : [((int)layer.Number("axis", -1) + rank) % rank];
    }
}

/// <summary>y = γ·x/√(E[x²] + ε): E[y²] = γ²·q/(q + ε); vectors of the length 1 have E[y²] = 1/n.</summary>
/// <remarks>Zhang and Sennrich 2019, equation 4.</remarks>
internal sealed class RootMeanSquareRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["RMSNormalization", "UnitNormalization"];

    internal override bool StartsAnew => true;

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        JsonNode? axes = layer.Config["axis"] is JsonArray { Count: 1 } list ? list[0] : layer.Config["axis"];
        double axis = axes.Number() ?? (axes is null ? -1 : double.NaN);
        if (axis != -1 && axis != layer.InputShape.Count - 1)
        {
            throw new NotSupportedException("its axis is not the last.");
        }

        bool isUnit = layer.ClassName == "UnitNormalization";
        WeightMoments gamma = layer.Moments("scale") ?? new(1, 1);
        double second = layer.Input.SecondMoment, epsilon = isUnit ? 0 : layer.Number("epsilon", 1e-6);
        double scale = second + epsilon > 0 ? 1 / Math.Sqrt(second + epsilon) : 0;
        scale = isUnit ? scale / Math.Sqrt(layer.Input.Channels) : scale;
        return new(layer.Input.Map(part => Normalization.Scale(part, 0, 0, scale, gamma)) with
        {
            Positions = PositionProfile.Flat(layer.Input.Positions.Sizes),
            Carried = 0,
            Own = 0,
        });
    }
}
