using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y = a·b element by element, of one shape.</summary>
public sealed class Multiplication : Operation
{
    /// <summary>The operation, which has no state.</summary>
    public static Multiplication Instance { get; } = new();

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Multiply<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Pull<T>(tape, inputs[0], inputs[1], output);
        Pull<T>(tape, inputs[1], inputs[0], output);
    }

    private static void Pull<T>(Tape tape, Tensor input, Tensor other, Tensor output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!input.NeedsGradient)
        {
            return;
        }

        Span<T> inner = tape.Gradient(input, out WriteMode mode).Values<T>();
        if (mode == WriteMode.Add)
        {
            TensorPrimitives.MultiplyAdd(output.Gradient!.Values<T>(), other.Values<T>(), inner, inner);
        }
        else
        {
            TensorPrimitives.Multiply<T>(output.Gradient!.Values<T>(), other.Values<T>(), inner);
        }
    }
}
