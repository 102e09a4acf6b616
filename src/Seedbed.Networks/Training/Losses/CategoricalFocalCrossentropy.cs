using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// −Σ α·(1 − q)^γ·y·ln q over the classes, q = p/Σp clipped to [10⁻⁷, 1 − 10⁻⁷], or of softmax(p) for logits. Sources: Lin et al. 2018,
/// <c>keras.losses.CategoricalFocalCrossentropy</c>.
/// </summary>
public sealed record CategoricalFocalCrossentropy : Loss
{
    /// <summary>Cross-entropy that counts what is wrong more.</summary>
    /// <param name="alpha">α, at least 0.</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="fromLogits">Whether predictions are logits; else they are probabilities.</param>
    /// <param name="labelSmoothing">The part of each target that is spread evenly, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CategoricalFocalCrossentropy(double alpha = 0.25, double gamma = 2, bool fromLogits = false, double labelSmoothing = 0) =>
        (Alpha, Gamma, FromLogits, LabelSmoothing) = (alpha, gamma, fromLogits, labelSmoothing);

    /// <summary>α, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Alpha { get; init => field = ArgumentNumbers.AtLeast(value, 0, "alpha"); }

    /// <summary>γ, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Gamma { get; init => field = ArgumentNumbers.AtLeast(value, 0, "gamma"); }

    /// <summary>Whether predictions are logits; else they are probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>The part of each target that is spread evenly, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LabelSmoothing { get; init => field = ArgumentNumbers.Share(value, "label_smoothing"); }

    /// <inheritdoc/>
    public override string Name => "categorical_focal_crossentropy";

    internal static Description<Loss> Description { get; } = Describe(
        new CategoricalFocalCrossentropy(), ["categorical_focal_crossentropy"],
        arguments => new CategoricalFocalCrossentropy(
            arguments.Number("alpha", 0.25), arguments.Number("gamma", 2), arguments.Flag("from_logits", false),
            arguments.Number("label_smoothing", 0)),
        LossArguments.Axis);

    private protected override IEnumerable<Argument> OwnArguments =>
        [new("alpha", Alpha), new("gamma", Gamma), new("from_logits", FromLogits), new("label_smoothing", LabelSmoothing)];

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place)
    {
        TargetCheck.OneHot(targets, prediction, this, place);
        TargetCheck.Probabilities(targets, this);
    }

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) => tape.Apply(
        RowLosses.CategoricalFocal(Alpha, Gamma),
        FromLogits ? tape.Apply(NamedActivations.Find("softmax")!, predictions) : predictions,
        SmoothedTargets.Of(tape, targets, LabelSmoothing, classes: predictions[-1]));
}
