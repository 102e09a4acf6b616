using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>Losses of predictions p and targets t, both (…, n), that are a mean, or a sum, of terms along the last axis: y (…).</summary>
/// <remarks>Source: <c>keras.losses</c>; ε is <c>keras.config.epsilon()</c>, 10⁻⁷.</remarks>
public static class ElementLosses
{
    /// <summary>½·e² for |e| ≤ δ, else δ·|e| − ½·δ², e = p − t.</summary>
    public static Operation Huber(double delta) => new HuberLoss(delta);

    /// <summary>ln cosh(p − t).</summary>
    public static Operation LogCosh() => new LogCoshLoss();

    /// <summary>max(1 − t·p, 0), t being −1 or 1.</summary>
    public static Operation Hinge() => new HingeLoss(isSquared: false);

    /// <summary>max(1 − t·p, 0)², t being −1 or 1.</summary>
    public static Operation SquaredHinge() => new HingeLoss(isSquared: true);

    /// <summary>p − t·ln(p + ε).</summary>
    public static Operation Poisson() => new PoissonLoss();

    /// <summary>100·|t − p| / max(|t|, ε).</summary>
    public static Operation PercentageError() => new PercentageErrorLoss();

    /// <summary>(ln(max(p, ε) + 1) − ln(max(t, ε) + 1))².</summary>
    public static Operation SquaredLogarithmicError() => new SquaredLogarithmicErrorLoss();

    /// <summary>The sum of t·ln(t/p), both clipped to [ε, 1].</summary>
    public static Operation Divergence() => new DivergenceLoss();

    /// <summary>w·(1 − q)^γ·(−t·ln p − (1 − t)·ln(1 − p)), q = t·p + (1 − t)·(1 − p), w = t·α + (1 − t)·(1 − α) or 1.</summary>
    public static Operation BinaryFocal(double alpha, double gamma, bool isBalanced) =>
        new BinaryFocalLoss(alpha, gamma, isBalanced);

    /// <summary>x to a power, for x of at least 0.</summary>
    internal static T Power<T>(T x, double power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T tiny = T.CreateChecked(1e-30);
        return power == 0 ? T.One : power == 1 ? x : power == 2 ? x * x
            : VectorFunctions.ExpOverTheRange(Vector.Create(T.CreateTruncating(power) * RealFunctions.Log(T.Max(x, tiny))))[0];
    }

    /// <summary>The frame: terms and slopes of all elements.</summary>
    private abstract class ElementLoss : Operation
    {
        private protected virtual bool IsSum => false;

        private protected abstract void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;

        private protected abstract void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;

        internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
        {
            int size = inputs[0][-1];
            Tensor y = tape.New(inputs[0].Dimensions[..^1]);
            Tensor terms = tape.New(inputs[0].Dimensions);
            Terms<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), terms.Values<T>());
            for (int row = 0; row < y.Count; row++)
            {
                T sum = Sums.Of<T>(terms.Values<T>().Slice(row * size, size));
                y.Values<T>()[row] = IsSum ? sum : sum / T.CreateChecked(size);
            }

            tape.Release(terms);
            return y;
        }

        internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
        {
            int size = inputs[0][-1];
            Span<T> gradient = tape.AddedGradient(inputs[0]).Values<T>();
            ReadOnlySpan<T> outer = output.Gradient!.Values<T>();
            Tensor slopes = tape.New(inputs[0].Dimensions);
            Slopes<T>(inputs[0].Values<T>(), inputs[1].Values<T>(), slopes.Values<T>());
            for (int row = 0; row < outer.Length; row++)
            {
                Range range = (row * size)..((row + 1) * size);
                T factor = IsSum ? outer[row] : outer[row] / T.CreateChecked(size);
                TensorPrimitives.MultiplyAdd(slopes.Values<T>()[range], factor, gradient[range], gradient[range]);
            }

            tape.Release(slopes);
        }
    }

    private sealed class HuberLoss(double delta) : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            (T bound, T half) = (T.CreateTruncating(delta), T.CreateTruncating(0.5));
            for (int i = 0; i < p.Length; i++)
            {
                T error = T.Abs(p[i] - t[i]);
                terms[i] = error <= bound ? half * (error * error) : (bound * error) - (half * (bound * bound));
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            TensorPrimitives.Subtract(p, t, slopes);
            TensorPrimitives.Clamp(slopes, T.CreateTruncating(-delta), T.CreateTruncating(delta), slopes);
        }
    }

    private sealed class LogCoshLoss : ElementLoss
    {
        /// <summary>ln 2.</summary>
        private const double Ln2 = 0.6931471805599453;

        /// <summary>|x| + ln(1 + e^(−2|x|)) − ln 2.</summary>
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = (p[i] - t[i]) + (p[i] - t[i]);
            }

            RealFunctions.SoftplusRest<T>(terms, terms);
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = T.Abs(p[i] - t[i]) + terms[i] - T.CreateTruncating(Ln2);
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            TensorPrimitives.Subtract(p, t, slopes);
            RealFunctions.Tanh<T>(slopes, slopes);
        }
    }

    private sealed class HingeLoss(bool isSquared) : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                T miss = T.Max(T.One - (t[i] * p[i]), T.Zero);
                terms[i] = isSquared ? miss * miss : miss;
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            for (int i = 0; i < p.Length; i++)
            {
                T miss = T.One - (t[i] * p[i]);
                slopes[i] = miss <= T.Zero ? T.Zero : isSquared ? -(t[i] + t[i]) * miss : -t[i];
            }
        }
    }

    private sealed class PoissonLoss : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            TensorPrimitives.Add(p, T.CreateTruncating(CrossEntropyTerms.Epsilon), terms);
            RealFunctions.Log<T>(terms, terms);
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = p[i] - (t[i] * terms[i]);
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = T.One - (t[i] / (p[i] + T.CreateTruncating(CrossEntropyTerms.Epsilon)));
            }
        }
    }

    private sealed class PercentageErrorLoss : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = T.CreateTruncating(100) * T.Abs((t[i] - p[i]) / Base(t[i]));
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = T.CreateTruncating(100 * T.Sign(p[i] - t[i])) / Base(t[i]);
            }
        }

        private static T Base<T>(T target)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            T.Max(T.Abs(target), T.CreateTruncating(CrossEntropyTerms.Epsilon));
    }

    private sealed class SquaredLogarithmicErrorLoss : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                T difference = Difference(p[i], t[i]);
                terms[i] = difference * difference;
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            for (int i = 0; i < p.Length; i++)
            {
                T difference = Difference(p[i], t[i]);
                slopes[i] = p[i] > T.CreateTruncating(CrossEntropyTerms.Epsilon) ? (difference + difference) / (p[i] + T.One) : T.Zero;
            }
        }

        private static T Difference<T>(T p, T t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T epsilon = T.CreateTruncating(CrossEntropyTerms.Epsilon);
            return RealFunctions.Log(T.Max(p, epsilon) + T.One) - RealFunctions.Log(T.Max(t, epsilon) + T.One);
        }
    }

    private sealed class DivergenceLoss : ElementLoss
    {
        private protected override bool IsSum => true;

        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = Clipped(t[i]) * RealFunctions.Log(Clipped(t[i]) / Clipped(p[i]));
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            for (int i = 0; i < p.Length; i++)
            {
                slopes[i] = Clipped(p[i]) == p[i] ? -Clipped(t[i]) / p[i] : T.Zero;
            }
        }

        private static T Clipped<T>(T x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            T.Clamp(x, T.CreateTruncating(CrossEntropyTerms.Epsilon), T.One);
    }

    private sealed class BinaryFocalLoss(double alpha, double gamma, bool isBalanced) : ElementLoss
    {
        private protected override void Terms<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> terms)
        {
            for (int i = 0; i < p.Length; i++)
            {
                terms[i] = Weight(t[i]) * Power(Rest(p[i], t[i]), gamma) * CrossEntropy(p[i], t[i]);
            }
        }

        private protected override void Slopes<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> t, Span<T> slopes)
        {
            T epsilon = T.CreateTruncating(CrossEntropyTerms.Epsilon);
            for (int i = 0; i < p.Length; i++)
            {
                T rest = Rest(p[i], t[i]);
                T ofEntropy = p[i] < epsilon || p[i] > T.One - epsilon ? T.Zero : (p[i] - t[i]) / (p[i] * (T.One - p[i]));
                T ofFocus = T.CreateTruncating(gamma) * Power(rest, gamma - 1) * (T.One - (t[i] + t[i]));
                slopes[i] = Weight(t[i]) * ((ofFocus * CrossEntropy(p[i], t[i])) + (Power(rest, gamma) * ofEntropy));
            }
        }

        /// <summary>1 − q.</summary>
        private static T Rest<T>(T p, T t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One - ((t * p) + ((T.One - t) * (T.One - p)));

        private static T CrossEntropy<T>(T p, T t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T epsilon = T.CreateTruncating(CrossEntropyTerms.Epsilon);
            T clipped = T.Clamp(p, epsilon, T.One - epsilon);
            return -((t * RealFunctions.Log(clipped)) + ((T.One - t) * RealFunctions.Log(T.One - clipped)));
        }

        private T Weight<T>(T t)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => isBalanced
                ? (t * T.CreateTruncating(alpha)) + ((T.One - t) * T.CreateTruncating(1 - alpha))
                : T.One;
    }
}
