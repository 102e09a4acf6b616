using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// a ← ρ·a + (1 − ρ)·g², d = −√(b + ε)/√(a + ε)·g, b ← ρ·b + (1 − ρ)·d², w ← w + η·d. Sources: Zeiler 2012,
/// <c>keras.optimizers.Adadelta</c>.
/// </summary>
public sealed record Adadelta : Optimizer
{
    /// <summary>Gradients over the root of their mean square, times that of the changes so far.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="rho">ρ, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adadelta(double learningRate = 0.001, double rho = 0.95, double epsilon = 1e-7)
        : base(learningRate) => (Rho, Epsilon) = (rho, epsilon);

    /// <summary>ρ, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Rho { get; init => field = ArgumentNumbers.Fraction(value, "rho"); }

    /// <summary>ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); }

    internal static Description<Optimizer> Description { get; } = Describe(new Adadelta(), (adadelta, arguments) => adadelta with
    {
        Rho = arguments.Number("rho", adadelta.Rho),
        Epsilon = arguments.Number("epsilon", adadelta.Epsilon),
    });

    internal override int SlotCount => 2;

    private protected override IEnumerable<Argument> OwnArguments => [new("rho", Rho), new("epsilon", Epsilon)];

    internal override void Update<T>(in WeightStep<T> step) => step.Run(new Rule<T>(
        WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(Rho), WeightStep<T>.All(1 - Rho), WeightStep<T>.All(Epsilon)));

    private readonly struct Rule<T>(Vector<T> rate, Vector<T> rho, Vector<T> rest, Vector<T> epsilon) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((rho * first) + (rest * (gradient * gradient)));
            Vector<T> change = Vector.SquareRoot(second + epsilon) * gradient / Vector.SquareRoot(first + epsilon);
            second = Underflow<T>.Flush((rho * second) + (rest * (change * change)));
            variable -= rate * change;
        }
    }
}
