using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>The transpose of a convolution: kernel (sizes, filters, inputs).</summary>
public abstract class TransposedConvolution : WindowedLayer
{
    private readonly int _rank;
    private long _filters;
    private Sizes? _outputPadding;
    private InitializerArgument? _kernelInitializer;

    private protected TransposedConvolution(
        int rank, long filters = 0, Sizes kernelSize = default, Sizes? strides = null, string padding = "valid",
        string dataFormat = "channels_last", Sizes? dilationRate = null, string activation = "linear", bool useBias = true,
        InitializerArgument? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, name)
    {
        _rank = rank;
        _filters = filters;
        _kernelInitializer = kernelInitializer;
    }

    /// <summary>The number of output channels.</summary>
    public long Filters => _filters;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("filters", ref _filters);
        DeclareWindow(arguments);
        DeclareFormat(arguments);
        DeclareDilation(arguments);
        DeclareOutput(arguments);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        DeclareBias(arguments);
        long[] strides = Strides.Along(_rank);
        arguments.Accept("output_padding", ref _outputPadding, Kinds.CountsOrNull(_rank));
        arguments.Restrict(
            "output_padding", _outputPadding, Kinds.CountsOrNull(_rank),
            sizes => sizes is null || !sizes.Value.Along(_rank).Zip(strides).Any(pair => pair.First >= pair.Second),
            "smaller than the strides along each axis");
    }

    internal override void Build(BuiltLayer layer)
    {
        layer.Weight("kernel", [.. KernelSizes, _filters, Channels(layer, Axes)], _kernelInitializer);
        BuildBias(layer, _filters);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        Axes.TransposedWindow(layer, Windows, _outputPadding, _filters);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        int[]? outputPadding = _outputPadding?.InMemory(_rank);
        Windows windows = Windows;
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, Activation);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-1]);
            WindowShape shape = spatial.WindowsOn(x, sizes => WindowShape.Writing(
                sizes, kernel.Dimensions[.._rank], windows.Strides.InMemory(_rank), windows.Dilation.InMemory(_rank), windows.Padding,
                outputPadding));
            Autodiff.TransposedConvolution operation = new(shape, [x[0], .. spatial.Own(shape.Input), kernel[-2]]);
            return activation(
                call.Tape, bias is null ? call.Tape.Apply(operation, x, kernel) : call.Tape.Apply(operation, x, kernel, bias));
        });
    }
}

/// <summary>The transpose of a convolution: kernel (sizes, filters, inputs).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv2DTranspose</c>.</remarks>
public sealed class Conv2DTranspose(
    long filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : TransposedConvolution(
    2, filters, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, kernelInitializer, biasInitializer,
    name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public Conv2DTranspose(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, string activation = "linear", bool useBias = true, InitializerFunction<float>? kernelInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, kernelInitializer, biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Conv2DTranspose(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, kernelInitializer, biasInitializer, name)
    {
    }
}

/// <summary>The transpose of a convolution along one axis.</summary>
internal sealed class Conv1DTranspose() : TransposedConvolution(1);

/// <summary>The transpose of a convolution along three axes.</summary>
internal sealed class Conv3DTranspose() : TransposedConvolution(3);
