using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = mean of −(t·ln p + (1 − t)·ln(1 − p)) along the last axis: predictions and targets (…, n), y (…).</summary>
/// <param name="areLogits">Whether predictions are logits, not probabilities.</param>
/// <remarks>
/// Source: <c>binary_crossentropy</c> of <c>keras.src.backend.torch.nn</c>. Of a logit x it is max(x, 0) − x·t + ln(1 + exp(−|x|)).
/// </remarks>
public sealed class BinaryCrossentropyOperation(bool areLogits) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        int size = inputs[0][-1];
        Tensor y = tape.New(inputs[0].Dimensions[..^1]);
        Tensor losses = tape.New(inputs[0].Dimensions);
        if (areLogits)
        {
            OfLogits<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), losses.Values<T>());
        }
        else
        {
            Tensor opposite = tape.New(inputs[0].Dimensions);
            OfProbabilities(inputs[0].Values<T>(), inputs[1].Values<T>(), losses.Values<T>(), opposite.Values<T>());
            tape.Release(opposite);
        }

        for (int row = 0; row < y.Count; row++)
        {
            y.Values<T>()[row] = Sums.Of<T>(losses.Values<T>().Slice(row * size, size)) / T.CreateChecked(size);
        }

        tape.Release(losses);
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int size = inputs[0][-1];
        ReadOnlySpan<T> scores = inputs[0].Values<T>();
        ReadOnlySpan<T> targets = inputs[1].Values<T>();
        Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
        Tensor slopes = tape.New(inputs[0].Dimensions);
        Slopes(scores, targets, slopes.Values<T>());
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += output.Gradient!.Values<T>()[i / size] / T.CreateChecked(size) * slopes.Values<T>()[i];
        }

        tape.Release(slopes);
    }

    private static void OfLogits<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RealFunctions.SoftplusRest(scores, losses);
        for (int i = 0; i < scores.Length; i++)
        {
            losses[i] += T.Max(scores[i], T.Zero) - (scores[i] * targets[i]);
        }
    }

    private static void OfProbabilities<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, Span<T> losses, Span<T> opposite)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T epsilon = T.CreateChecked(CrossEntropyTerms.Epsilon);
        TensorPrimitives.Clamp(scores, epsilon, T.One - epsilon, losses);
        TensorPrimitives.Subtract(T.One, losses, opposite);
        RealFunctions.Log<T>(losses, losses);
        RealFunctions.Log<T>(opposite, opposite);
        for (int i = 0; i < scores.Length; i++)
        {
            losses[i] = -((targets[i] * losses[i]) + ((T.One - targets[i]) * opposite[i]));
        }
    }

    private void Slopes<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            RealFunctions.Sigmoid(scores, slopes);
            TensorPrimitives.Subtract(slopes, targets, slopes);
            return;
        }

        T epsilon = T.CreateChecked(CrossEntropyTerms.Epsilon);
        for (int i = 0; i < scores.Length; i++)
        {
            T score = scores[i];
            slopes[i] = score < epsilon || score > T.One - epsilon ? T.Zero : (score - targets[i]) / (score * (T.One - score));
        }
    }
}
