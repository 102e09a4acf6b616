using System.Numerics;
using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Numerics;
using Seedbed.Random;

namespace Seedbed.Networks.Forwards;

/// <summary>Layers that are random in training and do nothing else.</summary>
/// <remarks>Values come from the layer's own stream, by its seed and name; they are not those that another framework draws.</remarks>
internal static class NoiseForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Dropout", layer => Dropout(layer, Shape(layer))),
        LayerForward.Of("SpatialDropout1D", layer => Dropout(layer, x => [x[0], 1, x[2]])),
        LayerForward.Of("SpatialDropout2D", layer => Dropout(layer, x => OneForAChannel(layer, x))),
        LayerForward.Of("SpatialDropout3D", layer => Dropout(layer, x => OneForAChannel(layer, x))),
        LayerForward.Of("GaussianNoise", layer => Gaussian(layer, layer.Config.Number("stddev"), 0, Addition.Instance)),
        LayerForward.Of("GaussianDropout", layer => Gaussian(layer, DropoutDeviation(layer), 1, Multiplication.Instance)),
    ];

    /// <summary>A mask: 0 with the probability of the rate, else 1/(1 − rate).</summary>
    internal static Tensor Mask(LayerBinding layer, Tape tape, double rate, params ReadOnlySpan<int> sizes)
    {
        Tensor mask = tape.New(sizes);
        (RandomKey key, long start) = layer.Noise.Take(layer.Scope.Path, OwnSeed(layer), mask.Count);
        if (tape.Type == ElementType.Float32)
        {
            Fill<float>(mask, key, start, rate, tape.Execution);
        }
        else
        {
            Fill<double>(mask, key, start, rate, tape.Execution);
        }

        return mask;
    }

    /// <summary>A probability below 1.</summary>
    internal static double Rate(LayerBinding layer, string key) =>
        (key == "rate" ? layer.Config.Number(key) : layer.Config.NumberOrNull(key) ?? 0) is >= 0 and < 1 and double rate
            ? rate
            : throw layer.Config.Wrong(key, "a number from 0 to below 1 to be computed here");

    private static Func<ForwardCall, Tensor> Dropout(LayerBinding layer, Func<Tensor, int[]> shape)
    {
        double rate = Rate(layer, "rate");
        return call => !call.IsTraining || rate == 0
            ? call.Input
            : call.Tape.Apply(Multiplication.Instance, call.Input,
                Rearrangement.Expand(call.Tape, Mask(layer, call.Tape, rate, shape(call.Input)), call.Input.Dimensions));
    }

    private static Func<ForwardCall, Tensor> Gaussian(LayerBinding layer, double stddev, double mean, Operation operation) => call =>
    {
        if (!call.IsTraining || stddev == 0)
        {
            return call.Input;
        }

        Tensor noise = call.Tape.New(call.Input.Dimensions);
        (RandomKey key, long start) = layer.Noise.Take(layer.Scope.Path, OwnSeed(layer), noise.Count);
        if (call.Tape.Type == ElementType.Float32)
        {
            RandomStream.TensorFlow.FillNormal(key, mean, stddev, start, noise.Values<float>(), call.Tape.Execution);
        }
        else
        {
            RandomStream.TensorFlow.FillNormal(key, mean, stddev, start, noise.Values<double>(), call.Tape.Execution);
        }

        return call.Tape.Apply(operation, call.Input, noise);
    };

    /// <summary>√(rate / (1 − rate)).</summary>
    private static double DropoutDeviation(LayerBinding layer)
    {
        double rate = Rate(layer, "rate");
        return Math.Sqrt(rate / (1 - rate));
    }

    /// <summary>The input's sizes, or 1 where noise_shape says that all elements along an axis fall together.</summary>
    private static Func<Tensor, int[]> Shape(LayerBinding layer)
    {
        if (layer.Config.Find("noise_shape") is null)
        {
            return x => x.Dimensions.ToArray();
        }

        int?[] given = [.. layer.Config.Find("noise_shape")!.Value.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.Number ? (int?)item.GetInt32() : null)];
        return x => given.Length == x.Rank
            ? [.. given.Select((size, axis) => size ?? x[axis])]
            : throw layer.Misfit(x, $"one of {given.Length} axes, as noise_shape has");
    }

    private static int[] OneForAChannel(LayerBinding layer, Tensor x)
    {
        bool channelsLast = Keras.Layers.Spatial.HasChannelsLast(layer.Scope);
        return [.. Enumerable.Range(0, x.Rank).Select(axis => axis == 0 || axis == (channelsLast ? x.Rank - 1 : 1) ? x[axis] : 1)];
    }

    private static long? OwnSeed(LayerBinding layer) =>
        layer.Config.Find("seed") is { ValueKind: JsonValueKind.Number } ? layer.Config.Whole("seed") : null;

    private static void Fill<T>(Tensor mask, RandomKey key, long start, double rate, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = mask.Values<T>();
        RandomStream.TensorFlow.FillUniform(key, 0, 1, start, values, execution);
        T kept = T.CreateChecked(1 / (1 - rate));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i] < T.CreateTruncating(rate) ? T.Zero : kept;
        }
    }
}
