using Seedbed.Autodiff.Kernels;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff;

/// <summary>y = f(x·W + b): x (…, inputs), W (inputs, units), b (units) or absent.</summary>
/// <param name="activation">f, whose slope follows from y; null for none.</param>
public sealed class DenseProduct(ElementOperation? activation = null) : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static DenseProduct Instance { get; } = new();

    internal override unsafe Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        Tensor y = tape.New([.. x.Dimensions[..^1], kernel[1]]);
        int rows = x.CountIn(..^1);
        MatrixProduct.Multiply(
            Products.Matrix(x.First<T>(), rows, x[-1]),
            Products.Matrix(kernel.First<T>(), kernel[0], kernel[1]),
            Products.Matrix(y.First<T>(), rows, kernel[1]),
            Products.RowsOf<T>(inputs.Length > 2 ? inputs[2] : null, rows),
            tape.Execution);
        if (activation is not null)
        {
            Chunks.Run(y.Count, tape.Execution,
                (start, length) => activation.Evaluate<T>(y.Values<T>().Slice(start, length), y.Values<T>().Slice(start, length)));
        }

        return y;
    }

    internal override unsafe void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        Tensor kernel = inputs[1];
        int rows = x.CountIn(..^1);
        Tensor outer = activation is null ? output.Gradient! : activation.PullBackInto(tape, output);
        MatrixView<T> gradient = Products.Matrix(outer.First<T>(), rows, kernel[1]);
        if (inputs.Length > 2 && inputs[2].NeedsGradient)
        {
            Tensor bias = tape.Gradient(inputs[2], out WriteMode mode);
            Rows.Sum<T>(outer.Values<T>(), bias.Values<T>(), mode);
        }

        if (kernel.NeedsGradient)
        {
            T* sum = tape.Gradient(kernel, out WriteMode mode).First<T>();
            Products.Multiply(
                tape, Products.Matrix(x.First<T>(), rows, x[-1]).Transposed, gradient, Products.Matrix(sum, kernel[0], kernel[1]), mode);
        }

        if (x.NeedsGradient)
        {
            T* sum = tape.Gradient(x, out WriteMode mode).First<T>();
            Products.Multiply(tape, gradient, Products.Matrix(kernel.First<T>(), kernel[0], kernel[1]).Transposed,
                Products.Matrix(sum, rows, x[-1]), mode);
        }
    }
}
