using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>Σ y·ln(y/p) over the classes, both clipped to [10⁻⁷, 1]. Source: <c>keras.losses.KLDivergence</c>.</summary>
public sealed record KLDivergence : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    internal static Description<Loss> Description { get; } = Describe(
        new KLDivergence(), ["kl_divergence", "kullback_leibler_divergence", "kld", "KLD"], _ => new KLDivergence());

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place)
    {
        TargetCheck.OneHot(targets, prediction, this, place);
        TargetCheck.Probabilities(targets, this);
    }

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.Divergence(), predictions, targets);
}
