using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>A loss that is only looked at.</summary>
/// <param name="Loss">The loss.</param>
internal sealed record MeanLoss(Loss Loss) : MeanMetric(Loss.Name)
{
    /// <summary>The factor of the value; of Keras's cosine similarity, which is to grow as a metric, −1.</summary>
    internal double Factor { get; init; } = 1;

    internal override bool Accepts(bool hasLabels) => Loss.HasLabels == hasLabels;

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets)
    {
        Tensor rows = Loss.Apply(tape, predictions, targets);
        return (TensorValues.Mean(rows), rows.Count);
    }

    internal override double[] Rows(Tape tape, Tensor predictions, Tensor targets) =>
        TensorValues.All(Loss.Apply(tape, predictions, targets));

    private protected override double Final(double mean) => Factor * mean;
}
