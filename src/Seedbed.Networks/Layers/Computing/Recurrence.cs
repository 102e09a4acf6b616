using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>A cell with its weights: from a sequence to the states after each step.</summary>
internal sealed class Recurrence(LayerBinding binding, RecurrentCell cell)
{
    private readonly Tensor _kernel = binding.Weight("kernel");
    private readonly Tensor _recurrentKernel = binding.Weight("recurrent_kernel");
    private readonly Tensor? _bias = binding.FindWeight("bias");
    private readonly Func<Operation> _recurrence = cell.Recurrence(binding);

    internal int Units => _recurrentKernel[0];

    /// <summary>1, or 2 where the cell has a memory beside its state.</summary>
    internal int StateCount => cell.StateCount;

    /// <summary>The input, if the cell takes it.</summary>
    /// <exception cref="ArgumentException">It is no sequence of the cell's features.</exception>
    internal Tensor Checked(LayerBinding layer, Tensor x) =>
        x.Rank == 3 && x[2] == _kernel[0] && x[1] > 0
            ? x
            : throw layer.Misfit(x, $"[batch, steps, {_kernel[0]}], as its kernel was built");

    /// <summary>The states (batch, rows, units): the initial one, then one after each step.</summary>
    internal Tensor Run(Tape tape, Tensor x, Tensor[] initial)
    {
        bool hasTwo = cell.HasRecurrentBias && _bias is not null;
        Tensor? bias = hasTwo ? Rearrangement.Pick(tape, _bias!, 0, 0) : _bias;
        Tensor projections = bias is null
            ? tape.Apply(DenseProduct.Instance, x, _kernel)
            : tape.Apply(DenseProduct.Instance, x, _kernel, bias);
        binding.SeeProduct(projections);
        return hasTwo
            ? tape.Apply(_recurrence(), [projections, _recurrentKernel, .. initial, Rearrangement.Pick(tape, _bias!, 0, 1)])
            : tape.Apply(_recurrence(), [projections, _recurrentKernel, .. initial]);
    }
}
