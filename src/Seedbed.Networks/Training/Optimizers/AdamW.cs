using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// Adam with weight decay from the start: before each of its updates w ← w − weight_decay·η·w. Sources: Loshchilov and Hutter 2019,
/// <c>keras.optimizers.AdamW</c>.
/// </summary>
public sealed record AdamW : AdaptiveMoments
{
    /// <summary>Adaptive moments with decoupled weight decay.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="weightDecay">At least 0.</param>
    /// <param name="beta1">β₁, from 0 to less than 1.</param>
    /// <param name="beta2">β₂, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="amsgrad">Whether the largest second moment so far divides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(
        double learningRate =
            0.001, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = weightDecay;

    internal static Description<Optimizer> Description { get; } = Describe<AdaptiveMoments>(new AdamW(), Read);
}
