using System.Numerics;

namespace Seedbed.Networks.Autodiff.Operations.Losses;

/// <summary>y = mean of −(t·ln p + (1 − t)·ln(1 − p)) along the last axis: predictions and targets (…, n), y (…).</summary>
/// <param name="areLogits">Whether predictions are logits, not probabilities.</param>
/// <remarks>Source: <c>binary_crossentropy</c> of <c>keras.src.backend.torch.nn</c>. Of a logit x it is max(x, 0) − x·t + ln(1 + exp(−|x|)).</remarks>
internal sealed class BinaryCrossEntropy(bool areLogits) : Operation
{
    public override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int size = inputs[0][-1];
        Tensor y = tape.New(inputs[0].Dimensions[..^1]);
        ReadOnlySpan<T> scores = inputs[0].Values<T>();
        ReadOnlySpan<T> targets = inputs[1].Values<T>();
        for (int row = 0; row < y.Count; row++)
        {
            T sum = T.Zero;
            for (int i = row * size; i < (row + 1) * size; i++)
            {
                sum += Loss(scores[i], targets[i]);
            }

            y.Values<T>()[row] = sum / T.CreateChecked(size);
        }

        return y;
    }

    public override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = inputs[0][-1];
        ReadOnlySpan<T> scores = inputs[0].Values<T>();
        ReadOnlySpan<T> targets = inputs[1].Values<T>();
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += output.Gradient!.Values<T>()[i / size] / T.CreateChecked(size) * Slope(scores[i], targets[i]);
        }
    }

    private T Loss<T>(T score, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            return T.Max(score, T.Zero) - (score * target) + T.LogP1(T.Exp(-T.Abs(score)));
        }

        T epsilon = T.CreateChecked(CrossEntropyTerms.Epsilon);
        T share = T.Clamp(score, epsilon, T.One - epsilon);
        return -((target * T.Log(share)) + ((T.One - target) * T.Log(T.One - share)));
    }

    private T Slope<T>(T score, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            return (T.One / (T.One + T.Exp(-score))) - target;
        }

        T epsilon = T.CreateChecked(CrossEntropyTerms.Epsilon);
        return score < epsilon || score > T.One - epsilon ? T.Zero : (score - target) / (score * (T.One - score));
    }
}
