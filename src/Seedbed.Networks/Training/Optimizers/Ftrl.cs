using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// n′ = n + g², z ← z + (g + 2·shrinkage·w) − (n′^−p − n^−p)/η·w, w ← (clip(z, ±l1) − z)/(n′^−p/η + 2·l2 + β/η). Sources: McMahan et al.
/// 2013, <c>keras.optimizers.Ftrl</c>.
/// </summary>
public sealed record Ftrl : Optimizer
{
    /// <summary>Follow the regularized leader.</summary>
    /// <param name="learningRate">η, greater than 0.</param>
    /// <param name="learningRatePower">p, at most 0.</param>
    /// <param name="initialAccumulatorValue">What n begins with, at least 0.</param>
    /// <param name="l1">At least 0.</param>
    /// <param name="l2">At least 0.</param>
    /// <param name="l2Shrinkage">At least 0.</param>
    /// <param name="beta">β, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Ftrl(
        double learningRate = 0.001, double learningRatePower = -0.5, double initialAccumulatorValue = 0.1, double l1 = 0, double l2 = 0,
        double l2Shrinkage = 0, double beta = 0)
        : base(learningRate)
    {
        LearningRatePower = learningRatePower;
        InitialAccumulatorValue = initialAccumulatorValue;
        L1RegularizationStrength = l1;
        L2RegularizationStrength = l2;
        L2ShrinkageRegularizationStrength = l2Shrinkage;
        Beta = beta;
    }

    /// <summary>p, at most 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LearningRatePower { get; init => field = -ArgumentNumbers.AtLeast(-value, 0, "-learning_rate_power"); }

    /// <summary>What n begins with, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double InitialAccumulatorValue { get; init => field = ArgumentNumbers.AtLeast(value, 0, "initial_accumulator_value"); }

    /// <summary>The l1 of the formula, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double L1RegularizationStrength { get; init => field = ArgumentNumbers.AtLeast(value, 0, "l1_regularization_strength"); }

    /// <summary>The l2 of the formula, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double L2RegularizationStrength { get; init => field = ArgumentNumbers.AtLeast(value, 0, "l2_regularization_strength"); }

    /// <summary>The shrinkage of the formula, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double L2ShrinkageRegularizationStrength
    {
        get;
        init => field = ArgumentNumbers.AtLeast(value, 0, "l2_shrinkage_regularization_strength");
    }

    /// <summary>β, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta { get; init => field = ArgumentNumbers.AtLeast(value, 0, "beta"); }

    internal static Description<Optimizer> Description { get; } = Describe(new Ftrl(), (ftrl, arguments) => ftrl with
    {
        LearningRatePower = arguments.Number("learning_rate_power", ftrl.LearningRatePower),
        InitialAccumulatorValue = arguments.Number("initial_accumulator_value", ftrl.InitialAccumulatorValue),
        L1RegularizationStrength = arguments.Number("l1_regularization_strength", 0),
        L2RegularizationStrength = arguments.Number("l2_regularization_strength", 0),
        L2ShrinkageRegularizationStrength = arguments.Number("l2_shrinkage_regularization_strength", 0),
        Beta = arguments.Number("beta", 0),
    });

    internal override int SlotCount => 2;

    private protected override IEnumerable<Argument> OwnArguments =>
    [
        new("learning_rate_power", LearningRatePower), new("initial_accumulator_value", InitialAccumulatorValue),
        new("l1_regularization_strength", L1RegularizationStrength), new("l2_regularization_strength", L2RegularizationStrength),
        new("l2_shrinkage_regularization_strength", L2ShrinkageRegularizationStrength), new("beta", Beta),
    ];

    internal override double InitialSlot(int index) => index == 0 ? InitialAccumulatorValue : 0;

    /// <summary>Element by element in double: the power has no vectors, and the l2 of a step adds β/(2·η).</summary>
    internal override void Update<T>(in WeightStep<T> step)
    {
        (T[] accumulator, T[] linear) = (step.Slots[0], step.Slots[1]);
        double rate = step.LearningRate;
        for (int i = 0; i < step.Variable.Length && rate > 0; i++)
        {
            double weight = double.CreateTruncating(step.Variable[i]);
            double gradient = double.CreateTruncating(step.Gradient[i]);
            double before = double.CreateTruncating(accumulator[i]);
            double after = before + (gradient * gradient);
            double power = LearningRateSchedule.Power(after, -LearningRatePower);
            double z = double.CreateTruncating(linear[i]) + gradient + (2 * L2ShrinkageRegularizationStrength * weight)
                - ((power - LearningRateSchedule.Power(before, -LearningRatePower)) / rate * weight);
            double quadratic = (power / rate) + (2 * (L2RegularizationStrength + (Beta / (2 * rate))));
            double clipped = Math.Clamp(z, -L1RegularizationStrength, L1RegularizationStrength);
            step.Variable[i] = T.CreateTruncating((clipped - z) / quadratic);
            linear[i] = T.CreateTruncating(z);
            accumulator[i] = T.CreateTruncating(after);
        }
    }
}
