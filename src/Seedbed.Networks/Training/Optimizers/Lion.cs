using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// w ← w − η·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g. Sources: Chen et al. 2023, <c>keras.optimizers.Lion</c>.
/// </summary>
public sealed record Lion : Optimizer
{
    /// <summary>Signs of averaged gradients.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, from 0 to 1.</param>
    /// <param name="beta2">β₂, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Lion(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.99)
        : base(learningRate) => (Beta1, Beta2) = (beta1, beta2);

    /// <summary>β₁, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta1 { get; init => field = ArgumentNumbers.Share(value, "beta_1"); }

    /// <summary>β₂, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta2 { get; init => field = ArgumentNumbers.Share(value, "beta_2"); }

    internal static Description<Optimizer> Description { get; } = Describe(new Lion(), (lion, arguments) => lion with
    {
        Beta1 = arguments.Number("beta_1", lion.Beta1),
        Beta2 = arguments.Number("beta_2", lion.Beta2),
    });

    internal override int SlotCount => 1;

    private protected override IEnumerable<Argument> OwnArguments => [new("beta_1", Beta1), new("beta_2", Beta2)];

    internal override void Update<T>(in WeightStep<T> step) => step.Run(new Rule<T>(
        WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(Beta1), WeightStep<T>.All(1 - Beta1), WeightStep<T>.All(Beta2),
        WeightStep<T>.All(1 - Beta2)));

    private readonly struct Rule<T>(Vector<T> rate, Vector<T> beta1, Vector<T> rest1, Vector<T> beta2, Vector<T> rest2) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            Vector<T> direction = (first * beta1) + (gradient * rest1);
            Vector<T> up = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<T>.Zero), rate, Vector<T>.Zero);
            Vector<T> down = Vector.ConditionalSelect(Vector.LessThan(direction, Vector<T>.Zero), rate, Vector<T>.Zero);
            variable -= up - down;
            first = Underflow<T>.Flush((first * beta2) + (gradient * rest2));
        }
    }
}
