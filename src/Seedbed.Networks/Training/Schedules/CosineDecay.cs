using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// η₀·((1 − α)·½·(1 + cos(π·min(step, n)/n)) + α) for n = decay_steps; with a warmup the rate first rises from η₀ to the target in
/// warmup_steps, and falls from there. Sources: Loshchilov and Hutter 2016, <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record CosineDecay : LearningRateSchedule
{
    /// <summary>A rate that falls along half a cosine.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">n, greater than 0.</param>
    /// <param name="alpha">α, what is left in the end, as a part of η₀.</param>
    /// <param name="warmupTarget">The rate that the warmup ends at; null for no warmup.</param>
    /// <param name="warmupSteps">The steps of the warmup.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CosineDecay(
        double initialLearningRate, double decaySteps, double alpha = 0, double? warmupTarget = null, double warmupSteps = 0)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        DecaySteps = Steps(decaySteps, "decay_steps");
        Alpha = Rate(alpha, "alpha");
        WarmupTarget = warmupTarget is { } target ? Rate(target, "warmup_target") : null;
        WarmupSteps = Rate(warmupSteps, "warmup_steps");
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>n.</summary>
    public double DecaySteps { get; }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <summary>The rate that the warmup ends at; null for no warmup.</summary>
    public double? WarmupTarget { get; }

    /// <summary>The steps of the warmup.</summary>
    public double WarmupSteps { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new CosineDecay(0.1, 1),
        arguments => new CosineDecay(
            Required(arguments, "initial_learning_rate"), Required(arguments, "decay_steps"), arguments.Number("alpha", 0),
            arguments.NumberOrNull("warmup_target"), arguments.Number("warmup_steps", 0)),
        "initial_learning_rate", "decay_steps");

    private protected override IEnumerable<Argument> Arguments =>
    [
        new("initial_learning_rate", InitialLearningRate), new("decay_steps", DecaySteps), new("alpha", Alpha),
        new("warmup_target", WarmupTarget is { } target ? target : ArgumentValue.Null), new("warmup_steps", WarmupSteps),
    ];

    /// <inheritdoc/>
    public override double At(long step)
    {
        if (WarmupTarget is { } target && step < WarmupSteps)
        {
            return ((target - InitialLearningRate) * (step / WarmupSteps)) + InitialLearningRate;
        }

        double steps = Math.Min(WarmupTarget is null ? step : step - WarmupSteps, DecaySteps);
        return (WarmupTarget ?? InitialLearningRate) * (((1 - Alpha) * Cosine(steps / DecaySteps)) + Alpha);
    }
}
