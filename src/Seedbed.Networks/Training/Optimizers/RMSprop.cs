using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// v ← ρ·v + (1 − ρ)·g², w ← w − η·g/√(v + ε); centered: ḡ ← ρ·ḡ + (1 − ρ)·g and √(v − ḡ² + ε); with momentum μ: m ← μ·m + the increment, w
/// ← w − m. Source: <c>keras.optimizers.RMSprop</c>.
/// </summary>
public sealed record RMSprop : Optimizer
{
    /// <summary>Gradients over the root of their mean square.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="rho">ρ, from 0 to less than 1.</param>
    /// <param name="momentum">μ, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="centered">Whether the variance is taken about the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RMSprop(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate)
    {
        Rho = rho;
        Momentum = momentum;
        Epsilon = epsilon;
        Centered = centered;
    }

    /// <summary>ρ, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Rho { get; init => field = ArgumentNumbers.Fraction(value, "rho"); }

    /// <summary>μ, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Momentum { get; init => field = ArgumentNumbers.Fraction(value, "momentum"); }

    /// <summary>ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); }

    /// <summary>Whether the variance is taken about the mean.</summary>
    public bool Centered { get; init; }

    internal static Description<Optimizer> Description { get; } = Describe(new RMSprop(), (rmsprop, arguments) => rmsprop with
    {
        Rho = arguments.Number("rho", rmsprop.Rho),
        Momentum = arguments.Number("momentum", rmsprop.Momentum),
        Epsilon = arguments.Number("epsilon", rmsprop.Epsilon),
        Centered = arguments.Flag("centered", rmsprop.Centered),
    });

    internal override int SlotCount => Centered ? 3 : Momentum > 0 ? 2 : 1;

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("rho", Rho), new("momentum", Momentum), new("epsilon", Epsilon), new("centered", Centered)];

    internal override void Update<T>(in WeightStep<T> step)
    {
        Settings<T> settings =
            new(WeightStep<T>.All(step.LearningRate), WeightStep<T>.All(Rho), WeightStep<T>.All(1 - Rho), WeightStep<T>.All(Momentum),
                WeightStep<T>.All(Epsilon));
        if (Centered)
        {
            step.Run(new CenteredRule<T>(settings));
        }
        else if (Momentum > 0)
        {
            step.Run(new MomentumRule<T>(settings));
        }
        else
        {
            step.Run(new RootMeanSquareRule<T>(settings));
        }
    }

    private readonly record struct Settings<T>(Vector<T> Rate, Vector<T> Rho, Vector<T> Rest, Vector<T> Momentum, Vector<T> Epsilon);

    private readonly struct RootMeanSquareRule<T>(Settings<T> s) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((s.Rho * first) + (s.Rest * (gradient * gradient)));
            variable -= s.Rate * gradient / Vector.SquareRoot(first + s.Epsilon);
        }
    }

    private readonly struct MomentumRule<T>(Settings<T> s) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((s.Rho * first) + (s.Rest * (gradient * gradient)));
            second = Underflow<T>.Flush((s.Momentum * second) + (s.Rate * gradient / Vector.SquareRoot(first + s.Epsilon)));
            variable -= second;
        }
    }

    /// <summary>Without momentum the second slot holds the increment itself.</summary>
    private readonly struct CenteredRule<T>(Settings<T> s) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((s.Rho * first) + (s.Rest * (gradient * gradient)));
            third = Underflow<T>.Flush((s.Rho * third) + (s.Rest * gradient));
            Vector<T> denominator = first - (third * third) + s.Epsilon;
            second = Underflow<T>.Flush((s.Momentum * second) + (s.Rate * gradient / Vector.SquareRoot(denominator)));
            variable -= second;
        }
    }
}
