using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// η₀·((1 − α)·½·mⁱ·(1 + cos(π·f)) + α) at the part f of the i-th period, each t times as long as the one before. Sources: Loshchilov and
/// Hutter 2016, <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record CosineDecayRestarts : LearningRateSchedule
{
    /// <summary>A rate that falls along half a cosine again and again.</summary>
    /// <param name="initialLearningRate">η₀.</param>
    /// <param name="firstDecaySteps">The steps of the first period, greater than 0.</param>
    /// <param name="tMul">t, at least 1.</param>
    /// <param name="mMul">m, at least 0.</param>
    /// <param name="alpha">α, what is left at the end of a period, as a part of η₀.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0)
    {
        InitialLearningRate = Rate(initialLearningRate, "initial_learning_rate");
        FirstDecaySteps = Steps(firstDecaySteps, "first_decay_steps");
        TMul = ArgumentNumbers.AtLeast(tMul, 1, "t_mul");
        MMul = Rate(mMul, "m_mul");
        Alpha = Rate(alpha, "alpha");
    }

    /// <summary>η₀.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The steps of the first period.</summary>
    public double FirstDecaySteps { get; }

    /// <summary>t.</summary>
    public double TMul { get; }

    /// <summary>m.</summary>
    public double MMul { get; }

    /// <summary>α.</summary>
    public double Alpha { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new CosineDecayRestarts(0.1, 1),
        arguments => new CosineDecayRestarts(
            Required(arguments, "initial_learning_rate"), Required(arguments, "first_decay_steps"), arguments.Number("t_mul", 2),
            arguments.Number("m_mul", 1), arguments.Number("alpha", 0)),
        "initial_learning_rate", "first_decay_steps");

    private protected override string DefaultName => "SGDRDecay";

    private protected override IEnumerable<Argument> Arguments =>
    [
        new("initial_learning_rate", InitialLearningRate), new("first_decay_steps", FirstDecaySteps), new("t_mul", TMul),
        new("m_mul", MMul), new("alpha", Alpha),
    ];

    /// <inheritdoc/>
    public override double At(long step)
    {
        double left = step / FirstDecaySteps;
        double period = TMul == 1 ? Math.Floor(left) : 0;
        left -= period;
        double length = 1;
        while (left >= length)
        {
            left -= length;
            length *= TMul;
            period++;
        }

        return InitialLearningRate * (((1 - Alpha) * Power(MMul, period) * Cosine(left / length)) + Alpha);
    }
}
