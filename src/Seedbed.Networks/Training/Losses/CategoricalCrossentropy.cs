using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// −Σ y·log q over the classes, q = p/Σp clipped to [10⁻⁷, 1 − 10⁻⁷], or q = softmax(p) for logits; targets are one-hot or probabilities.
/// With label smoothing s and n classes y becomes (1 − s)·y + s/n. Source: <c>keras.losses.CategoricalCrossentropy</c>.
/// </summary>
public sealed record CategoricalCrossentropy : Loss
{
    /// <summary>Cross-entropy with a target for each class.</summary>
    /// <param name="fromLogits">Whether predictions are logits; else they are probabilities.</param>
    /// <param name="labelSmoothing">s, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is outside its range.</exception>
    public CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0)
    {
        FromLogits = fromLogits;
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>Whether predictions are logits; else they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>The part of each target that is spread over all classes, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LabelSmoothing { get; init => field = ArgumentNumbers.Share(value, "label_smoothing"); }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    internal static Description<Loss> Description { get; } = Describe(
        new CategoricalCrossentropy(), ["categorical_crossentropy"],
        arguments => new CategoricalCrossentropy(arguments.Flag("from_logits", false), arguments.Number("label_smoothing", 0)),
        LossArguments.Axis);

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("from_logits", FromLogits), new("label_smoothing", LabelSmoothing)];

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place)
    {
        TargetCheck.OneHot(targets, prediction, this, place);
        TargetCheck.Probabilities(targets, this);
    }

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(new CategoricalCrossentropyOperation(FromLogits), predictions,
            SmoothedTargets.Of(tape, targets, LabelSmoothing, classes: predictions[-1]));
}
