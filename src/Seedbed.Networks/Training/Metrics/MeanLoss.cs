using Seedbed.Autodiff;

namespace Seedbed.Training;

/// <summary>A loss that is only looked at.</summary>
/// <param name="Loss">The loss.</param>
internal sealed record MeanLoss(Loss Loss) : Metric(Loss.Name)
{
    internal override bool Accepts(bool hasLabels) => Loss.HasLabels == hasLabels;

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets)
    {
        Tensor rows = Loss.Apply(tape, predictions, targets);
        return (TensorValues.Mean(rows), rows.Count);
    }
}
