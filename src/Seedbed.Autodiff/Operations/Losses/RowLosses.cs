using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// Losses of predictions p and targets t, both (…, n), that take a row along the last axis, or the whole batch, as one: y (…), or (1).
/// </summary>
/// <remarks>Source: <c>keras.losses</c>; ε is <c>keras.config.epsilon()</c>, 10⁻⁷.</remarks>
public static class RowLosses
{
    /// <summary>−Σ p·t of both over their 2-norms.</summary>
    public static Operation CosineSimilarity() => new CosineLoss();

    /// <summary>max(max((1 − t)·p) − Σ t·p + 1, 0).</summary>
    public static Operation CategoricalHinge() => new CategoricalHingeLoss();

    /// <summary>Σ α·(1 − q)^γ·(−t·ln q), q = p/Σp clipped to [ε, 1 − ε].</summary>
    public static Operation CategoricalFocal(double alpha, double gamma) => new CategoricalFocalLoss(alpha, gamma);

    /// <summary>1 − 2·Σ p·t / (Σt + Σp + ε) over the whole batch.</summary>
    public static Operation Dice() => new DiceLoss();

    /// <summary>1 − I / (I + α·Σ(1 − t)·p + β·Σt·(1 − p) + ε), I = Σ p·t, over the whole batch.</summary>
    public static Operation Tversky(double alpha, double beta) => new TverskyLoss(alpha, beta);

    /// <summary>The frame: a value of a row, and its slopes.</summary>
    private abstract class RowLoss : Operation
    {
        private protected virtual bool IsOfBatch => false;

        private protected abstract T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;

        private protected abstract void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;

        internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
        {
            int size = IsOfBatch ? inputs[0].Count : inputs[0][-1];
            Tensor y = IsOfBatch ? tape.New(1) : tape.New(inputs[0].Dimensions[..^1]);
            for (int row = 0; row < y.Count; row++)
            {
                y.Values<T>()[row] =
                    Value<T>(inputs[0].Values<T>().Slice(row * size, size), inputs[1].Values<T>().Slice(row * size, size));
            }

            return y;
        }

        internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
        {
            int size = IsOfBatch ? inputs[0].Count : inputs[0][-1];
            Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
            ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
            Tensor slopes = tape.New(size);
            for (int row = 0; row < outer.Length; row++)
            {
                Range range = (row * size)..((row + 1) * size);
                Slopes<T>(inputs[0].Values<T>()[range], inputs[1].Values<T>()[range], slopes.Values<T>());
                TensorPrimitives.MultiplyAdd(slopes.Values<T>(), outer[row], gradient[range], gradient[range]);
            }

            tape.Release(slopes);
        }
    }

    private sealed class CosineLoss : RowLoss
    {
        private protected override T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t) =>
            -(Sums.OfProducts(p, t) * Inverse(p) * Inverse(t));

        /// <summary>Of a row p of the norm n: −(t̂ − p̂·(p̂·t̂)) / n.</summary>
        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            (T ofP, T ofT) = (Inverse(p), Inverse(t));
            T along = Sums.OfProducts(p, t) * ofP * ofT;
            bool isHeld = ofP == Most<T>();
            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = -ofP * ((t[i] * ofT) - (isHeld ? T.Zero : along * p[i] * ofP));
            }
        }

        private static T Most<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(1 / CrossEntropyTerms.Epsilon);

        private static T Inverse<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Min(T.One / T.Sqrt(Sums.OfSquares(x)), Most<T>());
    }

    private sealed class CategoricalHingeLoss : RowLoss
    {
        private protected override T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t) =>
            T.Max(Largest(p, t, out _) - Sums.OfProducts(p, t) + T.One, T.Zero);

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            slopes.Clear();
            if (Largest(p, t, out int at) - Sums.OfProducts(p, t) + T.One > T.Zero)
            {
                TensorPrimitives.Negate(t, slopes);
                slopes[at] += T.One - t[at];
            }
        }

        private static T Largest<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, out int at)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            at = 0;
            T largest = (T.One - t[0]) * p[0];
            for (int i = 1; i < p.Length; i++)
            {
                if ((T.One - t[i]) * p[i] > largest)
                {
                    (largest, at) = ((T.One - t[i]) * p[i], i);
                }
            }

            return largest;
        }
    }

    private sealed class CategoricalFocalLoss(double alpha, double gamma) : RowLoss
    {
        private protected override T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t)
        {
            T sum = Sums.Of(p);
            T loss = T.Zero;
            for (int i = 0; i < p.Length; i++)
            {
                T share = Share(p[i] / sum);
                loss -= T.CreateTruncating(alpha) * ElementLosses.Power(T.One - share, gamma) * t[i] * RealFunctions.Log(share);
            }

            return loss;
        }

        /// <summary>With d = ∂y/∂q where q is not held: (d − Σ d·q) / Σp.</summary>
        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            T sum = Sums.Of(p);
            T mean = T.Zero;
            for (int i = 0; i < p.Length; i++)
            {
                T share = Share(p[i] / sum);
                T rest = T.One - share;
                T slope = (T.CreateTruncating(gamma) * ElementLosses.Power(rest, gamma - 1) * RealFunctions.Log(share))
                    - (ElementLosses.Power(rest, gamma) / share);
                slopes[i] = share == p[i] / sum ? T.CreateTruncating(alpha) * t[i] * slope : T.Zero;
                mean += slopes[i] * (p[i] / sum);
            }

            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = (slopes[i] - mean) / sum;
            }
        }

        private static T Share<T>(T share)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T epsilon = T.CreateTruncating(CrossEntropyTerms.Epsilon);
            return T.Clamp(share, epsilon, T.One - epsilon);
        }
    }

    private sealed class DiceLoss : RowLoss
    {
        private protected override bool IsOfBatch => true;

        private protected override T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t) =>
            T.One - (T.CreateTruncating(2) * Sums.OfProducts(p, t) / Whole(p, t));

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            T both = Sums.OfProducts(p, t);
            T whole = Whole(p, t);
            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = T.CreateTruncating(-2) * ((t[i] * whole) - both) / (whole * whole);
            }
        }

        private static T Whole<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Sums.Of(t) + Sums.Of(p) + T.CreateTruncating(CrossEntropyTerms.Epsilon);
    }

    private sealed class TverskyLoss(double alpha, double beta) : RowLoss
    {
        private protected override bool IsOfBatch => true;

        private protected override T Value<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t) => T.One - (Sums.OfProducts(p, t) / Whole(p, t));

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            (T a, T b) = (T.CreateTruncating(alpha), T.CreateTruncating(beta));
            T both = Sums.OfProducts(p, t);
            T whole = Whole(p, t);
            for (int i = 0; i < p.Length; i++)
            {
                T ofWhole = t[i] + (a * (T.One - t[i])) - (b * t[i]);
                slopes[i] = -((t[i] * whole) - (both * ofWhole)) / (whole * whole);
            }
        }

        /// <summary>Σ(1 − t)·p = Σp − Σp·t, and the other likewise.</summary>
        private T Whole<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T both = Sums.OfProducts(p, t);
            T falsePositives = T.CreateTruncating(alpha) * (Sums.Of(p) - both);
            T falseNegatives = T.CreateTruncating(beta) * (Sums.Of(t) - both);
            return both + falsePositives + falseNegatives + T.CreateTruncating(CrossEntropyTerms.Epsilon);
        }
    }
}
