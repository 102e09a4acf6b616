using Seedbed.Initializers;

namespace Seedbed.Training;

/// <inheritdoc cref="AdaptiveMoments"/>
public sealed record Adam : AdaptiveMoments
{
    /// <summary>Adaptive moments.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, from 0 to less than 1.</param>
    /// <param name="beta2">β₂, from 0 to less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="amsgrad">Whether the largest second moment so far divides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad)
    {
    }

    internal static Description<Optimizer> Description { get; } = Describe<AdaptiveMoments>(new Adam(), Read);
}
