using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y = a − b, of one shape.</summary>
public sealed class Subtraction : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Subtraction Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Subtract<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        if (inputs[1].NeedsGradient)
        {
            Span<T> inner = tape.Gradient(inputs[1], out WriteMode mode).Values<T>();
            if (mode == WriteMode.Add)
            {
                TensorPrimitives.Subtract(inner, output.Gradient!.Values<T>(), inner);
            }
            else
            {
                TensorPrimitives.Negate(output.Gradient!.Values<T>(), inner);
            }
        }

        if (inputs[0].NeedsGradient)
        {
            tape.Pass(output, inputs[0]);
        }
    }
}
