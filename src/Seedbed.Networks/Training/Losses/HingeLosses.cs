using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>
/// mean of max(1 − y·p, 0) over all elements, y being −1 or 1; where a batch has 0 and 1 alone, 0 is −1. Source: <c>keras.losses.Hinge</c>.
/// </summary>
public sealed record Hinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "hinge";

    internal static Description<Loss> Description { get; } = Describe(new Hinge(), ["hinge"], _ => new Hinge());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.Hinge(), predictions, SignedTargets.Of(tape, targets));
}

/// <summary>
/// mean of max(1 − y·p, 0)² over all elements, y being −1 or 1; where a batch has 0 and 1 alone, 0 is −1. Source:
/// <c>keras.losses.SquaredHinge</c>.
/// </summary>
public sealed record SquaredHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "squared_hinge";

    internal static Description<Loss> Description { get; } = Describe(new SquaredHinge(), ["squared_hinge"], _ => new SquaredHinge());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.SquaredHinge(), predictions, SignedTargets.Of(tape, targets));
}

/// <summary>max(max((1 − y)·p) − Σ y·p + 1, 0), y being one-hot. Source: <c>keras.losses.CategoricalHinge</c>.</summary>
public sealed record CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    internal static Description<Loss> Description { get; } =
        Describe(new CategoricalHinge(), ["categorical_hinge"], _ => new CategoricalHinge());

    internal override void Check(Samples targets, ReadOnlySpan<int> prediction, string place) =>
        TargetCheck.OneHot(targets, prediction, this, place);

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(RowLosses.CategoricalHinge(), predictions, targets);
}

/// <summary>Targets of 0 and 1 as −1 and 1; others as they are. Source: <c>convert_binary_labels_to_hinge</c> of Keras.</summary>
internal static class SignedTargets
{
    internal static Tensor Of(Tape tape, Tensor targets)
    {
        double[] values = TensorValues.All(targets);
        return values.All(value => value is 0 or 1) ? tape.Apply(new ScaleAndShift(2, -1), targets) : targets;
    }
}
