using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// Recurrent layers over T steps: the covariances of the states of any two steps, from those of the inputs and of the states before, with
/// gates and activations by quadrature; kernels of the gates are independent of each other.
/// </summary>
/// <remarks>Chen, Pennington and Schoenholz 2018, section 3 (gates); Gilboa et al. 2019; Yang 2019 (weights used again).</remarks>
internal sealed class RecurrentRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["SimpleRNN", "LSTM", "GRU", "CuDNNLSTM", "CuDNNGRU"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        if (layer.Inputs.Count > 1 || layer.Input.Positions.Axes.Count != 1)
        {
            throw new NotSupportedException("it begins with states that it is given, or takes no sequence.");
        }

        if (layer.Options.IsTraining && (layer.Number("recurrent_dropout", 0) > 0 || layer.Number("dropout", 0) > 0))
        {
            throw new NotSupportedException("it drops parts of what it takes or of its state.");
        }

        var cell = CellRecurrence.Of(layer);
        StateCovariances states = cell.Run();
        double units = CellRecurrence.Units(layer);
        Signal last = WithNoise(layer, states.Last(units), cell.Share), all = WithNoise(layer, states.Sequence(units), cell.Share);
        Signal output = layer.Flag("return_sequences") ? all : last;
        return layer.Flag("return_state") ? new(output, last) : new(output);
    }

    /// <summary>Each step adds noise, and what it has from the one before goes on.</summary>
    private static Signal WithNoise(PredictedLayer layer, Signal states, double share) => states with
    {
        Carried = layer.Input.Noise,
        Own = WeightedSum.NoiseOf(
            layer, states.Covariance, states.Positions.Count, states.Channels, Math.Min(states.Channels, layer.Input.Channels))
            / Math.Max(1.0 / layer.Input.Positions.Count, 1 - (share * share)),
    };
}

/// <summary>A layer for each step: positions of the first axis are as samples.</summary>
internal sealed class TimeDistributedRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["TimeDistributed"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Signal input = layer.Input;
        if (input.Positions.Axes.Count == 0)
        {
            throw new NotSupportedException("it takes no steps.");
        }

        double[] steps = input.Positions.Axes[0];
        PredictedLayer inner = layer.Inside("layer", layer.Weights) with
        {
            Inputs = [input with { Positions = new PositionProfile([.. input.Positions.Axes.Skip(1)]) }],
            InputShape = [.. layer.InputShape.Take(1), .. layer.InputShape.Skip(2)],
            OutputShape = [.. layer.OutputShape.Take(1), .. layer.OutputShape.Skip(2)],
        };
        LayerPrediction prediction = KnownPredictions.For(inner.ClassName).Predict(inner);
        Signal Stepped(Signal signal) => signal with { Positions = new PositionProfile([steps, .. signal.Positions.Axes]) };
        return new([.. prediction.Outputs.Select(Stepped)]) { Compared = Stepped(prediction.Compared) };
    }
}

/// <summary>A recurrent layer in both directions, of independent weights, side by side, or added, averaged or multiplied.</summary>
internal sealed class BidirectionalRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Bidirectional"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Weight[] weights = [.. layer.Weights];
        PredictedLayer forward = layer.Inside("layer", weights[..(weights.Length / 2)]);
        string other = layer.Config["backward_layer"] is null ? "layer" : "backward_layer";
        PredictedLayer backward = layer.Inside(other, weights[(weights.Length / 2)..]);
        Signal first = KnownPredictions.For(forward.ClassName).Predict(forward).Outputs[0];
        Signal second = KnownPredictions.For(backward.ClassName).Predict(backward).Outputs[0];
        Signal turned = second with { Positions = new PositionProfile([.. second.Positions.Axes.Select(row => row.Reverse().ToArray())]) };
        if (forward.Flag("return_state"))
        {
            throw new NotSupportedException("it gives states.");
        }

        return layer.Text("merge_mode") switch
        {
            "concat" => new(ConcatenationRule.Channels([first, turned])),
            "sum" => new(AdditionRule.Sum(layer, [first, turned], [1, 1])),
            "ave" => new(AdditionRule.Sum(layer, [first, turned], [0.5, 0.5])),
            "mul" => new(MultiplicationRule.Product(first, turned)),
            _ => new(first, turned),
        };
    }
}
