using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>
/// y = max(a, b) or min(a, b) element by element, of one shape; the gradient goes to the one that it is, to the first where both are.
/// </summary>
/// <param name="isMaximum">Which of the two.</param>
public sealed class Extremum(bool isMaximum) : Operation
{
    /// <summary>The larger of two.</summary>
    public static Extremum Maximum { get; } = new(isMaximum: true);

    /// <summary>The smaller of two.</summary>
    public static Extremum Minimum { get; } = new(isMaximum: false);

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        if (isMaximum)
        {
            TensorPrimitives.Max<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        }
        else
        {
            TensorPrimitives.Min<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), y.Values<T>());
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        for (int input = 0; input < 2; input++)
        {
            if (!inputs[input].NeedsGradient)
            {
                continue;
            }

            Span<T> inner = tape.AddedGradient(inputs[input]).Values<T>();
            for (int i = 0; i < inner.Length; i++)
            {
                bool isFirst = inputs[0].Values<T>()[i] == output.Values<T>()[i];
                inner[i] += isFirst == (input == 0) ? output.Gradient!.Values<T>()[i] : T.Zero;
            }
        }
    }
}
