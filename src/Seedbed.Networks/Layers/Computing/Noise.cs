using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Random;

namespace Seedbed.Layers.Computing;

/// <summary>What layers draw in training.</summary>
/// <remarks>Values come from the layer's own stream, by its seed and name; they are not those that another framework draws.</remarks>
internal static class Noise
{
    /// <summary>A mask: 0 with the probability of the rate, else 1/(1 − rate).</summary>
    internal static Tensor Mask(LayerBinding layer, Tape tape, double rate, long? seed, params ReadOnlySpan<int> sizes)
    {
        Tensor mask = tape.New(sizes);
        (RandomKey key, long start) = layer.Noise.Take(layer.Built.Path, seed, mask.Count);
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
    internal static double Rate(LayerBinding layer, string key, double rate) =>
        rate is >= 0 and < 1 ? rate : throw layer.Wrong(key, Kinds.Rate.Text(rate), "a number from 0 to below 1 to be computed here");

    /// <summary>Numbers of a uniform distribution.</summary>
    internal static double[] Uniform(LayerBinding layer, long? seed, double low, double high, int count)
    {
        double[] values = new double[count];
        (RandomKey key, long start) = layer.Noise.Take(layer.Built.Path, seed, count);
        RandomStream.TensorFlow.FillUniform<double>(key, low, high, start, values, default);
        return values;
    }

    /// <summary>Numbers of the standard normal distribution.</summary>
    internal static double[] NormalValues(LayerBinding layer, long? seed, int count)
    {
        double[] values = new double[count];
        (RandomKey key, long start) = layer.Noise.Take(layer.Built.Path, seed, count);
        RandomStream.TensorFlow.FillNormal<double>(key, 0, 1, start, values, default);
        return values;
    }

    /// <summary>The sizes of what is drawn: those of the input, or of noise_shape, 1 along axes whose elements fall together.</summary>
    internal static int[] Shape(LayerBinding layer, Tensor x, IReadOnlyList<long?>? noiseShape) =>
        noiseShape is null ? x.Dimensions.ToArray()
        : noiseShape.Count == x.Rank ? [.. noiseShape.Select((size, axis) => checked((int?)size) ?? x[axis])]
        : throw layer.Misfit(x, $"one of {noiseShape.Count} axes, as noise_shape has");

    /// <summary>In training a product with a mask of some shape.</summary>
    internal static Func<ForwardCall, Tensor> Dropout(LayerBinding layer, double rate, long? seed, Func<Tensor, int[]> shape)
    {
        _ = Rate(layer, "rate", rate);
        return call => !call.IsTraining || rate == 0
            ? call.Input
            : Dropped(layer, call, call.Input, rate, seed, shape(call.Input));
    }

    /// <summary>In training the product of a tensor with a mask of some sizes.</summary>
    internal static Tensor Dropped(LayerBinding layer, ForwardCall call, Tensor x, double rate, long? seed, ReadOnlySpan<int> sizes) =>
        !call.IsTraining || rate == 0
            ? x
            : call.Tape.Apply(Multiplication.Instance, x,
                Rearrangement.Expand(call.Tape, Mask(layer, call.Tape, rate, seed, sizes), x.Dimensions));

    /// <summary>In training an operation with values of a normal distribution.</summary>
    internal static Func<ForwardCall, Tensor> Normal(
        LayerBinding layer, double mean, double stddev, long? seed, Operation operation) => call =>
    {
        if (!call.IsTraining || stddev == 0)
        {
            return call.Input;
        }

        Tensor noise = call.Tape.New(call.Input.Dimensions);
        (RandomKey key, long start) = layer.Noise.Take(layer.Built.Path, seed, noise.Count);
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

/// <summary>
/// Where the random choices of layers come from: each layer has a stream of its own, by its name and the seed, and reads it from front to
/// back.
/// </summary>
/// <param name="seed">Of all layers that have none in their configuration.</param>
internal sealed class NoiseSource(long seed)
{
    /// <summary>How far the stream of each layer that drew has been read.</summary>
    internal Dictionary<string, long> Positions { get; } = new(StringComparer.Ordinal);

    /// <summary>The key of a layer's stream, and where in it the next values begin.</summary>
    /// <param name="path">The layer's full name.</param>
    /// <param name="ownSeed">The seed in its configuration.</param>
    /// <param name="count">How many values are taken.</param>
    internal (RandomKey Key, long Start) Take(string path, long? ownSeed, int count)
    {
        long start = Positions.GetValueOrDefault(path);
        Positions[path] = start + count;
        return (RandomKey.FromName(ownSeed ?? seed, path), start);
    }
}
