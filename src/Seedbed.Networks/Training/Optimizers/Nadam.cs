using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// Adam with Nesterov's momentum: μₜ = β₁·(1 − ½·0.96ᵗ), Πₜ = μ₁·…·μₜ, m and v as Adam's,
/// w ← w − η·(μₜ₊₁·m/(1 − Πₜ₊₁) + (1 − μₜ)·g/(1 − Πₜ)) / (√(v/(1 − β₂ᵗ)) + ε). Sources: Dozat 2015, <c>keras.optimizers.Nadam</c>.
/// </summary>
public sealed record Nadam : MomentEstimates
{
    private const double MomentumDecay = 0.96;
    private const double LeastProduct = 1e-30;

    /// <summary>Adam with Nesterov's momentum.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, from 0 to less than 1.</param>
    /// <param name="beta2">β₂, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Nadam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate, beta1, beta2, epsilon)
    {
    }

    internal static Description<Optimizer> Description { get; } = Describe<MomentEstimates>(new Nadam(), ReadMoments);

    internal override void Update<T>(in WeightStep<T> step)
    {
        double power = 1;
        double product = 1;
        double momentum = 0;
        for (long t = 1; t <= step.Number; t++)
        {
            power *= MomentumDecay;
            momentum = Beta1 * (1 - (0.5 * power));
            product *= momentum;
            if (product < LeastProduct)
            {
                // From here on both stand still: the product is 0 beside 1, and the power beside 2.
                (product, momentum) = (0, Beta1);
                break;
            }
        }

        double next = Beta1 * (1 - (0.5 * power * MomentumDecay));
        step.Run(new Rule<T>(
            WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(1 - Beta1), WeightStep<T>.All(1 - Beta2), WeightStep<T>.All(Epsilon),
            WeightStep<T>.All(next / (1 - (product * next))), WeightStep<T>.All((1 - momentum) / (1 - product)),
            Vector.Create(T.One - AdamRule<T>.Power(Beta2, step.Number))));
    }

    private readonly struct Rule<T>(
        Vector<T> rate, Vector<T> firstRest, Vector<T> secondRest, Vector<T> epsilon, Vector<T> ofMoment, Vector<T> ofGradient,
        Vector<T> correction) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush(first + ((gradient - first) * firstRest));
            second = Underflow<T>.Flush(second + (((gradient * gradient) - second) * secondRest));
            Vector<T> direction = (ofMoment * first) + (ofGradient * gradient);
            variable -= direction * rate / (Vector.SquareRoot(second / correction) + epsilon);
        }
    }
}
