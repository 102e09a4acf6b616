using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>a ← a + g², w ← w − η·g/√(a + ε). Sources: Duchi et al. 2011, <c>keras.optimizers.Adagrad</c>.</summary>
public sealed record Adagrad : Optimizer
{
    /// <summary>Gradients over the root of the sum of their squares.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="initialAccumulatorValue">What a begins with, at least 0.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adagrad(double learningRate = 0.001, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : base(learningRate) => (InitialAccumulatorValue, Epsilon) = (initialAccumulatorValue, epsilon);

    /// <summary>What a begins with, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double InitialAccumulatorValue { get; init => field = ArgumentNumbers.AtLeast(value, 0, "initial_accumulator_value"); }

    /// <summary>ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); }

    internal static Description<Optimizer> Description { get; } = Describe(new Adagrad(), (adagrad, arguments) => adagrad with
    {
        InitialAccumulatorValue = arguments.Number("initial_accumulator_value", adagrad.InitialAccumulatorValue),
        Epsilon = arguments.Number("epsilon", adagrad.Epsilon),
    });

    internal override int SlotCount => 1;

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("initial_accumulator_value", InitialAccumulatorValue), new("epsilon", Epsilon)];

    internal override double InitialSlot(int index) => InitialAccumulatorValue;

    internal override void Update<T>(in WeightStep<T> step) =>
        step.Run(new Rule<T>(WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(Epsilon)));

    private readonly struct Rule<T>(Vector<T> rate, Vector<T> epsilon) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first += gradient * gradient;
            variable -= rate * gradient / Vector.SquareRoot(first + epsilon);
        }
    }
}
