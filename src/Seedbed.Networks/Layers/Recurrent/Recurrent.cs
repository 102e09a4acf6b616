using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A recurrent layer: a cell that is built on one time step, and run over all.</summary>
public abstract class RecurrentLayer : Layer
{
    private RecurrentCell? _own;
    private Layer _cell;
    private bool _returnSequences;
    private bool _returnState;
    private bool _goBackwards;
    private long? _seed;
    private bool _stateful;
    private bool _zeroesMasked;

    private protected RecurrentLayer(
        RecurrentCell? cell, bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
        : base(name)
    {
        _own = cell;
        _cell = cell!;
        _returnSequences = returnSequences;
        _returnState = returnState;
        _goBackwards = goBackwards;
    }

    /// <summary>The size of the state.</summary>
    public long Units => (_cell as RecurrentCell)?.Units ?? 0;

    /// <summary>Whether the outputs of all steps are given, or that of the last.</summary>
    public bool ReturnSequences => _returnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => _returnState;

    /// <summary>Whether the last step comes first.</summary>
    public bool GoBackwards => _goBackwards;

    /// <summary>The activation's Keras name; null for a cell that is not known here.</summary>
    public string? Activation => (_cell as RecurrentCell)?.Activation;

    /// <summary>The gates' activation; null where there are none.</summary>
    public string? RecurrentActivation => (_cell as RecurrentCell)?.RecurrentActivation;

    /// <summary>The share of the inputs that is dropped.</summary>
    public double Dropout => (_cell as RecurrentCell)?.Dropout ?? 0;

    /// <summary>The share of the state that is dropped.</summary>
    public double RecurrentDropout => (_cell as RecurrentCell)?.RecurrentDropout ?? 0;

    internal override bool HasOneOutput => false;

    internal override void TakeParts()
    {
        _own = (RecurrentCell?)_own?.Copy();
        _cell = _own ?? _cell;
    }

    internal override void Declare(ArgumentList arguments)
    {
        if (_own is null)
        {
            arguments.Layer("cell", ref _cell);
        }

        _own?.DeclareFirst(arguments, ref _seed);
        arguments.Add("return_sequences", ref _returnSequences, Kinds.Flag);
        arguments.Add("return_state", ref _returnState, Kinds.Flag);
        arguments.Add("go_backwards", ref _goBackwards, Kinds.Flag);
        _own?.DeclareLast(arguments);
        arguments.Accept("zero_output_for_mask", ref _zeroesMasked, Kinds.Flag);

        arguments.Accept("stateful", ref _stateful, Kinds.Flag);
        arguments.ForbidComputing("time_major", "false to be computed here; the batch comes first, then the steps");
    }

    internal override void Build(BuiltLayer layer)
    {
        if (_stateful && layer.CountsStates)
        {
            BuildStates(layer);
        }

        layer.Child("cell", _cell, layer.Input.Step());
    }

    /// <summary>Keras 3 counts the states of a stateful layer, which belong to a batch of one size, as weights.</summary>
    private void BuildStates(BuiltLayer layer)
    {
        long[] sizes = [.. StackedRNNCells.StateSizes(layer, _cell)];
        if (sizes.Length == 0)
        {
            throw layer.Wrong("stateful", "true", $"false for a cell of the class {_cell.ClassName}");
        }

        long batch = layer.Input.Find(0) ?? throw layer.Wrong("stateful", "true", "false where the size of a batch is not known");
        foreach ((int index, long size) in sizes.Index())
        {
            layer.Weight(StateMemory.NameOf(index), [batch, size], new Zeros(), trainable: false);
        }
    }

    /// <summary>The output of the last step or of all, then the states, which are those of a known cell.</summary>
    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        long size = StackedRNNCells.OutputSize(layer, _cell);
        PartialShape last = layer.Input.WithFeatures(size);
        PartialShape output = _returnSequences ? last.Of(last.Find(0), layer.Input.Find(1), size) : last;
        return _returnState
            ? [output, .. StackedRNNCells.StateSizes(layer, _cell).Select(layer.Input.WithFeatures)]
            : [output];
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        Func<ForwardCall, Mask?, Tensor[]> run = Bind(layer, isReversed: false, _zeroesMasked);
        return call => run(call, MaskOf(layer, call));
    }

    internal override bool SupportsMasking(LayerBinding layer) => layer.Built.MaskRules.PassOn || !_returnSequences;

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        if (_returnSequences && layer.Built.MaskRules.PassOn)
        {
            call.Masks.Set(outputs[0], call.Mask);
        }
    }

    /// <summary>The mask that a recurrent layer keeps to.</summary>
    internal static Mask? MaskOf(LayerBinding layer, ForwardCall call)
    {
        return call.States.Length > 0 && !layer.Built.MaskRules.ActBesideStates ? call.FindMask("mask") : call.Mask;
    }

    /// <summary>The function of the layer, or of one that runs the other way.</summary>
    internal Func<ForwardCall, Mask?, Tensor[]> Bind(LayerBinding layer, bool isReversed, bool zeroesMasked)
    {
        if (layer.Built.Layer.Origin?.ComputingFault is { } fault)
        {
            throw fault;
        }

        LayerBinding binding = layer.Child("cell");
        ISteppedCell cell = StackedRNNCells.Stepped(binding);
        RecurrentCell? known = cell as RecurrentCell;
        Recurrence? recurrence = known is null ? null : new Recurrence(binding, known);
        double dropout = Noise.Rate(binding, "dropout", known?.Dropout ?? 0);
        bool dropsStates = Noise.Rate(binding, "recurrent_dropout", known?.RecurrentDropout ?? 0) > 0;
        bool goesBackwards = _goBackwards != isReversed;
        if (_stateful)
        {
            layer.States.Hold(layer);
        }

        return (call, mask) =>
        {
            (Tensor x, Mask? seen) = Turned(layer, call, recurrence?.Checked(layer, call.Input) ?? call.Input, mask, goesBackwards);
            int[] step = [x[0], .. x.Dimensions[2..]];
            Tensor[] states = layer.States.Before(layer, call, cell.InitialStates(binding, call.Tape, step));
            bool isStepped = recurrence is null || seen is { IsFull: false } || (dropsStates && call.IsTraining);
            (Tensor output, Tensor[] last) = isStepped
                ? SteppedSequence.Run(call.Tape, x, states, cell.Begin(binding, call, step, _seed), seen, zeroesMasked)
                    .Results(call.Tape, _returnSequences)
                : Outputs(
                    call.Tape, recurrence!.Run(call.Tape, Noise.Dropped(layer, call, x, dropout, _seed, [x[0], 1, x[2]]), states),
                    recurrence, x);
            if (_stateful)
            {
                layer.States.Keep(layer, last);
            }

            return _returnState ? [output, .. last] : [output];
        };
    }

    /// <summary>The sequence and its mask, from the last step to the first where the layer goes backwards.</summary>
    private static (Tensor X, Mask? Mask) Turned(LayerBinding layer, ForwardCall call, Tensor x, Mask? mask, bool goesBackwards)
    {
        if (x.Rank < 3 || x[1] == 0)
        {
            throw layer.Misfit(x, "[batch, steps, features]");
        }

        return (goesBackwards ? Rearrangement.Flip(call.Tape, x, 1) : x,
            mask is null ? null : goesBackwards ? SteppedSequence.MaskOf(layer, x, mask).Flip() : SteppedSequence.MaskOf(layer, x, mask));
    }

    /// <summary>The output of the last step or of all, and the states behind the last one.</summary>
    private (Tensor Output, Tensor[] States) Outputs(Tape tape, Tensor states, Recurrence recurrence, Tensor x)
    {
        Tensor last = Rearrangement.Pick(tape, states, 1, x[1]);
        Tensor output = _returnSequences ? Rearrangement.Slice(tape, states, [0, 1, 0], [x[0], x[1], recurrence.Units]) : last;
        return (output, !_returnState && !_stateful ? []
            : recurrence.StateCount == 1 ? [last]
            : [last, Rearrangement.Pick(tape, states, 1, x[1] + 1)]);
    }
}

/// <summary>h ← activation(x·W + h·U + b).</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.SimpleRNN</c>.</remarks>
public sealed class SimpleRNN(
    long units,
    string activation = "tanh",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    string? name = null) : RecurrentLayer(
    new SimpleRNNCell(units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
        "simple_rnn_cell"),
    returnSequences, returnState, goBackwards, name)
{
    /// <summary>The same with a function that fills a kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public SimpleRNN(
        long units, string activation = "tanh", bool useBias = true, InitializerFunction<float>? kernelInitializer = null,
        InitializerFunction<float>? recurrentInitializer = null, InitializerArgument? biasInitializer = null, double dropout = 0,
        double recurrentDropout = 0, bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
        : this(
            units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
            returnSequences, returnState, goBackwards, name)
    {
    }

    /// <summary>The same with a function that fills a kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public SimpleRNN(
        long units, string activation = "tanh", bool useBias = true, RandomInitializerFunction<float>? kernelInitializer = null,
        RandomInitializerFunction<float>? recurrentInitializer = null, InitializerArgument? biasInitializer = null, double dropout = 0,
        double recurrentDropout = 0, bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
        : this(
            units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
            returnSequences, returnState, goBackwards, name)
    {
    }
}

/// <summary>Long short-term memory: gates i, f, c, o side by side in W (inputs, 4·units), U (units, 4·units) and b.</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="recurrentActivation">The activation of the gates.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="unitForgetBias">Whether the forget gate's bias begins at 1.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LSTM</c>.</remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([100, 4]), new LSTM(64, recurrentInitializer: new Orthogonal(seed: 42))], seed: 1);
/// Console.WriteLine(string.Join(", ", model.Weights));
/// </code>
/// </example>
public sealed class LSTM(
    long units,
    string activation = "tanh",
    string recurrentActivation = "sigmoid",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    bool unitForgetBias = true,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    string? name = null) : RecurrentLayer(
    new LSTMCell(
        units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias,
        dropout, recurrentDropout, "lstm_cell"),
    returnSequences, returnState, goBackwards, name)
{
    /// <summary>The same with a function that fills a kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public LSTM(
        long units, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
        InitializerFunction<float>? kernelInitializer = null, InitializerFunction<float>? recurrentInitializer = null,
        InitializerArgument? biasInitializer = null, bool unitForgetBias = true, double dropout = 0, double recurrentDropout = 0,
        bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
        : this(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias,
            dropout, recurrentDropout, returnSequences, returnState, goBackwards, name)
    {
    }

    /// <summary>The same with a function that fills a kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public LSTM(
        long units, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, RandomInitializerFunction<float>? recurrentInitializer = null,
        InitializerArgument? biasInitializer = null, bool unitForgetBias = true, double dropout = 0, double recurrentDropout = 0,
        bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
        : this(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias,
            dropout, recurrentDropout, returnSequences, returnState, goBackwards, name)
    {
    }
}

/// <summary>Gated recurrent unit: gates z, r, h side by side in W (inputs, 3·units), U (units, 3·units) and b.</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="recurrentActivation">The activation of the gates.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="resetAfter">Whether the reset gate acts behind the product, as cuDNN has it.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GRU</c>.</remarks>
public sealed class GRU(
    long units,
    string activation = "tanh",
    string recurrentActivation = "sigmoid",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    bool resetAfter = true,
    string? name = null) : RecurrentLayer(
    new GRUCell(
        units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout,
        recurrentDropout, resetAfter, "gru_cell"),
    returnSequences, returnState, goBackwards, name)
{
    /// <summary>The same with a function that fills a kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public GRU(
        long units, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
        InitializerFunction<float>? kernelInitializer = null, InitializerFunction<float>? recurrentInitializer = null,
        InitializerArgument? biasInitializer = null, double dropout = 0, double recurrentDropout = 0, bool returnSequences = false,
        bool returnState = false, bool goBackwards = false, bool resetAfter = true, string? name = null)
        : this(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout,
            recurrentDropout, returnSequences, returnState, goBackwards, resetAfter, name)
    {
    }

    /// <summary>The same with a function that fills a kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public GRU(
        long units, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
        RandomInitializerFunction<float>? kernelInitializer = null, RandomInitializerFunction<float>? recurrentInitializer = null,
        InitializerArgument? biasInitializer = null, double dropout = 0, double recurrentDropout = 0, bool returnSequences = false,
        bool returnState = false, bool goBackwards = false, bool resetAfter = true, string? name = null)
        : this(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout,
            recurrentDropout, returnSequences, returnState, goBackwards, resetAfter, name)
    {
    }
}

/// <summary>A layer that runs the cell it is given.</summary>
/// <remarks>Source: <c>keras.layers.RNN</c>.</remarks>
internal sealed class RNN() : RecurrentLayer(null);
