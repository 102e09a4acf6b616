using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>What convolutions share: windows, channels, an activation, a bias.</summary>
public abstract class WindowedLayer : Layer
{
    private readonly int _rank;
    private Sizes _kernelSize;
    private Sizes _strides;
    private Sizes _dilationRate;
    private string _padding;
    private string _dataFormat;
    private string _activation;
    private bool _useBias;
    private InitializerArgument? _biasInitializer;

    private protected WindowedLayer(
        int rank, Sizes kernelSize, Sizes? strides, string padding, string dataFormat, Sizes? dilationRate, string activation, bool useBias,
        InitializerArgument? biasInitializer, string? name)
        : base(name)
    {
        _rank = rank;
        _kernelSize = kernelSize;
        _strides = strides ?? 1;
        _padding = padding;
        _dataFormat = dataFormat;
        _dilationRate = dilationRate ?? 1;
        _activation = activation;
        _useBias = useBias;
        _biasInitializer = biasInitializer;
    }

    /// <summary>The window's sizes.</summary>
    public Sizes KernelSize => _kernelSize;

    /// <summary>The window's steps.</summary>
    public Sizes Strides => _strides;

    /// <summary>How far windows reach beyond the input: <c>valid</c>, <c>same</c>, in one dimension <c>causal</c>.</summary>
    public string Padding => _padding;

    /// <summary>The activation's Keras name.</summary>
    public string Activation => _activation;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => _useBias;

    /// <summary>Distances within the window.</summary>
    public Sizes DilationRate => _dilationRate;

    /// <summary><c>channels_last</c> or <c>channels_first</c>.</summary>
    public string DataFormat => _dataFormat;

    private protected SpatialAxes Axes => new(_rank, _dataFormat);

    private protected Windows Windows => new(_kernelSize, _strides, _dilationRate, _padding);

    private protected long[] KernelSizes => _kernelSize.Along(_rank);

    /// <summary>The paddings that the layer takes.</summary>
    private protected virtual ArgumentKind<string> Paddings { get; } = Kinds.Choice("valid", "same");

    private protected static long Channels(BuiltLayer layer, SpatialAxes axes) => layer.Input[axes.Channels];

    private protected void DeclareWindow(ArgumentList arguments)
    {
        arguments.Add("kernel_size", ref _kernelSize, Kinds.Sizes(_rank));
        arguments.Add("strides", ref _strides, Kinds.Sizes(_rank));
        arguments.Add("padding", ref _padding, Paddings);
    }

    private protected void DeclareFormat(ArgumentList arguments) => arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);

    private protected void DeclareDilation(ArgumentList arguments) =>
        arguments.Add("dilation_rate", ref _dilationRate, Kinds.Sizes(_rank));

    private protected void DeclareOutput(ArgumentList arguments)
    {
        arguments.Activation("activation", ref _activation);
        arguments.Add("use_bias", ref _useBias, Kinds.Flag);
    }

    private protected void DeclareBias(ArgumentList arguments) =>
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");

    private protected void BuildBias(BuiltLayer layer, params ReadOnlySpan<long> shape)
    {
        if (_useBias)
        {
            layer.Weight("bias", shape, _biasInitializer);
        }
    }

    /// <summary>Windows of a kernel on an input.</summary>
    private protected Tensor Convolve(
        Tape tape, SpatialLayer spatial, Tensor x, Tensor kernel, Tensor? bias, int groups, ElementOperation? activation = null)
    {
        WindowShape shape = spatial.Reading(x, kernel.Dimensions[..^2], Windows);
        Autodiff.Convolution operation =
            new(shape, groups, [x[0], .. spatial.Own(shape.Output), kernel[-1]], activation);
        return bias is null ? tape.Apply(operation, x, kernel) : tape.Apply(operation, x, kernel, bias);
    }

    /// <summary>Each channel by its own kernels; several of them for each channel are a convolution in as many groups.</summary>
    private protected Tensor ByChannel(Tape tape, SpatialLayer spatial, Tensor x, Tensor kernel)
    {
        if (kernel[-1] > 1)
        {
            Tensor grouped = Autodiff.Reshape.Of(
                tape, kernel, [.. kernel.Dimensions[..^2], 1, kernel[-2] * kernel[-1]]);
            return Convolve(tape, spatial, x, grouped, null, groups: kernel[-2]);
        }

        WindowShape shape = spatial.Reading(x, kernel.Dimensions[..^2], Windows);
        return tape.Apply(new DepthwiseConvolution(shape, [x[0], .. spatial.Own(shape.Output), x[-1]]), x, kernel);
    }

    private protected static void CheckChannels(LayerBinding layer, ForwardCall call, Tensor x, int channels)
    {
        if (x[-1] != channels)
        {
            throw layer.Misfit(call.Input, $"one with {channels} channels, as its kernel was built");
        }
    }
}
