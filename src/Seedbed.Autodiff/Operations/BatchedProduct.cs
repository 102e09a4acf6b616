using Seedbed.Autodiff.Kernels;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff;

/// <summary>
/// yᵢ = aᵢ·bᵢ or aᵢ·bᵢᵀ for the matrices in the last two axes: a (…, m, k), b (…, k, n) or (…, n, k), y (…, m, n), the other axes alike.
/// </summary>
/// <param name="isTransposed">Whether the right factors are taken transposed.</param>
public sealed class BatchedProduct(bool isTransposed) : Operation
{
    internal override unsafe Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor a = inputs[0];
        Tensor y = tape.New([.. a.Dimensions[..^1], isTransposed ? inputs[1][-2] : inputs[1][-1]]);
        for (int i = 0; i < a.CountIn(..^2); i++)
        {
            MatrixView<T> right = isTransposed ? At<T>(inputs[1], i).Transposed : At<T>(inputs[1], i);
            Products.Multiply(tape, At<T>(a, i), right, At<T>(y, i), WriteMode.Overwrite);
        }

        return y;
    }

    internal override unsafe void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        (Tensor a, Tensor b) = (inputs[0], inputs[1]);
        for (int i = 0; i < a.CountIn(..^2); i++)
        {
            MatrixView<T> outer = At<T>(output.Gradient!, i);
            if (a.NeedsGradient)
            {
                MatrixView<T> right = isTransposed ? At<T>(b, i) : At<T>(b, i).Transposed;
                Products.Multiply(tape, outer, right, At<T>(Gradient(tape, a, i, out WriteMode mode), i), mode);
            }

            if (b.NeedsGradient)
            {
                (MatrixView<T> left, MatrixView<T> right) = isTransposed
                    ? (outer.Transposed, At<T>(a, i))
                    : (At<T>(a, i).Transposed, outer);
                Products.Multiply(tape, left, right, At<T>(Gradient(tape, b, i, out WriteMode mode), i), mode);
            }
        }
    }

    /// <summary>The first matrix decides whether there is a gradient to add to: all others then have to be cleared before.</summary>
    private static Tensor Gradient(Tape tape, Tensor input, int matrix, out WriteMode mode)
    {
        mode = WriteMode.Add;
        return matrix == 0 ? tape.AddedGradient(input) : input.GradientMemory!;
    }

    private static unsafe MatrixView<T> At<T>(Tensor tensor, int matrix)
        where T : unmanaged => Products.Matrix(tensor.First<T>() + ((nint)matrix * tensor[-2] * tensor[-1]), tensor[-2], tensor[-1]);
}
