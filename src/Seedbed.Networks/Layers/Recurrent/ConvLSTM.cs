using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>An LSTM whose products are convolutions.</summary>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.ConvLSTM1D</c> and its siblings.</remarks>
internal sealed class ConvLSTM(int rank) : UncomputedLayer($"ConvLSTM{rank}D")
{
    private readonly ConvLSTMCell _cell = new(rank);
    private bool _returnSequences;
    private bool _returnState;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        _cell.Declare(arguments);
        arguments.Add("return_sequences", ref _returnSequences, Kinds.Flag);
        arguments.Add("return_state", ref _returnState, Kinds.Flag);
        arguments.Forbid("stateful", "false; the states of a batch are no weights to initialize, so write the model without them");
    }

    internal override void Build(BuiltLayer layer) => layer.Child("cell", _cell, layer.Input.Step());

    /// <summary>A convolution of each step, of the last one or of all.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        PartialShape last = _cell.Window(layer, layer.Input.Step());
        PartialShape output = _returnSequences ? last.Of([last.Find(0), layer.Input.Find(1), .. last.Dimensions[1..]]) : last;
        return _returnState ? [output, last, last] : [output];
    }
}

/// <summary>The cell of a convolutional LSTM.</summary>
/// <param name="rank">The spatial axes.</param>
internal sealed class ConvLSTMCell(int rank) : Layer("conv_lstm_cell")
{
    private long _filters;
    private Sizes _kernelSize;
    private Sizes _strides = 1;
    private Sizes _dilationRate = 1;
    private string _padding = "valid";
    private string _dataFormat = "channels_last";
    private bool _useBias = true;
    private bool _unitForgetBias = true;
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _recurrentInitializer;
    private InitializerArgument? _biasInitializer;

    internal override bool IsComputed => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("filters", ref _filters, Kinds.Size);
        arguments.Add("kernel_size", ref _kernelSize, Kinds.Sizes(rank));
        arguments.Add("strides", ref _strides, Kinds.Sizes(rank));
        arguments.Add("padding", ref _padding, Kinds.Choice("valid", "same"));
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
        arguments.Add("dilation_rate", ref _dilationRate, Kinds.Sizes(rank));
        arguments.Add("use_bias", ref _useBias, Kinds.Flag);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref _recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
        arguments.Add("unit_forget_bias", ref _unitForgetBias, Kinds.Flag);
    }

    internal override void Build(BuiltLayer layer)
    {
        long[] sizes = _kernelSize.Along(rank);
        long channels = layer.Input[new SpatialAxes(rank, _dataFormat).Channels];
        layer.Weight("kernel", [.. sizes, channels, 4 * _filters], _kernelInitializer);
        layer.Weight("recurrent_kernel", [.. sizes, _filters, 4 * _filters], _recurrentInitializer);
        if (_useBias)
        {
            layer.Weight(
                "bias", [checked(4 * _filters)], ForgetGateBias.Of(layer.InitializerOf(_biasInitializer), _filters, _unitForgetBias));
        }
    }

    /// <summary>What a convolution of an input gives.</summary>
    internal PartialShape Window(BuiltLayer layer, PartialShape input) =>
        new SpatialAxes(rank, _dataFormat).Window(layer, input, new Windows(_kernelSize, _strides, _dilationRate, _padding), _filters);
}
