using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>The products of a cell's kernels with inputs and states in one call, without what its dropouts leave out.</summary>
/// <remarks>
/// As in Keras every gate has masks of its own where the states drop something; else the inputs have one mask for all gates.
/// </remarks>
internal sealed class CellProducts
{
    private readonly LayerBinding _binding;
    private readonly Tape _tape;
    private readonly int _gates;
    private readonly Tensor _kernel;
    private readonly Tensor _recurrentKernel;
    private readonly Tensor? _bias;
    private readonly Tensor? _recurrentBias;
    private readonly Tensor[] _inputMasks;
    private readonly Tensor[] _stateMasks;

    internal CellProducts(LayerBinding binding, RecurrentCell cell, ForwardCall call, int batch, long? seed)
    {
        (_binding, _tape) = (binding, call.Tape);
        _kernel = binding.Weight("kernel");
        _recurrentKernel = binding.Weight("recurrent_kernel");
        _gates = cell.Gates;
        Tensor? bias = binding.FindWeight("bias");
        _bias = cell.HasRecurrentBias && bias is not null ? Rearrangement.Pick(_tape, bias, 0, 0) : bias;
        _recurrentBias = cell.HasRecurrentBias && bias is not null ? Rearrangement.Pick(_tape, bias, 0, 1) : null;
        _inputMasks = Masks(cell.Dropout, cell.RecurrentDropout > 0 ? _gates : 1, _kernel[0]);
        _stateMasks = Masks(cell.RecurrentDropout, _gates, Units);

        Tensor[] Masks(double rate, int count, int size) => rate > 0 && call.IsTraining
            ? [.. Enumerable.Range(0, count).Select(_ => Noise.Mask(binding, call.Tape, rate, seed, batch, size))]
            : [];
    }

    private int Units => _recurrentKernel[0];

    /// <summary>x·W + b, all gates side by side.</summary>
    internal Tensor OfInput(Tensor x)
    {
        Tensor product = Of(x, _kernel, _bias, _inputMasks, 0, _gates);
        _binding.SeeProduct(product);
        return product;
    }

    /// <summary>h·U, and what else is added to it, all gates side by side.</summary>
    internal Tensor OfState(Tensor state) => OfState(state, 0, _gates);

    /// <summary>The same for some gates.</summary>
    internal Tensor OfState(Tensor state, int first, int count) =>
        Of(state, _recurrentKernel, _recurrentBias, _stateMasks, first, count);

    /// <summary>One gate of several side by side.</summary>
    internal Tensor Gate(Tensor gates, int gate) => Rearrangement.Slice(_tape, gates, [0, gate * Units], [gates[0], Units]);

    private Tensor Of(Tensor x, Tensor kernel, Tensor? bias, Tensor[] masks, int first, int count)
    {
        if (masks.Length > 1)
        {
            return Placement.Concatenate(_tape, 1, [.. Enumerable.Range(first, count)
                .Select(gate => Product(_tape.Apply(Multiplication.Instance, x, masks[gate]), kernel, bias, gate, 1))]);
        }

        Tensor kept = masks is [Tensor mask] ? _tape.Apply(Multiplication.Instance, x, mask) : x;
        return Product(kept, kernel, bias, first, count);
    }

    private Tensor Product(Tensor x, Tensor kernel, Tensor? bias, int first, int count)
    {
        if (count < _gates)
        {
            (int start, int size) = (first * Units, count * Units);
            kernel = Rearrangement.Slice(_tape, kernel, [0, start], [kernel[0], size]);
            bias = bias is null ? null : Rearrangement.Slice(_tape, bias, [start], [size]);
        }

        return bias is null ? _tape.Apply(DenseProduct.Instance, x, kernel) : _tape.Apply(DenseProduct.Instance, x, kernel, bias);
    }
}
