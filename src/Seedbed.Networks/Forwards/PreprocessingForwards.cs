using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Numerics;

namespace Seedbed.Networks.Forwards;

/// <summary>Layers that bring data to a scale.</summary>
internal static class PreprocessingForwards
{
    /// <summary>The smallest deviation that Normalization divides by: <c>keras.config.epsilon()</c>.</summary>
    private const double SmallestDeviation = 1e-7;

    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Rescaling", Rescaling),
        LayerForward.Of("Normalization", Normalization),
    ];

    /// <summary>scale·x + offset; each a number, or a list of them for the channels.</summary>
    private static Func<ForwardCall, Tensor> Rescaling(LayerBinding layer)
    {
        if (
            layer.Config.Find("scale") is not { ValueKind: JsonValueKind.Array }
                && layer.Config.Find("offset") is not { ValueKind: JsonValueKind.Array })
        {
            ScaleAndShift operation = new(layer.Config.Number("scale"), layer.Config.NumberOrNull("offset") ?? 0);
            return call => call.Tape.Apply(operation, call.Input);
        }

        double[] scale = Numbers(layer, "scale", 1);
        double[] offset = Numbers(layer, "offset", 0);
        return call => Affine(call, Constant(call.Tape, scale), Constant(call.Tape, offset));
    }

    /// <summary>(x − mean) / max(√variance, 1e−7), or back.</summary>
    private static Func<ForwardCall, Tensor> Normalization(LayerBinding layer)
    {
        Tensor? mean = layer.FindWeight("mean");
        Tensor? variance = layer.FindWeight("variance");
        double[]? givenMean = mean is null ? Numbers(layer, "mean", 0) : null;
        double[]? givenVariance = variance is null ? Numbers(layer, "variance", 1) : null;
        int[] axes = layer.Config.Axes("axis") ?? (layer.Config.FindOrNull("axis") is null ? [-1] : []);
        bool inverts = layer.Config.Flag("invert", false);
        return call =>
        {
            double[] means = givenMean ?? ToDoubles(mean!);
            double[] deviations = [.. (givenVariance ?? ToDoubles(variance!)).Select(each => Math.Max(Math.Sqrt(each), SmallestDeviation))];
            double[] scale = [.. deviations.Select(deviation => inverts ? deviation : 1 / deviation)];
            double[] shift = [.. means.Select((each, i) => inverts ? each : -each / deviations[i % deviations.Length])];
            return Affine(call, Along(layer, call, scale, axes), Along(layer, call, shift, axes));
        };
    }

    private static Tensor Affine(ForwardCall call, Tensor scale, Tensor shift)
    {
        Tape tape = call.Tape;
        Tensor scaled = tape.Apply(Multiplication.Instance, call.Input, Rearrangement.Expand(tape, scale, call.Input.Dimensions));
        return tape.Apply(Autodiff.Operations.Addition.Instance, scaled, Rearrangement.Expand(tape, shift, call.Input.Dimensions));
    }

    /// <summary>Values along some axes of the input, the same for all others.</summary>
    private static Tensor Along(LayerBinding layer, ForwardCall call, double[] values, int[] axes)
    {
        int[] own = [.. axes.Select(call.Input.Axis)];
        int[] sizes =
            [.. Enumerable.Range(0, call.Input.Rank).Select(axis => own.Contains(axis) && values.Length > 1 ? call.Input[axis] : 1)];
        Tensor constant = Constant(call.Tape, values);
        return sizes.Aggregate(1, (product, size) => product * size) == values.Length
            ? Reshape.Of(call.Tape, constant, sizes)
            : throw layer.Misfit(
                call.Input, $"one with {values.Length} elements along the axes {string.Join(", ", axes.Select(axis => $"{axis}"))}");
    }

    private static Tensor Constant(Tape tape, double[] values) => tape.Type == ElementType.Float32
        ? tape.Copy<float>([.. values.Select(value => (float)value)], values.Length)
        : tape.Copy<double>(values, values.Length);

    private static double[] ToDoubles(Tensor tensor) =>
        tensor.Type == ElementType.Float32
            ? [.. tensor.Values<float>().ToArray().Select(value => (double)value)]
            : tensor.Values<double>().ToArray();

    /// <summary>A number, or all numbers of a list of any depth.</summary>
    private static double[] Numbers(LayerBinding layer, string key, double defaultValue)
    {
        return layer.Config.Find(key) is { } value ? [.. All(value)] : [defaultValue];

        IEnumerable<double> All(JsonElement item) => item.ValueKind switch
        {
            JsonValueKind.Number => [item.GetDouble()],
            JsonValueKind.Array => item.EnumerateArray().SelectMany(All),
            _ => throw layer.Config.Wrong(key, "a number or a list of numbers"),
        };
    }
}
