using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// η₀/(1 + rate·step / decay_steps), the quotient rounded down for a staircase. Source: <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record InverseTimeDecay : StaircaseDecay
{
    /// <summary>A rate that falls as one over the steps.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="decaySteps">Greater than 0.</param>
    /// <param name="decayRate">At least 0.</param>
    /// <param name="staircase">Whether it falls at once, every decay_steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false)
        : base(initialLearningRate, decaySteps, decayRate, staircase)
    {
    }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new InverseTimeDecay(0.1, 1, 1), (initial, steps, rate, staircase) => new InverseTimeDecay(initial, steps, rate, staircase));

    /// <inheritdoc/>
    public override double At(long step) => InitialLearningRate / (1 + (DecayRate * Falls(step)));
}
