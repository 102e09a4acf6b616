using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>yᵢ = xᵢ − ln Σ exp(xⱼ) along the last axis.</summary>
internal sealed class LogSoftmax : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        int size = y[-1];
        for (int start = 0; start < y.Count; start += size)
        {
            Span<T> row = y.Values<T>().Slice(start, size);
            ReadOnlySpan<T> x = inputs[0].Values<T>().Slice(start, size);
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), row);
            TensorPrimitives.Subtract(row, RealFunctions.Log(RealFunctions.SumOfExp<T>(row)), row);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> outer = output.GradientMemory!.Values<T>();
        Span<T> inner = tape.ElementGradient(output, inputs[0], out WriteMode mode).Values<T>();
        int size = output[-1];
        Span<T> shares = tape.New(size).Values<T>();
        for (int start = 0; start < inner.Length; start += size)
        {
            T sum = Sums.Of(outer.Slice(start, size));
            RealFunctions.Exp(output.Values<T>().Slice(start, size), shares);
            for (int i = 0; i < size; i++)
            {
                T value = outer[start + i] - (shares[i] * sum);
                inner[start + i] = mode == WriteMode.Add ? inner[start + i] + value : value;
            }
        }
    }
}
