using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// An LSTM or GRU with the weights of NVIDIA's cuDNN: kernel (inputs, gates·units), recurrent kernel (units, gates·units), and both biases
/// in one row of 2·gates·units, that of the inputs first.
/// </summary>
/// <param name="className">The class in Keras.</param>
/// <param name="gates">The kernels side by side: 4 or 3.</param>
/// <remarks>
/// Keras 2 alone has them. Its kernels lie in memory as cuDNN has them: a gate's (inputs, units) numbers, row by row, are a matrix (units,
/// inputs). Source: <c>keras/layers/cudnn_recurrent.py</c> at 2.2.4, <c>preprocess_weights_for_loading</c> in
/// <c>keras/engine/saving.py</c>.
/// </remarks>
internal sealed class CuDNNLayer(string className, int gates) : Layer(name: null), IDirectedLayer
{
    private bool _goBackwards;
    private bool _stateful;
    private long _units;
    private bool _returnSequences;
    private bool _returnState;
    private bool _unitForgetBias = gates == LongMemory;
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _recurrentInitializer;
    private InitializerArgument? _biasInitializer;

    /// <summary>The gates of an LSTM.</summary>
    internal const int LongMemory = 4;

    public override string ClassName => className;

    public bool ReturnSequences => _returnSequences;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("units", ref _units);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref _recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
        if (gates == LongMemory)
        {
            arguments.Add("unit_forget_bias", ref _unitForgetBias, Kinds.Flag);
        }

        arguments.Add("return_sequences", ref _returnSequences, Kinds.Flag);
        arguments.Add("return_state", ref _returnState, Kinds.Flag);
        arguments.Accept("go_backwards", ref _goBackwards, Kinds.Flag);
        arguments.Accept("stateful", ref _stateful, Kinds.Flag);
    }

    internal override void Build(BuiltLayer layer)
    {
        long width = checked(gates * _units);
        layer.Weight("kernel", [layer.Input[-1], width], _kernelInitializer);
        layer.Weight("recurrent_kernel", [_units, width], _recurrentInitializer);
        layer.Weight("bias", [checked(2 * width)], ForgetGateBias.OfBoth(layer.InitializerOf(_biasInitializer), _units, _unitForgetBias));
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        PartialShape last = layer.Input.WithFeatures(_units);
        PartialShape output = _returnSequences ? last.Of(last.Find(0), layer.Input.Find(1), _units) : last;
        return _returnState ? [output, .. Enumerable.Repeat(last, gates == LongMemory ? 2 : 1)] : [output];
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        Func<ForwardCall, Mask?, Tensor[]> run = Bind(layer, isReversed: false, zeroesMasked: false);
        return call => run(call, null);
    }

    /// <summary>An LSTM or GRU with tanh and sigmoid, whose reset gate acts behind the product; masks are none of cuDNN's.</summary>
    public Func<ForwardCall, Mask?, Tensor[]> Bind(LayerBinding layer, bool isReversed, bool zeroesMasked)
    {
        if (Origin?.ComputingFault is { } fault)
        {
            throw fault;
        }

        (Tensor kernel, Tensor recurrent, Tensor bias) =
            (layer.Weight("kernel"), layer.Weight("recurrent_kernel"), layer.Weight("bias"));
        var (tanh, sigmoid) = ((ElementOperation)NamedActivations.Find("tanh")!, (ElementOperation)NamedActivations.Find("sigmoid")!);
        bool isLong = gates == LongMemory;
        if (_stateful)
        {
            layer.States.Hold(layer);
        }

        return (call, _) =>
        {
            Tape tape = call.Tape;
            Tensor x = call.Input.Rank == 3 && call.Input[2] == kernel[0] && call.Input[1] > 0
                ? call.Input
                : throw layer.Misfit(call.Input, $"[batch, steps, {kernel[0]}], as its kernel was built");
            Tensor zeros = tape.Zeros(x[0], recurrent[0]);
            Tensor[] states = layer.States.Before(layer, call, isLong ? [zeros, zeros] : [zeros]);
            Tensor both = Autodiff.Reshape.Of(tape, bias, 2, -1);
            (Tensor ofInput, Tensor ofState) = (Rearrangement.Pick(tape, both, 0, 0), Rearrangement.Pick(tape, both, 0, 1));
            Tensor projections = tape.Apply(
                DenseProduct.Instance, _goBackwards != isReversed ? Rearrangement.Flip(tape, x, 1) : x, InRows(tape, kernel),
                isLong ? tape.Apply(Addition.Instance, ofInput, ofState) : ofInput);
            layer.SeeProduct(projections);
            Tensor steps = isLong
                ? tape.Apply(new LstmRecurrence(tanh, sigmoid), [projections, InRows(tape, recurrent), .. states])
                : tape.Apply(new GruRecurrence(tanh, sigmoid), [projections, InRows(tape, recurrent), .. states, ofState]);
            (Tensor output, Tensor[] last) = Outputs(tape, steps, x[1], isLong);
            if (_stateful)
            {
                layer.States.Keep(layer, last);
            }

            return _returnState ? [output, .. last] : [output];
        };
    }

    /// <summary>The output of the last step or of all, then the states, of (batch, the first state and one for each step, units).</summary>
    private (Tensor Output, Tensor[] States) Outputs(Tape tape, Tensor steps, int count, bool isLong)
    {
        Tensor last = Rearrangement.Pick(tape, steps, 1, count);
        Tensor output = _returnSequences ? Rearrangement.Slice(tape, steps, [0, 1, 0], [steps[0], count, steps[2]]) : last;
        return (output, !_returnState && !_stateful ? []
            : isLong ? [last, Rearrangement.Pick(tape, steps, 1, count + 1)]
            : [last]);
    }

    /// <summary>Each gate's (n, units) read as (units, n), and turned.</summary>
    private Tensor InRows(Tape tape, Tensor kernel)
    {
        (int height, int width) = (kernel[0], kernel[1] / gates);
        return Placement.Concatenate(tape, 1, [.. Enumerable.Range(0, gates).Select(gate =>
        {
            Tensor own = Rearrangement.Slice(tape, kernel, [0, gate * width], [height, width]);
            return Rearrangement.Permute(tape, Autodiff.Reshape.Of(tape, own, width, height), 1, 0);
        })]);
    }
}

/// <summary>A recurrent layer that a Bidirectional may run either way.</summary>
internal interface IDirectedLayer
{
    /// <summary>Whether the outputs of all steps are given.</summary>
    bool ReturnSequences { get; }

    /// <summary>The function of the layer, or of one that runs the other way.</summary>
    Func<ForwardCall, Mask?, Tensor[]> Bind(LayerBinding layer, bool isReversed, bool zeroesMasked);
}
