using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// What Adam's family shares: a mean of gradients that decays by β₁, a measure of their size that decays by β₂, and what is added to the
/// divisor.
/// </summary>
public abstract record MomentEstimates : Optimizer
{
    private protected MomentEstimates(double learningRate, double beta1, double beta2, double epsilon)
        : base(learningRate) => (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);

    /// <summary>β₁, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta1 { get; init => field = ArgumentNumbers.Fraction(value, "beta_1"); }

    /// <summary>β₂, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta2 { get; init => field = ArgumentNumbers.Fraction(value, "beta_2"); }

    /// <summary>ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); }

    internal override int SlotCount => 2;

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("beta_1", Beta1), new("beta_2", Beta2), new("epsilon", Epsilon)];

    /// <summary>The same optimizer with the settings of a configuration.</summary>
    private protected static MomentEstimates ReadMoments(MomentEstimates optimizer, NamedArguments arguments) => optimizer with
    {
        Beta1 = arguments.Number("beta_1", optimizer.Beta1),
        Beta2 = arguments.Number("beta_2", optimizer.Beta2),
        Epsilon = arguments.Number("epsilon", optimizer.Epsilon),
    };
}
