namespace Seedbed.Autodiff;

/// <summary>y = a where a condition holds, else b of the same shape, or, where there is no b, one value.</summary>
/// <param name="condition">
/// For each element, or for equal numbers of elements that follow each other, such as the features of a step, whether a is taken.
/// </param>
/// <param name="otherwise">What stands where the condition does not hold and there is no b.</param>
public sealed class Selection(bool[] condition, double otherwise = 0) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(inputs[0].Dimensions);
        int block = BlockOf(y);
        for (int i = 0; i < condition.Length; i++)
        {
            Span<T> values = y.Values<T>().Slice(i * block, block);
            if (condition[i] || inputs.Length > 1)
            {
                inputs[condition[i] ? 0 : 1].Values<T>().Slice(i * block, block).CopyTo(values);
            }
            else
            {
                values.Fill(T.CreateTruncating(otherwise));
            }
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int block = BlockOf(output);
        for (int input = 0; input < inputs.Length; input++)
        {
            if (!inputs[input].NeedsGradient)
            {
                continue;
            }

            Span<T> inner = tape.AddedGradient(inputs[input]).Values<T>();
            for (int i = 0; i < inner.Length; i++)
            {
                inner[i] += condition[i / block] == (input == 0) ? output.Gradient!.Values<T>()[i] : T.Zero;
            }
        }
    }

    private int BlockOf(Tensor y) => condition.Length > 0 && y.Count % condition.Length == 0
        ? y.Count / condition.Length
        : throw new ArgumentException(
            $"a condition of {condition.Length} elements cannot select from the shape {y.ShapeText}; its number must divide that of the "
            + "elements.");
}
