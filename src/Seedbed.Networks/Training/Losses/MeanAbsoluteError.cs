using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// mean |p − y| over all elements; its derivative is taken as 0 where p = y. Source: <c>keras.losses.MeanAbsoluteError</c>.
/// </summary>
public sealed record MeanAbsoluteError : Loss
{
    internal static Description<Loss> Description { get; } =
        Describe(new MeanAbsoluteError(), ["mean_absolute_error", "mae", "MAE"], _ => new MeanAbsoluteError());

    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(AbsoluteError.Instance, predictions, targets);
}
