using Seedbed.Autodiff;

namespace Seedbed.Layers;

/// <summary>
/// The product that an equation tells. Labels of both factors and the output count a batch of matrices, those that the output lacks are
/// summed over, the others are rows and columns.
/// </summary>
/// <param name="equation">The equation.</param>
/// <param name="kernel">The right factor.</param>
internal sealed class EinsumProduct(EinsumEquation equation, Tensor kernel)
{
    /// <summary>Labels of the axes that the equation does not name; no letters, so that none is its own.</summary>
    private const char FirstElided = '\u0100';

    /// <summary>The product with an input.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">The left factor.</param>
    /// <param name="fault">
    /// The exception for an equation of so many axes in which a label stands twice in a factor, or, of none, for sizes that differ along a
    /// label of both.
    /// </param>
    internal Tensor Of(Tape tape, Tensor x, Func<int?, Exception> fault)
    {
        string elided = new([.. Enumerable.Range(FirstElided, Math.Max(0, x.Rank - equation.Input.Length)).Select(label => (char)label)]);
        string input = equation.ElidesLeft ? elided + equation.Input : equation.Input + elided;
        string output = equation.ElidesLeft ? elided + equation.Output : equation.Output + elided;
        Dictionary<char, int> sizes = Sizes(x, input, fault);
        string shared = new([.. output.Where(label => input.Contains(label, StringComparison.Ordinal) && InKernel(label))]);
        string rows = new([.. output.Where(label => !InKernel(label))]);
        string columns = new([.. output.Where(label => !input.Contains(label, StringComparison.Ordinal))]);
        string summed = new([.. input.Union(equation.Kernel).Except(output)]);

        Tensor left = Ordered(tape, x, input, shared + rows + summed, sizes);
        Tensor right = Ordered(tape, kernel, equation.Kernel, shared + summed + columns, sizes);
        (int batch, int height, int depth, int width) = (Count(shared), Count(rows), Count(summed), Count(columns));
        Tensor product = shared.Length == 0
            ? tape.Apply(DenseProduct.Instance, Shaped(left, height, depth), Shaped(right, depth, width))
            : tape.Apply(new BatchedProduct(isTransposed: false), Shaped(left, batch, height, depth), Shaped(right, batch, depth, width));
        string order = shared + rows + columns;
        return Permuted(tape, Shaped(product, [.. order.Select(label => sizes[label])]), order, output);

        int Count(string labels) => labels.Aggregate(1, (count, label) => count * sizes[label]);

        Tensor Shaped(Tensor tensor, params int[] dimensions) => Autodiff.Reshape.Of(tape, tensor, dimensions);
    }

    private bool InKernel(char label) => equation.Kernel.Contains(label, StringComparison.Ordinal);

    private Dictionary<char, int> Sizes(Tensor x, string input, Func<int?, Exception> fault)
    {
        bool isDistinct = input.Distinct().Count() == input.Length && equation.Kernel.Distinct().Count() == equation.Kernel.Length;
        if (!isDistinct)
        {
            throw fault(input.Length);
        }

        Dictionary<char, int> sizes = [];
        foreach ((char label, int axis) in equation.Kernel.Select((label, axis) => (label, axis)))
        {
            sizes[label] = kernel[axis];
        }

        bool fits = x.Rank == input.Length
            && input.Select((label, axis) => sizes.TryAdd(label, x[axis]) || sizes[label] == x[axis]).All(fit => fit);
        return fits ? sizes : throw fault(null);
    }

    /// <summary>The axes in an order, those it lacks repeated.</summary>
    private static Tensor Ordered(Tape tape, Tensor x, string labels, string order, Dictionary<char, int> sizes)
    {
        string own = new([.. order.Where(label => labels.Contains(label, StringComparison.Ordinal))]);
        Tensor moved = Permuted(tape, x, labels, own);
        if (own == order)
        {
            return moved;
        }

        int[] split = [.. order.Select(label => own.Contains(label, StringComparison.Ordinal) ? sizes[label] : 1)];
        return Rearrangement.Expand(tape, Autodiff.Reshape.Of(tape, moved, split), [.. order.Select(label => sizes[label])]);
    }

    private static Tensor Permuted(Tape tape, Tensor x, string labels, string order) => labels == order
        ? x
        : Rearrangement.Permute(tape, x, [.. order.Select(label => labels.IndexOf(label, StringComparison.Ordinal))]);
}
