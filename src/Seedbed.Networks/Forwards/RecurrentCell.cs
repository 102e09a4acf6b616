using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Autodiff.Operations.Recurrent;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>A cell with its weights: from a sequence to the states after each step.</summary>
internal sealed class RecurrentCell
{
    private readonly Tensor _kernel;
    private readonly Tensor _recurrentKernel;
    private readonly Tensor? _bias;
    private readonly Func<Operation> _recurrence;
    private readonly bool _hasRecurrentBias;

    private RecurrentCell(LayerBinding cell, int stateCount, Func<Operation> recurrence, bool hasRecurrentBias = false)
    {
        _kernel = cell.Weight("kernel");
        _recurrentKernel = cell.Weight("recurrent_kernel");
        _bias = cell.FindWeight("bias");
        _recurrence = recurrence;
        _hasRecurrentBias = hasRecurrentBias && _bias is not null;
        StateCount = stateCount;
    }

    /// <summary>Features of a step.</summary>
    internal int Inputs => _kernel[0];

    internal int Units => _recurrentKernel[0];

    /// <summary>1, or 2 where the cell has a memory beside its state.</summary>
    internal int StateCount { get; }

    /// <summary>The cell of a recurrent layer.</summary>
    internal static RecurrentCell Of(LayerBinding cell)
    {
        ElementOperation activation = Activations.ElementOf(cell, "activation", "tanh");
        switch (cell.Scope.ClassName)
        {
            case "SimpleRNNCell":
                return new RecurrentCell(cell, 1, () => new SimpleRecurrence(activation));
            case "LSTMCell":
                ElementOperation gate = Activations.ElementOf(cell, "recurrent_activation", "sigmoid");
                return new RecurrentCell(cell, 2, () => new LstmRecurrence(activation, gate));
            case "GRUCell":
                ElementOperation switchFunction = Activations.ElementOf(cell, "recurrent_activation", "sigmoid");
                return cell.Config.Flag("reset_after", true)
                    ? new RecurrentCell(cell, 1, () => new GruRecurrence(activation, switchFunction), hasRecurrentBias: true)
                    : new RecurrentCell(cell, 1, () => new EarlyResetGruRecurrence(activation, switchFunction));
            default:
                throw new FormatException(
                    $"{cell.Place}: cells of the class {cell.Scope.ClassName} are not computed here; computed are SimpleRNNCell, LSTMCell, "
                    + "GRUCell.");
        }
    }

    /// <summary>The states (batch, rows, units): the initial one, then one after each step.</summary>
    internal Tensor Run(Tape tape, Tensor x, Tensor[] initial)
    {
        Tensor? bias = _hasRecurrentBias ? Rearrangement.Pick(tape, _bias!, 0, 0) : _bias;
        Tensor projections = bias is null
            ? tape.Apply(DenseProduct.Instance, x, _kernel)
            : tape.Apply(DenseProduct.Instance, x, _kernel, bias);
        return _hasRecurrentBias
            ? tape.Apply(_recurrence(), [projections, _recurrentKernel, .. initial, Rearrangement.Pick(tape, _bias!, 0, 1)])
            : tape.Apply(_recurrence(), [projections, _recurrentKernel, .. initial]);
    }
}
