using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// m ← m + (1 − β₁)(g − m), u ← max(β₂·u, |g|), w ← w − η/(1 − β₁ᵗ)·m/(u + ε) at step t. Sources: Kingma and Ba 2015, section 7,
/// <c>keras.optimizers.Adamax</c>.
/// </summary>
public sealed record Adamax : MomentEstimates
{
    /// <summary>Adam with the largest gradient in place of the root of the second moment.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, from 0 to less than 1.</param>
    /// <param name="beta2">β₂, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adamax(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate, beta1, beta2, epsilon)
    {
    }

    internal static Description<Optimizer> Description { get; } = Describe<MomentEstimates>(new Adamax(), ReadMoments);

    internal override void Update<T>(in WeightStep<T> step) => step.Run(new Rule<T>(
        WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(1 - Beta1), WeightStep<T>.All(Beta2), WeightStep<T>.All(Epsilon),
        Vector.Create(T.One - AdamRule<T>.Power(Beta1, step.Number))));

    private readonly struct Rule<T>(Vector<T> rate, Vector<T> firstRest, Vector<T> beta2, Vector<T> epsilon, Vector<T> correction)
        : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush(first + ((gradient - first) * firstRest));
            second = Underflow<T>.Flush(Vector.Max(second * beta2, Vector.Abs(gradient)));
            variable -= rate * first / (correction * (second + epsilon));
        }
    }
}
