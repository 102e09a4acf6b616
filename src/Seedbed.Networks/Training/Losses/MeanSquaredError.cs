using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>mean (p − y)² over all elements. Source: <c>keras.losses.MeanSquaredError</c>.</summary>
public sealed record MeanSquaredError : Loss
{
    internal static Description<Loss> Description { get; } =
        Describe(new MeanSquaredError(), ["mean_squared_error", "mse", "MSE"], _ => new MeanSquaredError());

    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(SquaredError.Instance, predictions, targets);
}
