using System.Numerics;

namespace Seedbed.Autodiff;

/// <summary>y = −ln p[label] along the last axis: predictions (…, classes), labels as many whole numbers as rows, y (…).</summary>
/// <param name="areLogits">Whether predictions are logits, not probabilities.</param>
public sealed class SparseCategoricalCrossentropyOperation(bool areLogits) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor scores = inputs[0];
        int classes = scores[-1];
        Tensor y = tape.New(scores.Dimensions[..^1]);
        Tensor logarithms = tape.New(classes);
        for (int row = 0; row < y.Count; row++)
        {
            CrossEntropyTerms.Logarithms(scores.Values<T>().Slice(row * classes, classes), areLogits, logarithms.Values<T>());
            y.Values<T>()[row] = -logarithms.Values<T>()[Label<T>(inputs[1], row, classes)];
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int classes = inputs[0][-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        Span<T> target = tape.Zeros(classes).Values<T>();
        Span<T> scratch = tape.New(classes).Values<T>();
        for (int row = 0; row < output.Count; row++)
        {
            int label = Label<T>(inputs[1], row, classes);
            target[label] = T.One;
            Range range = (row * classes)..((row + 1) * classes);
            CrossEntropyTerms.AddGradient(
                inputs[0].Values<T>()[range], areLogits, target, output.Gradient!.Values<T>()[row], gradient[range], scratch);
            target[label] = T.Zero;
        }
    }

    private static int Label<T>(Tensor labels, int row, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T label = labels.Values<T>()[row];
        return label >= T.Zero && label < T.CreateChecked(classes) && T.IsInteger(label)
            ? int.CreateChecked(label)
            : throw new ArgumentException(
                $"the label of row {row} is {label}; with {classes} classes it must be an integer from 0 to {classes - 1}.");
    }
}
