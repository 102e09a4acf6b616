using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// 1 − I / (I + α·Σ(1 − y)·p + β·Σy·(1 − p) + 10⁻⁷), I = Σ p·y, over a whole batch, one number for all of it. Sources: Salehi et al. 2017,
/// <c>keras.losses.Tversky</c>.
/// </summary>
public sealed record Tversky : Loss
{
    /// <summary>Overlap with weights of what is found too much and too little.</summary>
    /// <param name="alpha">α, of false positives, at least 0.</param>
    /// <param name="beta">β, of false negatives, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Tversky(double alpha = 0.5, double beta = 0.5) => (Alpha, Beta) = (alpha, beta);

    /// <summary>α, of false positives, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Alpha { get; init => field = ArgumentNumbers.AtLeast(value, 0, "alpha"); }

    /// <summary>β, of false negatives, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta { get; init => field = ArgumentNumbers.AtLeast(value, 0, "beta"); }

    /// <inheritdoc/>
    public override string Name => "tversky";

    internal static Description<Loss> Description { get; } = Describe(
        new Tversky(), ["tversky"],
        Dice.OverBatch(arguments => new Tversky(arguments.Number("alpha", 0.5), arguments.Number("beta", 0.5))),
        new ParameterDescription("axis", "null", "null"));

    private protected override IEnumerable<Argument> OwnArguments => [new("alpha", Alpha), new("beta", Beta)];

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(RowLosses.Tversky(Alpha, Beta), predictions, targets);
}
