using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// mean of w·(1 − q)^γ·(−y·ln p − (1 − y)·ln(1 − p)) over all elements, q = p where y = 1 and 1 − p where y = 0; with balance w = α and
/// 1 − α, else 1. Sources: Lin et al. 2018, <c>keras.losses.BinaryFocalCrossentropy</c>.
/// </summary>
public sealed record BinaryFocalCrossentropy : Loss
{
    /// <summary>Cross-entropy that counts what is wrong more.</summary>
    /// <param name="applyClassBalancing">Whether classes are weighted by α.</param>
    /// <param name="alpha">α, from 0 to 1.</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="fromLogits">Whether predictions are logits; else they are probabilities.</param>
    /// <param name="labelSmoothing">The part of each target that is spread evenly, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2, bool fromLogits = false, double labelSmoothing = 0)
    {
        ApplyClassBalancing = applyClassBalancing;
        Alpha = alpha;
        Gamma = gamma;
        FromLogits = fromLogits;
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>Whether classes are weighted by α.</summary>
    public bool ApplyClassBalancing { get; init; }

    /// <summary>α, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Alpha { get; init => field = ArgumentNumbers.Share(value, "alpha"); }

    /// <summary>γ, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Gamma { get; init => field = ArgumentNumbers.AtLeast(value, 0, "gamma"); }

    /// <summary>Whether predictions are logits; else they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>The part of each target that is spread evenly, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LabelSmoothing { get; init => field = ArgumentNumbers.Share(value, "label_smoothing"); }

    /// <inheritdoc/>
    public override string Name => "binary_focal_crossentropy";

    internal static Description<Loss> Description { get; } = Describe(
        new BinaryFocalCrossentropy(), ["binary_focal_crossentropy"],
        arguments => new BinaryFocalCrossentropy(
            arguments.Flag("apply_class_balancing", false), arguments.Number("alpha", 0.25), arguments.Number("gamma", 2),
            arguments.Flag("from_logits", false), arguments.Number("label_smoothing", 0)),
        LossArguments.Axis);

    private protected override IEnumerable<Argument> OwnArguments =>
    [
        new("apply_class_balancing", ApplyClassBalancing), new("alpha", Alpha), new("gamma", Gamma), new("from_logits", FromLogits),
        new("label_smoothing", LabelSmoothing),
    ];

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place)
    {
        TargetCheck.SameShape(targets, prediction, this, place);
        TargetCheck.Probabilities(targets, this);
    }

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) => tape.Apply(
        ElementLosses.BinaryFocal(Alpha, Gamma, ApplyClassBalancing),
        FromLogits ? tape.Apply(NamedActivations.Find("sigmoid")!, predictions) : predictions,
        SmoothedTargets.Of(tape, targets, LabelSmoothing, classes: 2));
}
