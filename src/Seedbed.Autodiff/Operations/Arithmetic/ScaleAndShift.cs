using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>y = scale·x + shift, both numbers.</summary>
/// <param name="scale">The factor.</param>
/// <param name="shift">The summand.</param>
public sealed class ScaleAndShift(double scale, double shift = 0) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        TensorPrimitives.Multiply(inputs[0].Values<T>(), T.CreateTruncating(scale), y.Values<T>());
        if (shift != 0)
        {
            TensorPrimitives.Add(y.Values<T>(), T.CreateTruncating(shift), y.Values<T>());
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        ReadOnlySpan<T> outer = output.GradientMemory!.Values<T>();
        Span<T> inner = tape.ElementGradient(output, inputs[0], out WriteMode mode).Values<T>();
        if (mode == WriteMode.Add)
        {
            TensorPrimitives.MultiplyAdd(outer, T.CreateTruncating(scale), inner, inner);
        }
        else
        {
            TensorPrimitives.Multiply(outer, T.CreateTruncating(scale), inner);
        }
    }
}
