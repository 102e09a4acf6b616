using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>yᵢ = exp(xᵢ) / Σ exp(xⱼ) along the last axis.</summary>
public sealed class Softmax : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        int size = y[-1];
        for (int start = 0; start < y.Count; start += size)
        {
            // The largest term becomes exp(0): none overflows.
            Span<T> row = y.Values<T>().Slice(start, size);
            ReadOnlySpan<T> terms = inputs[0].Values<T>().Slice(start, size);
            TensorPrimitives.Subtract(terms, TensorPrimitives.Max(terms), row);
            RealFunctions.Exp<T>(row, row);
            TensorPrimitives.Multiply(row, T.One / Sums.Of<T>(row), row);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> outer = output.GradientMemory!.Values<T>();
        Span<T> inner = tape.ElementGradient(output, inputs[0], out WriteMode mode).Values<T>();
        int size = output[-1];
        for (int start = 0; start < inner.Length; start += size)
        {
            ReadOnlySpan<T> y = output.Values<T>().Slice(start, size);
            ReadOnlySpan<T> row = outer.Slice(start, size);
            T mean = Sums.OfProducts(y, row);
            for (int i = 0; i < size; i++)
            {
                T value = y[i] * (row[i] - mean);
                inner[start + i] = mode == WriteMode.Add ? inner[start + i] + value : value;
            }
        }
    }
}
