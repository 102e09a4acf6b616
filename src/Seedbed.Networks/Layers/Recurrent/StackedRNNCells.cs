using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Cells one above the other: each one's input is the output of the one before.</summary>
/// <remarks>Source: <c>keras.layers.StackedRNNCells</c>.</remarks>
internal sealed class StackedRNNCells() : UncomputedLayer("StackedRNNCells"), ISteppedCell
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

    /// <summary>The states of all cells, one behind the other.</summary>
    public Tensor[] InitialStates(LayerBinding cell, Tape tape, int[] step) =>
        [.. cell.Layers.SelectMany(child => Stepped(child).InitialStates(child, tape, step))];

    public CellStep Begin(LayerBinding cell, ForwardCall call, int[] step, long? seed)
    {
        List<(CellStep Step, int States)> cells = [];
        foreach (LayerBinding child in cell.Layers)
        {
            int count = StateSizes(child.Built, child.Built.Layer).Count();
            cells.Add((Stepped(child).Begin(child, call, step, seed), count));
            step = [step[0], checked((int)OutputSize(child.Built, child.Built.Layer))];
        }

        return (x, states) =>
        {
            List<Tensor> next = [];
            foreach ((CellStep run, int count) in cells)
            {
                (x, Tensor[] own) = run(x, states[next.Count..(next.Count + count)]);
                next.AddRange(own);
            }

            return (x, [.. next]);
        };
    }

    /// <summary>A cell that is computed.</summary>
    /// <exception cref="FormatException">Its class is none, or what a file says of it is not computed.</exception>
    internal static ISteppedCell Stepped(LayerBinding cell) =>
        cell.Built.Layer.Origin?.ComputingFault is { } fault ? throw fault
        : cell.Built.Layer is ISteppedCell stepped and not IOwnCell { HasStep: false } ? stepped
        : throw new FormatException(
            $"{cell.Place}: cells of the class {cell.Built.Layer.ClassName.Excerpt()} are not computed here; computed are SimpleRNNCell, "
            + "LSTMCell, GRUCell, StackedRNNCells, and in C# a cell of your own, whose state_sizes its description has and whose step "
            + "CustomLayers.WithStep gives (docs/custom-layers.md).");

    /// <summary>The sizes of a cell's states; none where they are not known.</summary>
    internal static IEnumerable<long> StateSizes(BuiltLayer layer, Layer cell) => cell switch
    {
        RecurrentCell known => Enumerable.Repeat(known.Units, known.StateCount),
        StackedRNNCells { _cells: var cells } => cells.SelectMany(each => StateSizes(layer, each)),
        IOwnCell own => own.StateSizes,
        _ => [],
    };

    /// <summary>The units of a cell, or of the last cell of a stack.</summary>
    internal static long OutputSize(BuiltLayer layer, Layer cell) => cell switch
    {
        RecurrentCell { Units: var units } => units,
        StackedRNNCells { _cells: [.., Layer last] } => OutputSize(layer, last),
        StackedRNNCells => throw new FormatException($"a cell of {layer.Place}: cells is []; it must be a list of at least one cell."),
        IOwnCell { StateSizes: [long size, ..] } => size,
        { Origin.Config: var config } => config.Size("units"),
        _ => throw new FormatException($"a cell of {layer.Place} is of the class {cell.ClassName}, which is no cell."),
    };
}
