using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>The largest value, or the mean, of each window.</summary>
public abstract class PoolingLayer : Layer
{
    private readonly int _rank;
    private readonly bool _isMaximum;
    private Sizes _poolSize;
    private Sizes? _strides;
    private string _padding;
    private string _dataFormat;

    private protected PoolingLayer(
        int rank, bool isMaximum, Sizes? poolSize = null, Sizes? strides = null, string padding = "valid",
        string dataFormat = "channels_last", string? name = null)
        : base(name)
    {
        _rank = rank;
        _isMaximum = isMaximum;
        _poolSize = poolSize ?? 2;
        _strides = strides;
        _padding = padding;
        _dataFormat = dataFormat;
    }

    /// <summary>The window's sizes.</summary>
    public Sizes PoolSize => _poolSize;

    /// <summary>The window's steps.</summary>
    public Sizes Strides => _strides ?? _poolSize;

    /// <summary>How far windows reach beyond the input: <c>valid</c> or <c>same</c>.</summary>
    public string Padding => _padding;

    /// <summary><c>channels_last</c> or <c>channels_first</c>.</summary>
    public string DataFormat => _dataFormat;

    private SpatialAxes Axes => new(_rank, _dataFormat);

    private Windows Windows => new(_poolSize, Strides, 1, _padding);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("pool_size", ref _poolSize, Kinds.Sizes(_rank));
        arguments.Add("strides", ref _strides, Kinds.SizesOrNull(_rank));
        arguments.Add("padding", ref _padding, Kinds.Choice("valid", "same"));
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
        _strides ??= _poolSize;
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => Axes.Window(layer, layer.Input, Windows, channels: null);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        Windows windows = Windows;
        int[] size = _poolSize.InMemory(_rank);
        return call => spatial.Around(call, x =>
        {
            WindowShape shape = spatial.Reading(x, size, windows);
            return call.Tape.Apply(Pool(shape, [x[0], .. spatial.Own(shape.Output), x[-1]], _isMaximum), x);
        });
    }

    /// <summary>The operation on windows.</summary>
    internal static Operation Pool(WindowShape shape, int[] sizes, bool isMaximum) =>
        isMaximum ? new MaxPool(shape, sizes) : new AveragePool(shape, sizes);
}

/// <summary>The largest value of each window along one axis.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.MaxPooling1D</c>.</remarks>
public sealed class MaxPooling1D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : PoolingLayer(1, isMaximum: true, poolSize, strides, padding, dataFormat, name);

/// <summary>The largest value of each window along two axes.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.MaxPooling2D</c>.</remarks>
public sealed class MaxPooling2D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : PoolingLayer(2, isMaximum: true, poolSize, strides, padding, dataFormat, name);

/// <summary>The largest value of each window along three axes.</summary>
internal sealed class MaxPooling3D() : PoolingLayer(3, isMaximum: true);

/// <summary>The mean of each window along one axis.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.AveragePooling1D</c>.</remarks>
public sealed class AveragePooling1D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : PoolingLayer(1, isMaximum: false, poolSize, strides, padding, dataFormat, name);

/// <summary>The mean of each window along two axes.</summary>
/// <param name="poolSize">The window's sizes; 2 by default.</param>
/// <param name="strides">Steps of the window; its sizes by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.AveragePooling2D</c>.</remarks>
public sealed class AveragePooling2D(
    Sizes? poolSize = null,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    string? name = null) : PoolingLayer(2, isMaximum: false, poolSize, strides, padding, dataFormat, name);

/// <summary>The mean of each window along three axes.</summary>
internal sealed class AveragePooling3D() : PoolingLayer(3, isMaximum: false);
