using System.Numerics.Tensors;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Networks.Autodiff.Operations.Activations;

/// <summary>yᵢ = xᵢ − ln Σ exp(xⱼ) along the last axis.</summary>
internal sealed class LogSoftmax : Operation
{
    public override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        int size = y[-1];
        for (int start = 0; start < y.Count; start += size)
        {
            Span<T> row = y.Values<T>().Slice(start, size);
            ReadOnlySpan<T> x = inputs[0].Values<T>().Slice(start, size);
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), row);
            T sum = T.Zero;
            foreach (T term in row)
            {
                sum += T.Exp(term);
            }

            TensorPrimitives.Subtract(row, T.Log(sum), row);
        }

        return y;
    }

    public override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> outer = output.GradientMemory!.Values<T>();
        Span<T> inner = tape.ElementGradient(output, inputs[0], out ProductMode mode).Values<T>();
        int size = output[-1];
        for (int start = 0; start < inner.Length; start += size)
        {
            T sum = TensorPrimitives.Sum(outer.Slice(start, size));
            for (int i = start; i < start + size; i++)
            {
                T value = outer[i] - (T.Exp(output.Values<T>()[i]) * sum);
                inner[i] = mode == ProductMode.Add ? inner[i] + value : value;
            }
        }
    }
}
