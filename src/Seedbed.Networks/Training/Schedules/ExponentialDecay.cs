using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>η₀·rate^(step / decay_steps), the exponent rounded down for a staircase. Source: <c>keras.optimizers.schedules</c>.</summary>
public sealed record ExponentialDecay : StaircaseDecay
{
    /// <summary>A rate that falls by a factor every so many steps.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">The steps of one factor, greater than 0.</param>
    /// <param name="decayRate">The factor, at least 0.</param>
    /// <param name="staircase">Whether it falls at once, every decay_steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false)
        : base(initialLearningRate, decaySteps, decayRate, staircase)
    {
    }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new ExponentialDecay(0.1, 1, 1), (initial, steps, rate, staircase) => new ExponentialDecay(initial, steps, rate, staircase));

    /// <inheritdoc/>
    public override double At(long step) => InitialLearningRate * Power(DecayRate, Falls(step));
}
