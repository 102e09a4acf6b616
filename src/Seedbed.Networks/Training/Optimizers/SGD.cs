using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// w ← w − η·g; with momentum μ: v ← μ·v − η·g, w ← w + v, or with Nesterov's rule w ← w + μ·v − η·g. Source: <c>keras.optimizers.SGD</c>.
/// </summary>
public sealed record SGD : Optimizer
{
    /// <summary>Stochastic gradient descent.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ, from 0 to 1.</param>
    /// <param name="nesterov">Whether momentum is Nesterov's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false)
        : base(learningRate)
    {
        Momentum = momentum;
        Nesterov = nesterov;
    }

    /// <summary>μ, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Momentum { get; init => field = ArgumentNumbers.Share(value, "momentum"); }

    /// <summary>Whether momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    internal static Description<Optimizer> Description { get; } = Describe(new SGD(), (sgd, arguments) => sgd with
    {
        Momentum = arguments.Number("momentum", sgd.Momentum),
        Nesterov = arguments.Flag("nesterov", sgd.Nesterov),
    });

    internal override int SlotCount => Momentum == 0 ? 0 : 1;

    private protected override IEnumerable<Argument> OwnArguments => [new("momentum", Momentum), new("nesterov", Nesterov)];

    internal override void Update<T>(in WeightStep<T> step)
    {
        Vector<T> rate = WeightStep<T>.All(step.LearningRate);
        Vector<T> momentum = WeightStep<T>.All(Momentum);
        if (Momentum == 0)
        {
            step.Run(new DescentRule<T>(rate));
        }
        else if (Nesterov)
        {
            step.Run(new NesterovRule<T>(rate, momentum));
        }
        else
        {
            step.Run(new MomentumRule<T>(rate, momentum));
        }
    }

    private readonly struct DescentRule<T>(Vector<T> rate) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            variable -= rate * gradient;
    }

    private readonly struct MomentumRule<T>(Vector<T> rate, Vector<T> momentum) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((first * momentum) - (gradient * rate));
            variable += first;
        }
    }

    private readonly struct NesterovRule<T>(Vector<T> rate, Vector<T> momentum) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Underflow<T>.Flush((first * momentum) - (gradient * rate));
            variable += (first * momentum) - (gradient * rate);
        }
    }
}
