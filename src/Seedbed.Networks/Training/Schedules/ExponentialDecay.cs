using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>η₀·rate^(step / decay_steps), the exponent rounded down for a staircase. Source: <c>keras.optimizers.schedules</c>.</summary>
public sealed record ExponentialDecay : LearningRateSchedule
{
    /// <summary>A rate that falls by a factor every so many steps.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">The steps of one factor, greater than 0.</param>
    /// <param name="decayRate">The factor, at least 0.</param>
    /// <param name="staircase">Whether it falls at once, every decay_steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        DecaySteps = Steps(decaySteps, "decay_steps");
        DecayRate = Rate(decayRate, "decay_rate");
        Staircase = staircase;
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The steps of one factor.</summary>
    public double DecaySteps { get; }

    /// <summary>The factor.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls at once, every decay_steps.</summary>
    public bool Staircase { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new ExponentialDecay(0.1, 1, 1),
        arguments => new ExponentialDecay(
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
        return InitialLearningRate * Power(DecayRate, Staircase ? Math.Floor(count) : count);
    }
}
