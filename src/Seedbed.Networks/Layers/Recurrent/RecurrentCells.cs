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
    InitializerArgument? biasInitializer, double dropout, double recurrentDropout, string? name) : Layer(name)
{
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
    private protected abstract int Gates { get; }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    internal override void Declare(ArgumentList arguments)
    {
        DeclareFirst(arguments);
        DeclareLast(arguments);
    }

    /// <summary>The arguments that recurrent layers have before their own.</summary>
    internal void DeclareFirst(ArgumentList arguments)
    {
        arguments.Add("units", ref units, Kinds.Size);
        arguments.Activation("activation", ref activation);
        DeclareGates(arguments);
        arguments.Add("use_bias", ref useBias, Kinds.Flag);
        arguments.Initializer("kernel_initializer", ref kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref biasInitializer, "zeros");
        DeclareBias(arguments);
        arguments.Add("dropout", ref dropout, Kinds.Number);
        arguments.Add("recurrent_dropout", ref recurrentDropout, Kinds.Number);
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

    /// <summary>The recurrence over a sequence's projections.</summary>
    internal abstract Func<Operation> Recurrence(LayerBinding layer);

    /// <summary>Whether the state has a bias of its own.</summary>
    internal virtual bool HasRecurrentBias => false;

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
    private protected override int Gates => 1;

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        return () => new SimpleRecurrence(activation);
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

    private protected override int Gates => 4;

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        ElementOperation gate = Activations.ElementOf(layer, "recurrent_activation", recurrentActivation);
        return () => new LstmRecurrence(activation, gate);
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

    private protected override int Gates => 3;

    internal override void DeclareLast(ArgumentList arguments) => arguments.Add("reset_after", ref resetAfter, Kinds.Flag);

    internal override Func<Operation> Recurrence(LayerBinding layer)
    {
        ElementOperation activation = ActivationOf(layer);
        ElementOperation gate = Activations.ElementOf(layer, "recurrent_activation", recurrentActivation);
        return resetAfter ? () => new GruRecurrence(activation, gate) : () => new EarlyResetGruRecurrence(activation, gate);
    }

    private protected override void DeclareGates(ArgumentList arguments) =>
        arguments.Activation("recurrent_activation", ref recurrentActivation);

    private protected override void BuildBias(BuiltLayer layer, InitializerArgument? initializer) =>
        layer.Weight("bias", resetAfter ? [2, checked(3 * Units)] : [checked(3 * Units)], initializer);
}

/// <summary>Cells one above the other: each one's input is the output of the one before.</summary>
/// <remarks>Source: <c>keras.layers.StackedRNNCells</c>.</remarks>
internal sealed class StackedRNNCells() : UncomputedLayer("StackedRNNCells")
{
    private IReadOnlyList<Layer> _cells = [];

    internal override void Declare(ArgumentList arguments) => arguments.Layers("cells", ref _cells);

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    internal override void Build(BuiltLayer layer)
    {
        PartialShape input = layer.Input;
        foreach (Layer cell in _cells)
        {
            layer.ChildOfList("cells", cell, input);
            input = input.WithFeatures(OutputSize(layer, cell));
        }
    }

    /// <summary>The units of a cell, or of the last cell of a stack.</summary>
    internal static long OutputSize(BuiltLayer layer, Layer cell) => cell switch
    {
        RecurrentCell { Units: var units } => units,
        StackedRNNCells { _cells: [.., Layer last] } => OutputSize(layer, last),
        StackedRNNCells => throw new FormatException($"a cell of {layer.Place}: cells is []; it must be a list of at least one cell."),
        { Origin.Config: var config } => config.Size("units"),
        _ => throw new FormatException($"a cell of {layer.Place} is of the class {cell.ClassName}, which is no cell."),
    };
}
