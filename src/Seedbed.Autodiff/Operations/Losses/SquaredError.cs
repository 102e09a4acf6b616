using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = mean of (p − t)² along the last axis: predictions and targets (…, n), y (…).</summary>
public sealed class SquaredError : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static SquaredError Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int size = inputs[0][-1];
        Tensor y = tape.New(inputs[0].Dimensions[..^1]);
        Tensor differences = tape.New(size);
        for (int row = 0; row < y.Count; row++)
        {
            Range range = (row * size)..((row + 1) * size);
            TensorPrimitives.Subtract<T>(inputs[0].Values<T>()[range], inputs[1].Values<T>()[range], differences.Values<T>());
            y.Values<T>()[row] = Sums.OfSquares<T>(differences.Values<T>()) / T.CreateChecked(size);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = inputs[0][-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        for (int i = 0; i < gradient.Length; i++)
        {
            T factor = T.CreateChecked(2) / T.CreateChecked(size) * output.Gradient!.Values<T>()[i / size];
            gradient[i] += factor * (inputs[0].Values<T>()[i] - inputs[1].Values<T>()[i]);
        }
    }
}
