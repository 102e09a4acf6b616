using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Each channel convolved by itself: kernel (sizes, inputs, multiplier), a bias for each of inputs·multiplier outputs.</summary>
public abstract class DepthwiseConvolutionLayer : WindowedLayer
{
    private long _depthMultiplier;
    private InitializerArgument? _depthwiseInitializer;

    private protected DepthwiseConvolutionLayer(
        int rank, Sizes kernelSize = default, Sizes? strides = null, string padding = "valid", long depthMultiplier = 1,
        string dataFormat = "channels_last", Sizes? dilationRate = null, string activation = "linear", bool useBias = true,
        InitializerArgument? depthwiseInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, name)
    {
        _depthMultiplier = depthMultiplier;
        _depthwiseInitializer = depthwiseInitializer;
    }

    /// <summary>Outputs of each input channel.</summary>
    public long DepthMultiplier => _depthMultiplier;

    internal override void Declare(ArgumentList arguments)
    {
        DeclareWindow(arguments);
        arguments.Add("depth_multiplier", ref _depthMultiplier, Kinds.Size);
        DeclareFormat(arguments);
        DeclareDilation(arguments);
        DeclareOutput(arguments);
        arguments.Initializer("depthwise_initializer", ref _depthwiseInitializer, "glorot_uniform");
        DeclareBias(arguments);
    }

    internal override void Build(BuiltLayer layer)
    {
        long channels = Channels(layer, Axes);
        layer.Weight("kernel", [.. KernelSizes, channels, _depthMultiplier], _depthwiseInitializer);
        BuildBias(layer, checked(_depthMultiplier * channels));
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        Axes.Window(layer, layer.Input, Windows, checked(_depthMultiplier * Channels(layer, Axes)));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, Activation);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2]);
            return activation(call.Tape, ColumnAffine.Of(call.Tape, ByChannel(call.Tape, spatial, x, kernel), null, bias));
        });
    }
}

/// <summary>Each channel convolved by itself: kernel (sizes, inputs, multiplier).</summary>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="depthMultiplier">Outputs of each input channel.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.DepthwiseConv2D</c>.</remarks>
public sealed class DepthwiseConv2D(
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    long depthMultiplier = 1,
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? depthwiseInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : DepthwiseConvolutionLayer(
    2, kernelSize, strides, padding, depthMultiplier, dataFormat, dilationRate, activation, useBias, depthwiseInitializer,
    biasInitializer, name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public DepthwiseConv2D(
        Sizes kernelSize, Sizes? strides = null, string padding = "valid", long depthMultiplier = 1, string dataFormat = "channels_last",
        Sizes? dilationRate = null, string activation = "linear", bool useBias = true,
        InitializerFunction<float>? depthwiseInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            kernelSize, strides, padding, depthMultiplier, dataFormat, dilationRate, activation, useBias, depthwiseInitializer,
            biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public DepthwiseConv2D(
        Sizes kernelSize, Sizes? strides = null, string padding = "valid", long depthMultiplier = 1, string dataFormat = "channels_last",
        Sizes? dilationRate = null, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? depthwiseInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            kernelSize, strides, padding, depthMultiplier, dataFormat, dilationRate, activation, useBias, depthwiseInitializer,
            biasInitializer, name)
    {
    }
}

/// <summary>Each channel convolved by itself along one axis.</summary>
internal sealed class DepthwiseConv1D() : DepthwiseConvolutionLayer(1);

/// <summary>
/// Each channel convolved by itself, then all mixed: kernels (sizes, inputs, multiplier) and (1, …, inputs·multiplier, filters).
/// </summary>
public abstract class SeparableConvolution : WindowedLayer
{
    private readonly int _rank;
    private long _filters;
    private long _depthMultiplier;
    private InitializerArgument? _depthwiseInitializer;
    private InitializerArgument? _pointwiseInitializer;

    private protected SeparableConvolution(
        int rank, long filters = 0, Sizes kernelSize = default, Sizes? strides = null, string padding = "valid",
        string dataFormat = "channels_last", Sizes? dilationRate = null, long depthMultiplier = 1, string activation = "linear",
        bool useBias = true, InitializerArgument? depthwiseInitializer = null, InitializerArgument? pointwiseInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, name)
    {
        _rank = rank;
        _filters = filters;
        _depthMultiplier = depthMultiplier;
        _depthwiseInitializer = depthwiseInitializer;
        _pointwiseInitializer = pointwiseInitializer;
    }

    /// <summary>The number of output channels.</summary>
    public long Filters => _filters;

    /// <summary>Outputs of each input channel before they are mixed.</summary>
    public long DepthMultiplier => _depthMultiplier;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("filters", ref _filters);
        DeclareWindow(arguments);
        DeclareFormat(arguments);
        DeclareDilation(arguments);
        arguments.Add("depth_multiplier", ref _depthMultiplier, Kinds.Size);
        DeclareOutput(arguments);
        arguments.Initializer("depthwise_initializer", ref _depthwiseInitializer, "glorot_uniform");
        arguments.Initializer("pointwise_initializer", ref _pointwiseInitializer, "glorot_uniform");
        DeclareBias(arguments);
    }

    internal override void Build(BuiltLayer layer)
    {
        long channels = Channels(layer, Axes);
        layer.Weight("depthwise_kernel", [.. KernelSizes, channels, _depthMultiplier], _depthwiseInitializer);
        layer.Weight(
            "pointwise_kernel", [.. Enumerable.Repeat(1L, _rank), checked(_depthMultiplier * channels), _filters], _pointwiseInitializer);
        BuildBias(layer, _filters);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => Axes.Window(layer, layer.Input, Windows, _filters);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        Tensor kernel = layer.Weight("depthwise_kernel");
        Tensor pointwise = layer.Weight("pointwise_kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, Activation);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2]);
            Tensor mixing = Autodiff.Reshape.Of(call.Tape, pointwise, pointwise[-2], pointwise[-1]);
            Tensor middle = ByChannel(call.Tape, spatial, x, kernel);
            return activation(call.Tape,
                bias is null
                    ? call.Tape.Apply(DenseProduct.Instance, middle, mixing)
                    : call.Tape.Apply(DenseProduct.Instance, middle, mixing, bias));
        });
    }
}

/// <summary>
/// Each channel convolved by itself, then all mixed: kernels (sizes, inputs, multiplier) and (1, 1, inputs·multiplier, filters).
/// </summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="depthMultiplier">Outputs of each input channel before they are mixed.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">Of the first kernel; Glorot uniform by default.</param>
/// <param name="pointwiseInitializer">Of the second kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.SeparableConv2D</c>.</remarks>
public sealed class SeparableConv2D(
    long filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    long depthMultiplier = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? depthwiseInitializer = null,
    InitializerArgument? pointwiseInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : SeparableConvolution(
    2, filters, kernelSize, strides, padding, dataFormat, dilationRate, depthMultiplier, activation, useBias, depthwiseInitializer,
    pointwiseInitializer, biasInitializer, name)
{
    /// <summary>The same with a function that fills a kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public SeparableConv2D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long depthMultiplier = 1, string activation = "linear", bool useBias = true,
        InitializerFunction<float>? depthwiseInitializer = null, InitializerFunction<float>? pointwiseInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, depthMultiplier, activation, useBias, depthwiseInitializer,
            pointwiseInitializer, biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills a kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public SeparableConv2D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long depthMultiplier = 1, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? depthwiseInitializer = null, RandomInitializerFunction<float>? pointwiseInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, depthMultiplier, activation, useBias, depthwiseInitializer,
            pointwiseInitializer, biasInitializer, name)
    {
    }
}

/// <summary>Each channel convolved by itself along one axis, then all mixed.</summary>
internal sealed class SeparableConv1D() : SeparableConvolution(1)
{
    private protected override ArgumentKind<string> Paddings { get; } = Kinds.Choice("valid", "same", "causal");
}
