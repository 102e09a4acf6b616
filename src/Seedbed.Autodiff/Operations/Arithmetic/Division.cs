using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y = a / b element by element, of one shape.</summary>
public sealed class Division : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Division Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Divide<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
        ReadOnlySpan<T> divisor = inputs[1].Values<T>();
        if (inputs[0].NeedsGradient)
        {
            Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
            for (int i = 0; i < inner.Length; i++)
            {
                inner[i] += outer[i] / divisor[i];
            }
        }

        if (inputs[1].NeedsGradient)
        {
            Span<T> inner = tape.AddedGradient(inputs[1]).Values<T>();
            for (int i = 0; i < inner.Length; i++)
            {
                inner[i] -= outer[i] * output.Values<T>()[i] / divisor[i];
            }
        }
    }
}
