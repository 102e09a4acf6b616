using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Training;

/// <summary>
/// The numbers of Adam's update: m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − α·m/(√v + ε), α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ).
/// </summary>
/// <param name="Alpha">α.</param>
/// <param name="FirstRest">1 − β₁.</param>
/// <param name="SecondRest">1 − β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <typeparam name="T">The element type.</typeparam>
internal readonly record struct AdamRule<T>(Vector<T> Alpha, Vector<T> FirstRest, Vector<T> SecondRest, Vector<T> Epsilon) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int SlotCount => 2;

    /// <summary>
    /// The numbers of a step; decay rates are rounded to the element type before they are raised to a power, as in Keras.
    /// </summary>
    internal static AdamRule<T> At(long step, double learningRate, double beta1, double beta2, double epsilon)
    {
        T first = T.One - Power(beta1, step);
        T second = T.One - Power(beta2, step);
        return new AdamRule<T>(
            Vector.Create(T.CreateTruncating(learningRate) * T.Sqrt(second) / first), WeightStep<T>.All(1 - beta1),
            WeightStep<T>.All(1 - beta2), WeightStep<T>.All(epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        Moments(gradient, ref first, ref second);
        variable -= first * Alpha / (Vector.SquareRoot(second) + Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Moments(Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
    {
        first = Underflow<T>.Flush(first + ((gradient - first) * FirstRest));
        second = Underflow<T>.Flush(second + (((gradient * gradient) - second) * SecondRest));
    }

    /// <summary>βᵗ by squarings in double.</summary>
    internal static T Power(double beta, long exponent)
    {
        double power = double.CreateTruncating(T.CreateTruncating(beta));
        double product = 1;
        for (long rest = exponent; rest > 0; rest >>= 1)
        {
            product = (rest & 1) == 0 ? product : product * power;
            power *= power;
        }

        return T.CreateTruncating(product);
    }
}
