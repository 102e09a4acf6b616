using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>y = φ(x·W + b): q(y) = fanIn·σw²·E[x²] + σb².</summary>
/// <remarks>Poole et al. 2016, equation 3.</remarks>
internal sealed class DenseRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Dense"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        WeightMoments kernel = layer.MomentsOf(layer.Weight("kernel"));
        Signal input = layer.Input;
        Signal sum = WeightedSum.Of(layer, input, kernel, input.Channels, layer.Weight("kernel").Shape[1], (1, input.Positions))
            .Plus(layer.Moments("bias"));
        return layer.Activated(sum);
    }
}
