using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>The largest value, or the mean, of each channel over all its axes.</summary>
public abstract class GlobalPoolingLayer : Layer
{
    private readonly int _rank;
    private readonly bool _isMaximum;
    private string _dataFormat;
    private bool _keepDims;

    private protected GlobalPoolingLayer(
        int rank, bool isMaximum, string dataFormat = "channels_last", bool keepDims = false, string? name = null)
        : base(name)
    {
        _rank = rank;
        _isMaximum = isMaximum;
        _dataFormat = dataFormat;
        _keepDims = keepDims;
    }

    /// <summary>Whether the axes stay, with size 1.</summary>
    public bool KeepDims => _keepDims;

    /// <summary><c>channels_last</c> or <c>channels_first</c>.</summary>
    public string DataFormat => _dataFormat;

    private SpatialAxes Axes => new(_rank, _dataFormat);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
        arguments.Add("keepdims", ref _keepDims, Kinds.Flag);
    }

    /// <summary>An average over steps heeds the mask, with which it ends.</summary>
    internal override bool SupportsMasking(LayerBinding layer) => _rank == 1 && !_isMaximum;

    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        PartialShape pooled = Axes.Map(layer, layer.Input, (_, _) => 1);
        return _keepDims ? pooled : pooled.Of(pooled.Find(0), pooled.Find(Axes.Channels));
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        int[] ones = [.. Enumerable.Repeat(1, _rank)];
        return call =>
        {
            Tensor pooled = spatial.Around(call, x =>
            {
                if (_rank == 1 && !_isMaximum && call.Mask is { } mask)
                {
                    return MaskedMean(layer, call.Tape, x, mask);
                }

                WindowShape shape = spatial.WindowsOn(x, sizes => WindowShape.Reading(sizes, sizes, ones, ones, "valid"));
                return call.Tape.Apply(PoolingLayer.Pool(shape, [x[0], .. ones, x[-1]], _isMaximum), x);
            });
            return _keepDims ? pooled : Autodiff.Reshape.Of(call.Tape, pooled, pooled[0], -1);
        };
    }

    /// <summary>The mean over the steps that hold something: (batch, steps, channels) to (batch, 1, channels).</summary>
    private static Tensor MaskedMean(LayerBinding layer, Tape tape, Tensor x, Mask mask)
    {
        if (!mask.Dimensions.AsSpan().SequenceEqual(x.Dimensions[..2]))
        {
            throw new ArgumentException(
                $"{layer.Place}: its mask has the shape {mask.ShapeText}; it must be [{x[0]}, {x[1]}], a flag for each step.");
        }

        // As in Keras the mean of no step is 0/0.
        double[] shares = new double[mask.Values.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = (mask.Values[i] ? 1.0 : 0) / mask.Values.AsSpan(i / x[1] * x[1], x[1]).Count(true);
        }

        Tensor weights = TensorValues.Constant(tape, shares, [x[0], 1, x[1]]);
        return tape.Apply(new BatchedProduct(isTransposed: false), weights, mask.Keep(tape, x));
    }
}

/// <summary>The largest value of each channel over its axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalMaxPooling1D</c>.</remarks>
public sealed class GlobalMaxPooling1D(string dataFormat = "channels_last", bool keepDims = false, string? name = null)
    : GlobalPoolingLayer(1, isMaximum: true, dataFormat, keepDims, name);

/// <summary>The largest value of each channel over its two axes.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalMaxPooling2D</c>.</remarks>
public sealed class GlobalMaxPooling2D(string dataFormat = "channels_last", bool keepDims = false, string? name = null)
    : GlobalPoolingLayer(2, isMaximum: true, dataFormat, keepDims, name);

/// <summary>The largest value of each channel over its three axes.</summary>
internal sealed class GlobalMaxPooling3D()
    : GlobalPoolingLayer(3, isMaximum: true);

/// <summary>The mean of each channel over its axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalAveragePooling1D</c>.</remarks>
public sealed class GlobalAveragePooling1D(string dataFormat = "channels_last", bool keepDims = false, string? name = null)
    : GlobalPoolingLayer(1, isMaximum: false, dataFormat, keepDims, name);

/// <summary>The mean of each channel over its two axes.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="keepDims">Whether the pooled axes stay, with size 1.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GlobalAveragePooling2D</c>.</remarks>
public sealed class GlobalAveragePooling2D(string dataFormat = "channels_last", bool keepDims = false, string? name = null)
    : GlobalPoolingLayer(2, isMaximum: false, dataFormat, keepDims, name);

/// <summary>The mean of each channel over its three axes.</summary>
internal sealed class GlobalAveragePooling3D()
    : GlobalPoolingLayer(3, isMaximum: false);

/// <summary>Pools to a given size.</summary>
/// <param name="kind"><c>Max</c> or <c>Average</c>.</param>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.AdaptiveMaxPooling1D</c> and its siblings.</remarks>
internal sealed class AdaptivePooling(string kind, int rank) : Layer(name: null)
{
    private Sizes _outputSize;
    private string _dataFormat = "channels_last";

    public override string ClassName => $"Adaptive{kind}Pooling{rank}D";

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("output_size", ref _outputSize, Kinds.Sizes(rank));
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        new SpatialAxes(rank, _dataFormat).Resized(layer, layer.Input, _outputSize.Along(rank));

    /// <summary>The window i of n over m elements holds those from ⌊i·m/n⌋ to below ⌈(i + 1)·m/n⌉, along each axis by itself.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, new SpatialAxes(rank, _dataFormat));
        int[] sizes = [.. _outputSize.Along(rank).Select(size => checked((int)size))];
        return call => spatial.Around(call, input => Enumerable.Range(0, rank).Aggregate(input, (x, axis) =>
            Pooled(call.Tape, x, axis + 1, [.. Enumerable.Range(0, sizes[axis]).Select(i => Window(x[axis + 1], sizes[axis], i))])));
    }

    private static (int Start, int Count) Window(int size, int windows, int index)
    {
        int start = (int)((long)index * size / windows);
        int end = (int)((((long)(index + 1) * size) + windows - 1) / windows);
        return (start, end - start);
    }

    private Tensor Pooled(Tape tape, Tensor x, int axis, (int Start, int Count)[] windows) =>
        AxisOrder.Around(AxisOrder.ToEnd(x.Rank, axis), tape, x, y =>
        {
            Tensor rows = Autodiff.Reshape.Of(tape, y, -1, y[-1]);
            Tensor[] pooled = [.. windows.Select(window =>
            {
                Tensor part = Rearrangement.Slice(tape, rows, [0, window.Start], [rows[0], window.Count]);
                Tensor value = kind == "Max"
                    ? tape.Apply(new RowExtremum(isMaximum: true), part)
                    : tape.Apply(new ScaleAndShift(1.0 / window.Count), tape.Apply(new RowSum(), part));
                return Autodiff.Reshape.Of(tape, value, -1, 1);
            })];
            return Autodiff.Reshape.Of(tape, Placement.Concatenate(tape, 1, pooled), [.. y.Dimensions[..^1], windows.Length]);
        });
}
