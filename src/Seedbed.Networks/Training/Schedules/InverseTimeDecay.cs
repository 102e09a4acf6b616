using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// η₀/(1 + rate·step / decay_steps), the quotient rounded down for a staircase. Source: <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record InverseTimeDecay : LearningRateSchedule
{
    /// <summary>A rate that falls as one over the steps.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">Greater than 0.</param>
    /// <param name="decayRate">At least 0.</param>
    /// <param name="staircase">Whether it falls at once, every decay_steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        DecaySteps = Steps(decaySteps, "decay_steps");
        DecayRate = Rate(decayRate, "decay_rate");
        Staircase = staircase;
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The steps in which the denominator grows by the rate.</summary>
    public double DecaySteps { get; }

    /// <summary>What the denominator grows by.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls at once, every decay_steps.</summary>
    public bool Staircase { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new InverseTimeDecay(0.1, 1, 1),
        arguments => new InverseTimeDecay(
            Required(arguments, "initial_learning_rate"), Required(arguments, "decay_steps"), Required(arguments, "decay_rate"),
            arguments.Flag("staircase", false)),
        "initial_learning_rate", "decay_steps", "decay_rate");

    private protected override IEnumerable<Argument> Arguments =>
    [
        new("initial_learning_rate", InitialLearningRate), new("decay_steps", DecaySteps), new("decay_rate", DecayRate),
        new("staircase", Staircase),
    ];

    /// <inheritdoc/>
    public override double At(long step)
    {
        double count = step / DecaySteps;
        return InitialLearningRate / (1 + (DecayRate * (Staircase ? Math.Floor(count) : count)));
    }
}
