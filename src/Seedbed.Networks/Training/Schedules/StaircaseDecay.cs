using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>A rate that falls with every so many steps, at once or from step to step.</summary>
public abstract record StaircaseDecay : LearningRateSchedule
{
    private protected StaircaseDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        DecaySteps = Steps(decaySteps, "decay_steps");
        DecayRate = Rate(decayRate, "decay_rate");
        Staircase = staircase;
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The steps in which the rate falls once by <see cref="DecayRate"/>.</summary>
    public double DecaySteps { get; }

    /// <summary>How far it falls: a factor, or what a denominator grows by.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls at once, every decay_steps.</summary>
    public bool Staircase { get; }

    private protected override IEnumerable<Argument> Arguments =>
    [
        new("initial_learning_rate", InitialLearningRate), new("decay_steps", DecaySteps), new("decay_rate", DecayRate),
        new("staircase", Staircase),
    ];

    /// <summary>How many times it has fallen; a part of a time counts unless it is a staircase.</summary>
    private protected double Falls(long step) => Staircase ? Math.Floor(step / DecaySteps) : step / DecaySteps;

    private protected static Description<LearningRateSchedule> Describe(
        StaircaseDecay sample, Func<double, double, double, bool, StaircaseDecay> create) => Describe(
        sample,
        arguments => create(
            Required(arguments, "initial_learning_rate"), Required(arguments, "decay_steps"), Required(arguments, "decay_rate"),
            arguments.Flag("staircase", false)),
        "initial_learning_rate", "decay_steps", "decay_rate");
}
