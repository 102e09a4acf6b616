using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// Adam and its relative: m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − α·m/(√v + ε) with α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) at step
/// t. Sources: Kingma and Ba 2015, <c>keras.optimizers.Adam</c>.
/// </summary>
public abstract record AdaptiveMoments : Optimizer
{
    private protected AdaptiveMoments(double learningRate, double beta1, double beta2, double epsilon, bool amsgrad)
        : base(learningRate)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        Amsgrad = amsgrad;
    }

    /// <summary>β₁, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta1 { get; init => field = ArgumentNumbers.Fraction(value, "beta_1"); }

    /// <summary>β₂, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta2 { get; init => field = ArgumentNumbers.Fraction(value, "beta_2"); }

    /// <summary>ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); }

    /// <summary>Whether the largest second moment so far divides, as Reddi et al. 2018 have it.</summary>
    public bool Amsgrad { get; init; }

    internal override int SlotCount => Amsgrad ? 3 : 2;

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("beta_1", Beta1), new("beta_2", Beta2), new("epsilon", Epsilon), new("amsgrad", Amsgrad)];

    internal override void Update<T>(in WeightStep<T> step)
    {
        var rule = AdamRule<T>.At(step.Number, step.LearningRate, Beta1, Beta2, Epsilon);
        if (Amsgrad)
        {
            step.Run(new AmsgradRule<T>(rule));
        }
        else
        {
            step.Run(rule);
        }
    }

    /// <summary>The same optimizer with the settings of a configuration.</summary>
    private protected static AdaptiveMoments Read(AdaptiveMoments optimizer, NamedArguments arguments) => optimizer with
    {
        Beta1 = arguments.Number("beta_1", optimizer.Beta1),
        Beta2 = arguments.Number("beta_2", optimizer.Beta2),
        Epsilon = arguments.Number("epsilon", optimizer.Epsilon),
        Amsgrad = arguments.Flag("amsgrad", optimizer.Amsgrad),
    };
}
