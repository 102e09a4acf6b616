using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// (η₀ − ηₑ)·(1 − min(step, n)/n)^power + ηₑ for n = decay_steps; with a cycle n is the next multiple of decay_steps instead. Source:
/// <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record PolynomialDecay : LearningRateSchedule
{
    /// <summary>A rate that falls to another in so many steps.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">n, greater than 0.</param>
    /// <param name="endLearningRate">ηₑ.</param>
    /// <param name="power">At least 0.</param>
    /// <param name="cycle">Whether it rises again once it is down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PolynomialDecay(
        double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1, bool cycle = false)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        DecaySteps = Steps(decaySteps, "decay_steps");
        EndLearningRate = Rate(endLearningRate, "end_learning_rate");
        Exponent = Rate(power, "power");
        Cycle = cycle;
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>n.</summary>
    public double DecaySteps { get; }

    /// <summary>ηₑ.</summary>
    public double EndLearningRate { get; }

    /// <summary>The power.</summary>
    public double Exponent { get; }

    /// <summary>Whether it rises again once it is down.</summary>
    public bool Cycle { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new PolynomialDecay(0.1, 1),
        arguments => new PolynomialDecay(
            Required(arguments, "initial_learning_rate"), Required(arguments, "decay_steps"),
            arguments.Number("end_learning_rate", 0.0001), arguments.Number("power", 1), arguments.Flag("cycle", false)),
        "initial_learning_rate", "decay_steps");

    private protected override IEnumerable<Argument> Arguments =>
    [
        new("initial_learning_rate", InitialLearningRate), new("decay_steps", DecaySteps), new("end_learning_rate", EndLearningRate),
        new("power", Exponent), new("cycle", Cycle),
    ];

    /// <inheritdoc/>
    public override double At(long step)
    {
        double steps = Cycle ? DecaySteps * (step == 0 ? 1 : Math.Ceiling(step / DecaySteps)) : DecaySteps;
        double left = 1 - ((Cycle ? step : Math.Min(step, steps)) / steps);
        return ((InitialLearningRate - EndLearningRate) * Power(left, Exponent)) + EndLearningRate;
    }
}
