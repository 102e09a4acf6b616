using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// A cell: a kernel from the inputs, a recurrent kernel from the state, and a bias, for as many gates as the cell has, side by side.
/// </summary>
internal abstract class RecurrentCell(
    long units, string activation, bool useBias, InitializerArgument? kernelInitializer, InitializerArgument? recurrentInitializer,
    InitializerArgument? biasInitializer, double dropout, double recurrentDropout, string? name) : Layer(name), ISteppedCell
{
    private long? _seed;

    /// <summary>The size of the state.</summary>
    internal long Units => units;

    /// <summary>The activation's Keras name.</summary>
    internal string Activation => activation;

    /// <summary>The gates' activation; null where there are none.</summary>
    internal virtual string? RecurrentActivation => null;

    /// <summary>The share of the inputs that is dropped.</summary>
    internal double Dropout => dropout;

    /// <summary>The share of the state that is dropped.</summary>
    internal double RecurrentDropout => recurrentDropout;

    /// <summary>1, or 2 where the cell has a memory beside its state.</summary>
    internal virtual int StateCount => 1;

    internal override bool IsComputed => false;

    /// <summary>The kernels side by side.</summary>
    internal abstract int Gates { get; }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    internal override void Declare(ArgumentList arguments)
    {
        DeclareFirst(arguments, ref _seed);
        DeclareLast(arguments);
    }

    /// <summary>The arguments that recurrent layers have before their own.</summary>
    internal void DeclareFirst(ArgumentList arguments, ref long? seed)
    {
        if (BeginsWithSeed)
        {
            arguments.Accept("seed", ref seed, Kinds.Seed);
        }

        arguments.Width("units", ref units);
        arguments.Activation("activation", ref activation);
        DeclareGates(arguments);
        arguments.Add("use_bias", ref useBias, Kinds.Flag);
        arguments.Initializer("kernel_initializer", ref kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref biasInitializer, "zeros");
        DeclareBias(arguments);
        arguments.Add("dropout", ref dropout, Kinds.Number);
        arguments.Add("recurrent_dropout", ref recurrentDropout, Kinds.Number);
        if (!BeginsWithSeed)
        {
            arguments.Accept("seed", ref seed, Kinds.Seed);
        }
    }

    /// <summary>The arguments that recurrent layers have behind their own.</summary>
    internal virtual void DeclareLast(ArgumentList arguments)
    {
    }

    internal override void Build(BuiltLayer layer)
    {
        layer.Weight("kernel", [layer.Input[-1], checked(Gates * units)], kernelInitializer);
        layer.Weight("recurrent_kernel", [units, checked(Gates * units)], recurrentInitializer);
        if (useBias)
        {
            BuildBias(layer, biasInitializer);
        }
    }

    public Tensor[] InitialStates(LayerBinding cell, Tape tape, int[] step) =>
        [.. Enumerable.Range(0, StateCount).Select(_ => tape.Zeros(step[0], checked((int)units)))];

    public CellStep Begin(LayerBinding cell, ForwardCall call, int[] step, long? seed)
    {
        if (step.Length != 2 || step[1] != cell.Weight("kernel")[0])
        {
            throw new ArgumentException(
                $"{cell.Place}: its input has the shape [{string.Join(", ", step.Select(size => $"{size}"))}]; it must be [batch, "
                + $"{cell.Weight("kernel")[0]}], as its kernel was built.");
        }

        return Step(cell, call.Tape, new CellProducts(cell, this, call, step[0], seed ?? _seed));
    }

    /// <summary>The function of one step.</summary>
    private protected abstract CellStep Step(LayerBinding cell, Tape tape, CellProducts products);

    /// <summary>The recurrence over a sequence's projections.</summary>
    internal abstract Func<Operation> Recurrence(LayerBinding layer);

    /// <summary>Whether the state has a bias of its own.</summary>
    internal virtual bool HasRecurrentBias => false;

    /// <summary>Whether Keras makes the seed generator of the dropouts before the initializers.</summary>
    private protected virtual bool BeginsWithSeed => false;

    private protected virtual void DeclareGates(ArgumentList arguments)
    {
    }

    private protected virtual void DeclareBias(ArgumentList arguments)
    {
    }

    private protected virtual void BuildBias(BuiltLayer layer, InitializerArgument? initializer) =>
        layer.Weight("bias", [checked(Gates * units)], initializer);

    private protected ElementOperation ActivationOf(LayerBinding layer) => Activations.ElementOf(layer, "activation", activation);
}

/// <summary>h ← activation(x·W + h·U + b).</summary>
/// <remarks>Source: <c>keras.layers.SimpleRNNCell</c>.</remarks>
internal sealed class SimpleRNNCell(
    long units = 0, string activation = "tanh", bool useBias = true, InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null, InitializerArgument? biasInitializer = null, double dropout = 0,
    double recurrentDropout = 0, string? name = null)
    : RecurrentCell(
        units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    internal override int Gates => 1;

    private protected override bool BeginsWithSeed => true;

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        return () => new SimpleRecurrence(activation);
    }

    private protected override CellStep Step(LayerBinding cell, Tape tape, CellProducts products)
    {
        ElementOperation activation = ActivationOf(cell);
        return (x, states) =>
        {
            Tensor sum = tape.Apply(Addition.Instance, products.OfInput(x), products.OfState(states[0]));
            Tensor state = tape.Apply(activation, sum);
            return (state, [state]);
        };
    }
}

/// <summary>Gates i, f, c, o side by side.</summary>
/// <remarks>Source: <c>keras.layers.LSTMCell</c>.</remarks>
internal sealed class LSTMCell(
    long units = 0, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
    InitializerArgument? kernelInitializer = null, InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null, bool unitForgetBias = true, double dropout = 0, double recurrentDropout = 0,
    string? name = null)
    : RecurrentCell(
        units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    internal override int StateCount => 2;

    internal override string RecurrentActivation => recurrentActivation;

    internal override int Gates => 4;

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        ElementOperation gate = Activations.ElementOf(layer, "recurrent_activation", recurrentActivation);
        return () => new LstmRecurrence(activation, gate);
    }

    private protected override CellStep Step(LayerBinding cell, Tape tape, CellProducts products)
    {
        ElementOperation activation = ActivationOf(cell);
        ElementOperation gate = Activations.ElementOf(cell, "recurrent_activation", recurrentActivation);
        return (x, states) => Step(
            tape, activation, gate, states[1], tape.Apply(Addition.Instance, products.OfInput(x), products.OfState(states[0])),
            products.Gate);
    }

    /// <summary>c ← σ(f)·c + σ(i)·φ(g), h ← σ(o)·φ(c).</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="activation">φ.</param>
    /// <param name="gate">σ.</param>
    /// <param name="memory">c.</param>
    /// <param name="gates">i, f, g, o side by side.</param>
    /// <param name="part">One of several gates.</param>
    internal static (Tensor Output, Tensor[] States) Step(
        Tape tape, Operation activation, Operation gate, Tensor memory, Tensor gates, Func<Tensor, int, Tensor> part)
    {
        Tensor kept = tape.Apply(Multiplication.Instance, tape.Apply(gate, part(gates, 1)), memory);
        Tensor added = tape.Apply(
            Multiplication.Instance, tape.Apply(gate, part(gates, 0)), tape.Apply(activation, part(gates, 2)));
        Tensor next = tape.Apply(Addition.Instance, kept, added);
        Tensor state = tape.Apply(Multiplication.Instance, tape.Apply(gate, part(gates, 3)), tape.Apply(activation, next));
        return (state, [state, next]);
    }

    private protected override void DeclareGates(ArgumentList arguments) =>
        arguments.Activation("recurrent_activation", ref recurrentActivation);

    private protected override void DeclareBias(ArgumentList arguments) =>
        arguments.Add("unit_forget_bias", ref unitForgetBias, Kinds.Flag);

    private protected override void BuildBias(BuiltLayer layer, InitializerArgument? initializer) =>
        layer.Weight("bias", [checked(4 * Units)], ForgetGateBias.Of(layer.InitializerOf(initializer), Units, unitForgetBias));
}

/// <summary>Gates z, r, h side by side.</summary>
/// <remarks>Source: <c>keras.layers.GRUCell</c>.</remarks>
internal sealed class GRUCell(
    long units = 0, string activation = "tanh", string recurrentActivation = "sigmoid", bool useBias = true,
    InitializerArgument? kernelInitializer = null, InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null, double dropout = 0, double recurrentDropout = 0, bool resetAfter = true,
    string? name = null)
    : RecurrentCell(
        units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    internal override bool HasRecurrentBias => resetAfter;

    internal override string RecurrentActivation => recurrentActivation;

    internal override int Gates => 3;

    internal override void DeclareLast(ArgumentList arguments) => arguments.Add("reset_after", ref resetAfter, Kinds.Flag);

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        ElementOperation gate = Activations.ElementOf(layer, "recurrent_activation", recurrentActivation);
        return resetAfter ? () => new GruRecurrence(activation, gate) : () => new EarlyResetGruRecurrence(activation, gate);
    }

    private protected override CellStep Step(LayerBinding cell, Tape tape, CellProducts products)
    {
        ElementOperation activation = ActivationOf(cell);
        ElementOperation gate = Activations.ElementOf(cell, "recurrent_activation", recurrentActivation);
        return (x, states) =>
        {
            Tensor state = states[0];
            Tensor inputs = products.OfInput(x);
            Tensor gates = products.OfState(state, 0, resetAfter ? 3 : 2);
            Tensor update = tape.Apply(gate, Sum(products.Gate(inputs, 0), products.Gate(gates, 0)));
            Tensor reset = tape.Apply(gate, Sum(products.Gate(inputs, 1), products.Gate(gates, 1)));
            Tensor candidate = tape.Apply(activation, Sum(products.Gate(inputs, 2), resetAfter
                ? Product(reset, products.Gate(gates, 2))
                : products.OfState(Product(reset, state), 2, 1)));
            Tensor next = Sum(Product(update, state), Product(tape.Apply(new ScaleAndShift(-1, 1), update), candidate));
            return (next, [next]);
        };

        Tensor Sum(Tensor first, Tensor second) => tape.Apply(Addition.Instance, first, second);

        Tensor Product(Tensor first, Tensor second) => tape.Apply(Multiplication.Instance, first, second);
    }

    private protected override void DeclareGates(ArgumentList arguments) =>
        arguments.Activation("recurrent_activation", ref recurrentActivation);

    private protected override void BuildBias(BuiltLayer layer, InitializerArgument? initializer) =>
        layer.Weight("bias", resetAfter ? [2, checked(3 * Units)] : [checked(3 * Units)], initializer);
}
