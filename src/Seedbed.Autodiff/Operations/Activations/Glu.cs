using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = a·σ(b), a and b the halves of the last axis, which has an even size.</summary>
/// <remarks>Dauphin et al. 2017, equation 1.</remarks>
internal sealed class Glu : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int half = inputs[0][-1] / 2;
        if (inputs[0][-1] != 2 * half)
        {
            throw new ArgumentException($"glu is applied to a tensor of the shape {inputs[0].ShapeText}; its last size must be even.");
        }

        Tensor y = tape.New([.. inputs[0].Dimensions[..^1], half]);
        for (int start = 0; start < y.Count; start += half)
        {
            Span<T> row = y.Values<T>().Slice(start, half);
            ReadOnlySpan<T> x = inputs[0].Values<T>().Slice(2 * start, 2 * half);
            RealFunctions.Sigmoid(x[half..], row);
            TensorPrimitives.Multiply(row, x[..half], row);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int half = output[-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        Span<T> gates = tape.New(half).Values<T>();
        for (int start = 0; start < output.Count; start += half)
        {
            ReadOnlySpan<T> x = inputs[0].Values<T>().Slice(2 * start, 2 * half);
            ReadOnlySpan<T> outer = output.Gradient!.Values<T>().Slice(start, half);
            Span<T> inner = gradient.Slice(2 * start, 2 * half);
            RealFunctions.Sigmoid(x[half..], gates);
            for (int i = 0; i < half; i++)
            {
                inner[i] += outer[i] * gates[i];
                inner[half + i] += outer[i] * x[i] * gates[i] * (T.One - gates[i]);
            }
        }
    }
}
