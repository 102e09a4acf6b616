using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = −Σ targetᵢ·ln pᵢ along the last axis: predictions (…, classes), targets (…, classes), y (…).</summary>
/// <param name="areLogits">Whether predictions are logits, not probabilities.</param>
public sealed class CategoricalCrossentropyOperation(bool areLogits) : Operation
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
            y.Values<T>()[row] = -Sums.OfProducts<T>(inputs[1].Values<T>().Slice(row * classes, classes), logarithms.Values<T>());
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int classes = inputs[0][-1];
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        Span<T> scratch = tape.New(classes).Values<T>();
        for (int row = 0; row < output.Count; row++)
        {
            Range range = (row * classes)..((row + 1) * classes);
            CrossEntropyTerms.AddGradient(
                inputs[0].Values<T>()[range], areLogits, inputs[1].Values<T>()[range], output.Gradient!.Values<T>()[row], gradient[range],
                scratch);
        }
    }
}
