using System.Text.Json.Nodes;
using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>E[φ(x)²] by quadrature for x ~ N(m, q − m²), or over the distribution that x has.</summary>
internal static class Activations
{
    /// <summary>An activation as configurations name it; the signal itself where there is none.</summary>
    internal static Signal Apply(PredictedLayer layer, Signal signal, JsonNode? activation)
    {
        string? name = activation switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out string? text) => text,
            JsonObject given when given["class_name"] is JsonValue value && value.TryGetValue(out string? text) =>
                text == "function" ? (string?)given["config"] : text,
            _ => throw new NotSupportedException("its activation is none of Keras's names."),
        };
        return name is null or "linear" ? signal : name switch
        {
            "softmax" => Softmax(layer, signal),
            "log_softmax" or "sparsemax" or "glu" => throw new NotSupportedException($"{name} acts on a whole axis."),
            _ => Apply(layer, signal, Named(name)),
        };
    }

    /// <summary>A function of one number.</summary>
    internal static Signal Apply(PredictedLayer layer, Signal signal, ActivationFunction function)
    {
        (double[] factors, double[] weights) = signal.Positions.Grid();
        double dependence = signal.Products.Dependence(signal.Positions.Count, layer.Batch) + signal.Scatter;
        double[] seconds = new double[factors.Length];
        (double carried, double own, double total, double linear) = (0, 0, 0, 0);
        List<Part> parts = [];
        foreach (Part part in signal.Parts)
        {
            (Response response, double[] moments) = Response.Of(function, part, factors, weights);
            double share = part.Channels / signal.Channels, second = response.SecondMoment;
            parts.Add(part.Respond(response.Mean, response.Covariance(part.Covariance), response.Slope, response.Shape, part.Latent));
            for (int i = 0; i < seconds.Length; i++)
            {
                seconds[i] += share * moments[i];
            }

            total += share * second;
            linear += share * response.Slope * response.Slope * part.Variance;
            carried += share * second * response.Growth;
            own += second > 0 ? share * second * second * Math.Max(0, (response.Fourth / (second * second)) - 1) : 0;
        }

        return new Signal(parts, signal.Positions.Respond(factors, seconds))
        {
            Carried = total > 0 ? signal.Carried * carried * carried / (total * total) : 0,
            Own = total > 0 ? own / (total * total) * dependence / signal.Channels : 0,
            Scatter = total > 0 ? linear / total * (linear / total) * signal.Scatter : 0,
        };
    }

    /// <summary>p = softmax(x) over n channels: E[p] = 1/n, E[p²] = E[Σp²]/n.</summary>
    internal static Signal Softmax(PredictedLayer layer, Signal signal)
    {
        Part part = signal.Whole();
        double count = signal.Channels, variance = part.Variance - part.Covariance.Channels;
        if (!(count >= 1) || signal.Parts.Count > 1)
        {
            throw new NotSupportedException("softmax acts on channels of several kinds.");
        }

        double mean = 1 / count;
        Overlaps products = part.Covariance.Map(value =>
            SoftmaxMoments.SumOfSquares(variance, Math.Clamp(value / Math.Max(part.Variance, 1e-300), 0, 1), count) / count);
        Overlaps covariance = products - Overlaps.All(mean * mean);
        covariance = covariance with { Channels = -covariance.Self / Math.Max(1, count - 1) };
        return Signal.Of(count, mean, covariance, PositionProfile.Flat(signal.Positions.Sizes)) with
        {
            Own = 4 * variance * variance * (signal.Carried + (2 / count)) / (1 + (4 * variance * variance)),
        };
    }

    /// <exception cref="NotSupportedException">The name is that of no function of one number.</exception>
    internal static ActivationFunction Named(string name)
    {
        try
        {
            return ActivationFunction.Named(name);
        }
        catch (ArgumentException)
        {
            throw new NotSupportedException($"the activation {name.Excerpt()} is no known function of one number.");
        }
    }
}

/// <summary>Layers that apply one function to each number: E[φ(x)²] by quadrature.</summary>
internal sealed class ActivationRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } =
        ["Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "ThresholdedReLU", "Softmax"];

    internal override LayerPrediction Predict(PredictedLayer layer) => layer.ClassName switch
    {
        "Activation" => new(Activations.Apply(layer, layer.Input, layer.Config["activation"])),
        "Softmax" => layer.Number("axis", -1) is var axis && axis != -1 && axis != layer.InputShape.Count - 1
            ? throw new NotSupportedException("its axis is not the last.")
            : new(Activations.Softmax(layer, layer.Input)),
        _ => new(Activations.Apply(layer, layer.Input, FunctionOf(layer))),
    };

    private static ActivationFunction FunctionOf(PredictedLayer layer) => layer.ClassName switch
    {
        "ReLU" => Rectifier(
            layer.Number("negative_slope", 0), layer.Number("max_value", double.PositiveInfinity), layer.Number("threshold", 0)),
        "LeakyReLU" => Rectifier(layer.Number("negative_slope", layer.Number("alpha", 0.3)), double.PositiveInfinity, 0),
        "PReLU" => Rectifier(layer.MomentsOf(layer.Weight("alpha")).Mean, double.PositiveInfinity, 0),
        "ThresholdedReLU" => Rectifier(0, double.PositiveInfinity, layer.Number("theta", 1)),
        _ => ActivationFunction.Named($"elu(alpha={layer.Number("alpha", 1)})"),
    };

    /// <summary>x from the threshold to the largest value, the slope times its distance from the threshold below.</summary>
    private static ActivationFunction Rectifier(double slope, double most, double threshold) => ActivationFunction.Of(
        "relu",
        x => x >= most ? most : x >= threshold ? x : slope * (x - threshold),
        x => x >= most ? 0 : x >= threshold ? 1 : slope,
        [.. new SortedSet<double>(double.IsFinite(most) ? [threshold, most] : [threshold])]);
}
