using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>yᵢ = Σⱼ xᵢⱼ: x (rows, n), y (rows).</summary>
public sealed class RowSum : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0][0]);
        int size = inputs[0][1];
        for (int row = 0; row < y.Count; row++)
        {
            y.Values<T>()[row] = Sums.Of<T>(inputs[0].Values<T>().Slice(row * size, size));
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> inner = tape.Gradient(inputs[0], out WriteMode mode).Values<T>();
        int size = inputs[0][1];
        for (int row = 0; row < output.Count; row++)
        {
            Span<T> line = inner.Slice(row * size, size);
            T outer = output.Gradient!.Values<T>()[row];
            if (mode == WriteMode.Add)
            {
                TensorPrimitives.Add(line, outer, line);
            }
            else
            {
                line.Fill(outer);
            }
        }
    }
}
