using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>An LSTM whose products are convolutions.</summary>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.ConvLSTM1D</c> and its siblings.</remarks>
internal sealed class ConvLSTM(int rank) : Layer(name: null)
{
    private ConvLSTMCell _cell = new(rank);
    private bool _returnSequences;
    private bool _returnState;
    private bool _goBackwards;
    private bool _zeroesMasked;
    private bool _stateful;
    private long? _seed;

    public override string ClassName => $"ConvLSTM{rank}D";

    internal override bool HasOneOutput => false;

    internal override void TakeParts() => _cell = (ConvLSTMCell)_cell.Copy();

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("seed", ref _seed, Kinds.Seed);
        _cell.Declare(arguments);
        arguments.Add("return_sequences", ref _returnSequences, Kinds.Flag);
        arguments.Add("return_state", ref _returnState, Kinds.Flag);
        arguments.Add("go_backwards", ref _goBackwards, Kinds.Flag);
        arguments.Accept("zero_output_for_mask", ref _zeroesMasked, Kinds.Flag);
        arguments.Accept("stateful", ref _stateful, Kinds.Flag);
    }

    /// <summary>Keras 3 counts the states of a stateful layer as weights, whose channels stand where those of images do.</summary>
    internal override void Build(BuiltLayer layer)
    {
        if (_stateful && layer.CountsStates)
        {
            PartialShape state = _cell.Window(layer, layer.Input.Step());
            long[] sizes = Array.ConvertAll(state.Dimensions.ToArray(), size => size
                ?? throw layer.Wrong("stateful", "true", "false where the size of a batch or of an image is not known"));
            layer.Weight(StateMemory.NameOf(0), sizes, new Zeros(), trainable: false);
            layer.Weight(StateMemory.NameOf(1), sizes, new Zeros(), trainable: false);
        }

        layer.Child("cell", _cell, layer.Input.Step());
    }

    /// <summary>A convolution of each step, of the last one or of all.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        PartialShape last = _cell.Window(layer, layer.Input.Step());
        PartialShape output = _returnSequences ? last.Of([last.Find(0), layer.Input.Find(1), .. last.Dimensions[1..]]) : last;
        return _returnState ? [output, last, last] : [output];
    }

    internal override bool SupportsMasking(LayerBinding layer) => layer.Built.MaskRules.PassOn || !_returnSequences;

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        if (_returnSequences && layer.Built.MaskRules.PassOn)
        {
            call.Masks.Set(outputs[0], call.Mask);
        }
    }

    /// <summary>Step by step; channels stand last on the way.</summary>
    internal override LayerFunction Bind(LayerBinding layer)
    {
        LayerBinding binding = layer.Child("cell");
        _cell.CheckRates(binding);
        if (_stateful)
        {
            layer.States.Hold(layer);
        }

        return call =>
        {
            Tape tape = call.Tape;
            layer.CheckRank(call.Input, rank + 3, $"[batch, steps, {rank} spatial sizes, channels], or the channels third");
            Mask? mask = RecurrentLayer.MaskOf(layer, call) is { } own ? SteppedSequence.MaskOf(layer, call.Input, own) : null;
            Tensor ordered = _cell.ChannelsLast(tape, call.Input, behind: 2);
            Tensor x = _goBackwards ? Rearrangement.Flip(tape, ordered, 1) : ordered;
            int[] step = [x[0], .. x.Dimensions[2..]];
            Tensor[] zeros = Array.ConvertAll(_cell.InitialStates(binding, tape, step), state => _cell.ChannelsBack(tape, state, 1));
            Tensor[] states =
                Array.ConvertAll(layer.States.Before(layer, call, zeros), state => _cell.ChannelsLast(tape, state, behind: 1));
            (Tensor output, Tensor[] last) = SteppedSequence
                .Run(tape, x, states, _cell.Begin(binding, call, step, _seed), _goBackwards ? mask?.Flip() : mask, _zeroesMasked)
                .Results(tape, _returnSequences);
            last = _returnState || _stateful ? Array.ConvertAll(last, state => _cell.ChannelsBack(tape, state, 1)) : [];
            if (_stateful)
            {
                layer.States.Keep(layer, last);
            }

            output = _cell.ChannelsBack(tape, output, _returnSequences ? 2 : 1);
            return _returnState ? [output, .. last] : [output];
        };
    }
}

/// <summary>The cell of a convolutional LSTM.</summary>
/// <param name="rank">The spatial axes.</param>
internal sealed class ConvLSTMCell(int rank) : Layer("conv_lstm_cell"), ISteppedCell
{
    private long _filters;
    private Sizes _kernelSize;
    private Sizes _strides = 1;
    private Sizes _dilationRate = 1;
    private string _padding = "valid";
    private string _dataFormat = "channels_last";
    private string _activation = "tanh";
    private string _recurrentActivation = "sigmoid";
    private bool _useBias = true;
    private bool _unitForgetBias = true;
    private double _dropout;
    private double _recurrentDropout;
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _recurrentInitializer;
    private InitializerArgument? _biasInitializer;

    internal override bool IsComputed => false;

    private SpatialAxes Axes => new(rank, _dataFormat);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("filters", ref _filters);
        arguments.Add("kernel_size", ref _kernelSize, Kinds.Sizes(rank));
        arguments.Add("strides", ref _strides, Kinds.Sizes(rank));
        arguments.Add("padding", ref _padding, Kinds.Choice("valid", "same"));
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
        arguments.Add("dilation_rate", ref _dilationRate, Kinds.Sizes(rank));
        arguments.Activation("activation", ref _activation);
        arguments.Activation("recurrent_activation", ref _recurrentActivation);
        arguments.Add("use_bias", ref _useBias, Kinds.Flag);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref _recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
        arguments.Add("unit_forget_bias", ref _unitForgetBias, Kinds.Flag);
        arguments.Add("dropout", ref _dropout, Kinds.Number);
        arguments.Add("recurrent_dropout", ref _recurrentDropout, Kinds.Number);
    }

    internal override void Build(BuiltLayer layer)
    {
        long[] sizes = _kernelSize.Along(rank);
        long channels = layer.Input[Axes.Channels];
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
        Axes.Window(layer, input, new Windows(_kernelSize, _strides, _dilationRate, _padding), _filters);

    internal void CheckRates(LayerBinding cell)
    {
        _ = Noise.Rate(cell, "dropout", _dropout);
        _ = Noise.Rate(cell, "recurrent_dropout", _recurrentDropout);
    }

    /// <summary>The channels from behind some axes to the end, where the data format has them there.</summary>
    internal Tensor ChannelsLast(Tape tape, Tensor x, int behind) =>
        Axes.HasChannelsLast || x.Rank <= behind ? x : AxisOrder.ToEnd(x.Rank, behind)!.Apply(tape, x);

    /// <summary>The channels from the end to behind some axes, where the data format has them there.</summary>
    internal Tensor ChannelsBack(Tape tape, Tensor x, int behind) =>
        Axes.HasChannelsLast ? x : AxisOrder.ToEnd(x.Rank, behind)!.Undo(tape, x);

    public Tensor[] InitialStates(LayerBinding cell, Tape tape, int[] step)
    {
        WindowShape windows = Input(step[1..^1]);
        if (windows.OutputCount == 0)
        {
            throw new ArgumentException($"{cell.Place}: its input is smaller than its kernel along a spatial axis; make the input larger.");
        }

        int[] sizes = [step[0], .. windows.Output.AsSpan()[^rank..], checked((int)_filters)];
        return [tape.Zeros(sizes), tape.Zeros(sizes)];
    }

    /// <summary>The gates i, f, c, o are convolutions of the input and of the state, side by side.</summary>
    public CellStep Begin(LayerBinding cell, ForwardCall call, int[] step, long? seed)
    {
        Tape tape = call.Tape;
        Tensor kernel = cell.Weight("kernel");
        if (step[^1] != kernel[-2])
        {
            throw new ArgumentException($"{cell.Place}: its input has {step[^1]} channels; its kernel was built for {kernel[-2]}.");
        }

        ElementOperation activation = Activations.ElementOf(cell, "activation", _activation);
        ElementOperation gate = Activations.ElementOf(cell, "recurrent_activation", _recurrentActivation);
        int filters = checked((int)_filters);
        WindowShape input = Input(step[1..^1]);
        int[] sizes = [step[0], .. input.Output.AsSpan()[^rank..], filters];
        int[] ones = [.. Enumerable.Repeat(1, rank)];
        WindowShape state = WindowShape.Reading(sizes.AsSpan(1, rank), _kernelSize.InMemory(rank), ones, ones, "same");
        GateConvolution inputs = new(tape, input, sizes, kernel, cell.FindWeight("bias"), Masks(_dropout, step));
        GateConvolution states = new(tape, state, sizes, cell.Weight("recurrent_kernel"), null, Masks(_recurrentDropout, sizes));
        return (x, before) =>
        {
            Tensor product = inputs.Of(x);
            cell.SeeProduct(product);
            return LSTMCell.Step(
                tape, activation, gate, before[1], tape.Apply(Addition.Instance, product, states.Of(before[0])), (gates, part) =>
                {
                    int[] starts = [.. Enumerable.Repeat(0, sizes.Length - 1), part * filters];
                    return Rearrangement.Slice(tape, gates, starts, sizes);
                });
        };

        Tensor[] Masks(double rate, int[] shape) => rate > 0 && call.IsTraining
            ? [.. Enumerable.Range(0, 4).Select(_ => Noise.Mask(cell, tape, rate, seed, shape))]
            : [];
    }

    private WindowShape Input(int[] sizes) => WindowShape.Reading(
        sizes, _kernelSize.InMemory(rank), _strides.InMemory(rank), _dilationRate.InMemory(rank), _padding);

    /// <summary>Four gates' convolutions side by side, each of what its own mask leaves.</summary>
    private sealed record GateConvolution(Tape Tape, WindowShape Shape, int[] Sizes, Tensor Kernel, Tensor? Bias, Tensor[] Masks)
    {
        internal Tensor Of(Tensor x)
        {
            if (Masks.Length == 0)
            {
                return Convolve(x, Kernel, Bias);
            }

            int filters = Sizes[^1];
            return Placement.Concatenate(Tape, -1, [.. Masks.Select((mask, part) => Convolve(
                Tape.Apply(Multiplication.Instance, x, mask), Part(Kernel, part, filters),
                Bias is null ? null : Part(Bias, part, filters)))]);
        }

        private Tensor Convolve(Tensor x, Tensor kernel, Tensor? bias)
        {
            Autodiff.Convolution operation = new(Shape, 1, [.. Sizes[..^1], kernel[-1]]);
            return bias is null ? Tape.Apply(operation, x, kernel) : Tape.Apply(operation, x, kernel, bias);
        }

        private Tensor Part(Tensor weight, int part, int size) => Rearrangement.Slice(
            Tape, weight, [.. Enumerable.Repeat(0, weight.Rank - 1), part * size], [.. weight.Dimensions[..^1], size]);
    }
}
