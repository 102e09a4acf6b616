using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// −log q at the label, q = p/Σp clipped to [10⁻⁷, 1 − 10⁻⁷], or q = softmax(p) for logits. Labels are whole numbers from 0 to below the
/// number of classes, one for each row of predictions. Source: <c>keras.losses.SparseCategoricalCrossentropy</c>.
/// </summary>
public sealed record SparseCategoricalCrossentropy : Loss
{
    /// <summary>Cross-entropy with labels.</summary>
    /// <param name="fromLogits">Whether predictions are logits; else they are probabilities.</param>
    public SparseCategoricalCrossentropy(bool fromLogits = false) => FromLogits = fromLogits;

    /// <summary>Whether predictions are logits; else they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    internal static Description<Loss> Description { get; } = Describe(
        new SparseCategoricalCrossentropy(), ["sparse_categorical_crossentropy"],
        arguments => new SparseCategoricalCrossentropy(arguments.Flag("from_logits", false)),
        new("ignore_class", "null", "null"), LossArguments.Axis);

    internal override bool HasLabels => true;

    private protected override IEnumerable<Argument> OwnArguments => [new("from_logits", FromLogits)];

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place) =>
        TargetCheck.Labels(targets, prediction, this, place);

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(new SparseCategoricalCrossentropyOperation(FromLogits), predictions, targets);
}
