using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>yᵢ = maxⱼ xᵢⱼ or minⱼ xᵢⱼ: x (rows, n), y (rows). The gradient is shared by all elements that it is.</summary>
/// <param name="isMaximum">Which of the two.</param>
public sealed class RowExtremum(bool isMaximum) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int size = inputs[0][1];
        Tensor y = tape.New(inputs[0][0]);
        for (int row = 0; row < y.Count; row++)
        {
            ReadOnlySpan<T> line = inputs[0].Values<T>().Slice(row * size, size);
            y.Values<T>()[row] = isMaximum ? TensorPrimitives.Max(line) : TensorPrimitives.Min(line);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
        int size = inputs[0][1];
        for (int row = 0; row < output.Count; row++)
        {
            ReadOnlySpan<T> line = inputs[0].Values<T>().Slice(row * size, size);
            T value = output.Values<T>()[row];
            T share = output.Gradient!.Values<T>()[row] / T.CreateChecked(Math.Max(1, line.Count(value)));
            for (int i = 0; i < size; i++)
            {
                inner[(row * size) + i] += line[i] == value ? share : T.Zero;
            }
        }
    }
}
