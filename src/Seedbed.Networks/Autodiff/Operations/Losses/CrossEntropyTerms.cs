using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Networks.Autodiff.Operations.Losses;

/// <summary>
/// ln p along a row of scores: of logits, ln softmax; of probabilities, ln of their shares of the row's sum, kept between ε and 1 − ε as Keras keeps them.
/// </summary>
/// <remarks>Source: <c>categorical_crossentropy</c> of <c>keras.src.backend.torch.nn</c>; ε is <c>keras.config.epsilon()</c>.</remarks>
internal static class CrossEntropyTerms
{
    internal const double Epsilon = 1e-7;

    /// <summary>The logarithms of all classes.</summary>
    internal static void Logarithms<T>(ReadOnlySpan<T> scores, bool areLogits, Span<T> logarithms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), logarithms);
            T sum = T.Zero;
            foreach (T term in logarithms)
            {
                sum += T.Exp(term);
            }

            TensorPrimitives.Subtract(logarithms, T.Log(sum), logarithms);
            return;
        }

        TensorPrimitives.Divide(scores, TensorPrimitives.Sum(scores), logarithms);
        TensorPrimitives.Clamp(logarithms, T.CreateChecked(Epsilon), T.One - T.CreateChecked(Epsilon), logarithms);
        TensorPrimitives.Log<T>(logarithms, logarithms);
    }

    /// <summary>Adds factor · ∂(−Σ target·ln p)/∂score.</summary>
    internal static void AddGradient<T>(ReadOnlySpan<T> scores, bool areLogits, ReadOnlySpan<T> targets, T factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            AddLogitGradient(scores, targets, factor, gradient);
        }
        else
        {
            AddShareGradient(scores, targets, factor, gradient);
        }
    }

    private static void AddLogitGradient<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, T factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = TensorPrimitives.Max(scores);
        T sum = T.Zero;
        foreach (T score in scores)
        {
            sum += T.Exp(score - largest);
        }

        T targetSum = TensorPrimitives.Sum(targets);
        for (int i = 0; i < scores.Length; i++)
        {
            gradient[i] += factor * ((targetSum * T.Exp(scores[i] - largest) / sum) - targets[i]);
        }
    }

    /// <summary>With shares p = s/Σs and d = −target/p where p is not held: (d − Σ d·p) / Σs.</summary>
    private static void AddShareGradient<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, T factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = TensorPrimitives.Sum(scores);
        T mean = T.Zero;
        for (int i = 0; i < scores.Length; i++)
        {
            mean -= IsFree(scores[i] / sum) ? targets[i] : T.Zero;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            T share = scores[i] / sum;
            T slope = IsFree(share) ? -targets[i] / share : T.Zero;
            gradient[i] += factor * (slope - mean) / sum;
        }
    }

    private static bool IsFree<T>(T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => share >= T.CreateChecked(Epsilon) && share <= T.One - T.CreateChecked(Epsilon);
}
