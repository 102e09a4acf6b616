using System.Numerics.Tensors;

namespace Seedbed.Autodiff.Operations.Arithmetic;

/// <summary>
/// y = max(a, b) or min(a, b) element by element, of one shape; the gradient goes to the one that it is, to the first where both are.
/// </summary>
/// <param name="isMaximum">Which of the two.</param>
internal sealed class Extremum(bool isMaximum) : Operation
{
    internal static Extremum Maximum { get; } = new(isMaximum: true);

    internal static Extremum Minimum { get; } = new(isMaximum: false);

    public override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
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

    public override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
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
