using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A convolution: kernel (sizes, inputs/groups, filters).</summary>
public abstract class Convolution : WindowedLayer
{
    private long _filters;
    private long _groups;
    private InitializerArgument? _kernelInitializer;

    private protected Convolution(
        int rank, long filters, Sizes kernelSize, Sizes? strides, string padding, string dataFormat, Sizes? dilationRate, long groups,
        string activation, bool useBias, InitializerArgument? kernelInitializer, InitializerArgument? biasInitializer, string? name)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, name)
    {
        _filters = filters;
        _groups = groups;
        _kernelInitializer = kernelInitializer;
    }

    /// <summary>The number of output channels.</summary>
    public long Filters => _filters;

    /// <summary>The number of groups that channels are convolved in.</summary>
    public long Groups => _groups;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("filters", ref _filters);
        DeclareWindow(arguments);
        DeclareFormat(arguments);
        DeclareDilation(arguments);
        long filters = _filters;
        arguments.Add("groups", ref _groups, Kinds.Size);
        arguments.Restrict("groups", _groups, Kinds.Size, groups => filters % groups == 0, $"a divisor of the {filters} filters");
        DeclareOutput(arguments);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        DeclareBias(arguments);
        arguments.ForbidAdapters();
    }

    internal override void Build(BuiltLayer layer)
    {
        long channels = Channels(layer, Axes);
        if (channels % _groups != 0)
        {
            throw layer.Wrong("groups", $"{_groups}", $"a divisor of the {channels} input channels");
        }

        layer.Weight("kernel", [.. KernelSizes, channels / _groups, _filters], _kernelInitializer);
        BuildBias(layer, _filters);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => Axes.Window(layer, layer.Input, Windows, _filters);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        int groups = checked((int)_groups);
        (ElementOperation? fused, Func<Tape, Tensor, Tensor> rest) = Activations.Split(layer, Activation);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2] * groups);
            return rest(call.Tape, Convolve(call.Tape, spatial, x, kernel, bias, groups, fused));
        });
    }
}

/// <summary>A convolution along one axis: kernel (size, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c>, <c>same</c> or <c>causal</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv1D</c>.</remarks>
public sealed class Conv1D(
    long filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    long groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Convolution(
    1, filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
    biasInitializer, name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public Conv1D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        InitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Conv1D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }

    private protected override ArgumentKind<string> Paddings { get; } = Kinds.Choice("valid", "same", "causal");
}

/// <summary>A convolution along two axes: kernel (sizes, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv2D</c>.</remarks>
/// <example>
/// <code>
/// Sequential model = new(
///     [
///         new Input([28, 28, 1]),
///         new Conv2D(32, (3, 3), activation: "relu", kernelInitializer: "he_normal"),
///         new Conv2D(64, 3, strides: 2, padding: "same", kernelInitializer: new HeUniform(seed: 1), biasInitializer: "zeros"),
///     ],
///     seed: 42);
/// Console.Write(model.Summary());
/// </code>
/// </example>
public sealed class Conv2D(
    long filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    long groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Convolution(
    2, filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
    biasInitializer, name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public Conv2D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        InitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Conv2D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }
}

/// <summary>A convolution along three axes: kernel (sizes, inputs/groups, filters).</summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's sizes.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="dilationRate">Distances within the window; 1 by default.</param>
/// <param name="groups">The number of groups that channels are convolved in.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Conv3D</c>.</remarks>
public sealed class Conv3D(
    long filters,
    Sizes kernelSize,
    Sizes? strides = null,
    string padding = "valid",
    string dataFormat = "channels_last",
    Sizes? dilationRate = null,
    long groups = 1,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Convolution(
    3, filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
    biasInitializer, name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public Conv3D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        InitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Conv3D(
        long filters, Sizes kernelSize, Sizes? strides = null, string padding = "valid", string dataFormat = "channels_last",
        Sizes? dilationRate = null, long groups = 1, string activation = "linear", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, InitializerArgument? biasInitializer = null, string? name = null)
        : this(
            filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer,
            biasInitializer, name)
    {
    }
}
