using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// Adam and its relative: m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − α·m/(√v + ε) with α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) at step
/// t. Sources: Kingma and Ba 2015, <c>keras.optimizers.Adam</c>.
/// </summary>
public abstract record AdaptiveMoments : MomentEstimates
{
    private protected AdaptiveMoments(double learningRate, double beta1, double beta2, double epsilon, bool amsgrad)
        : base(learningRate, beta1, beta2, epsilon) => Amsgrad = amsgrad;

    /// <summary>Whether the largest second moment so far divides, as Reddi et al. 2018 have it.</summary>
    public bool Amsgrad { get; init; }

    internal override int SlotCount => Amsgrad ? 3 : 2;

    private protected override IEnumerable<Argument> OwnArguments =>
        [.. base.OwnArguments, new("amsgrad", Amsgrad)];

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
    private protected static AdaptiveMoments Read(AdaptiveMoments optimizer, NamedArguments arguments) =>
        (AdaptiveMoments)ReadMoments(optimizer, arguments) with { Amsgrad = arguments.Flag("amsgrad", optimizer.Amsgrad) };
}
