using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// mean of −y·log q − (1 − y)·log(1 − q) over all elements, q = p clipped to [10⁻⁷, 1 − 10⁻⁷], or q = 1/(1 + e⁻ᵖ) for logits; with label
/// smoothing s y becomes (1 − s)·y + s/2. Source: <c>keras.losses.BinaryCrossentropy</c>.
/// </summary>
public sealed record BinaryCrossentropy : Loss
{
    /// <summary>Cross-entropy of a yes or no for each element.</summary>
    /// <param name="fromLogits">Whether predictions are logits; else they are probabilities.</param>
    /// <param name="labelSmoothing">s, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is outside its range.</exception>
    public BinaryCrossentropy(bool fromLogits = false, double labelSmoothing = 0)
    {
        FromLogits = fromLogits;
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>Whether predictions are logits; else they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>s, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LabelSmoothing { get; init => field = ArgumentNumbers.Share(value, "label_smoothing"); }

    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    internal static Description<Loss> Description { get; } = Describe(
        new BinaryCrossentropy(), ["binary_crossentropy", "bce", "BCE"],
        arguments => new BinaryCrossentropy(arguments.Flag("from_logits", false), arguments.Number("label_smoothing", 0)),
        LossArguments.Axis);

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("from_logits", FromLogits), new("label_smoothing", LabelSmoothing)];

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place)
    {
        TargetCheck.SameShape(targets, prediction, this, place);
        TargetCheck.Probabilities(targets, this);
    }

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(new BinaryCrossentropyOperation(FromLogits), predictions, SmoothedTargets.Of(tape, targets, LabelSmoothing, classes: 2));
}
