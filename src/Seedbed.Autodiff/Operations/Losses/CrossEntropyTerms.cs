using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// ln p along a row of scores: of logits, ln softmax; of probabilities, ln of their shares of the row's sum, kept between ε and 1 − ε as
/// Keras keeps them.
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
            TensorPrimitives.Subtract(logarithms, RealFunctions.Log(RealFunctions.SumOfExp<T>(logarithms)), logarithms);
            return;
        }

        TensorPrimitives.Divide(scores, Sums.Of(scores), logarithms);
        TensorPrimitives.Clamp(logarithms, T.CreateChecked(Epsilon), T.One - T.CreateChecked(Epsilon), logarithms);
        RealFunctions.Log<T>(logarithms, logarithms);
    }

    /// <summary>Adds factor · ∂(−Σ target·ln p)/∂score; the scratch is as long as the row.</summary>
    internal static void AddGradient<T>(
        ReadOnlySpan<T> scores, bool areLogits, ReadOnlySpan<T> targets, T factor, Span<T> gradient, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (areLogits)
        {
            AddLogitGradient(scores, targets, factor, gradient, scratch);
        }
        else
        {
            AddShareGradient(scores, targets, factor, gradient);
        }
    }

    private static void AddLogitGradient<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, T factor, Span<T> gradient, Span<T> shares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), shares);
        RealFunctions.Exp<T>(shares, shares);
        T sum = Sums.Of<T>(shares);
        T targetSum = Sums.Of(targets);
        for (int i = 0; i < scores.Length; i++)
        {
            gradient[i] += factor * ((targetSum * shares[i] / sum) - targets[i]);
        }
    }

    /// <summary>With shares p = s/Σs and d = −target/p where p is not held: (d − Σ d·p) / Σs.</summary>
    private static void AddShareGradient<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, T factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = Sums.Of(scores);
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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => share >= T.CreateChecked(Epsilon)
            && share <= T.One - T.CreateChecked(Epsilon);
}
