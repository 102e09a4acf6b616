using Seedbed.Autodiff;
using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>Sends batches through a network and holds what comes out against the targets.</summary>
/// <param name="network">The network.</param>
/// <param name="data">The samples.</param>
/// <param name="loss">What is taken of predictions and targets.</param>
internal sealed class BatchLoss(Network network, DataSet data, Loss loss)
{
    private readonly BatchFeed _feed = new(network, data.Inputs);
    private bool _isChecked;

    private string Place => $"layer {network.Model.Graph.OutputLayer}";

    /// <summary>Predictions, targets and the loss of each row.</summary>
    /// <param name="tape">Where the operations are recorded.</param>
    /// <param name="numbers">The samples of the batch.</param>
    /// <param name="training">Whether the network is to behave as in training.</param>
    /// <exception cref="ArgumentException">The targets' shape does not fit the predictions', or a label is out of range.</exception>
    internal (Tensor Predictions, Tensor Targets, Tensor Rows) Run(Tape tape, ReadOnlySpan<int> numbers, bool training)
    {
        Tensor[] outputs = network.Forward(tape, _feed.Inputs(tape, numbers), training);
        if (outputs.Length != 1)
        {
            throw new ArgumentException(
                $"{network.Place} has {outputs.Length} outputs; models with one are trained here, so make one of the output that has "
                + "targets.");
        }

        Check(outputs[0]);
        Tensor targets = BatchFeed.Gather(tape, data.Y, numbers, loss.TargetShape(outputs[0].Dimensions)[1..]);
        Tensor rows = loss.Apply(tape, outputs[0], targets);
        return (outputs[0], targets, network.MaskOf(tape, outputs[0]) is { } mask
            ? tape.Apply(Multiplication.Instance, rows, RowMask.Weights(tape, mask, rows, Place))
            : rows);
    }

    /// <summary>The targets are looked through once.</summary>
    private void Check(Tensor output)
    {
        if (_isChecked)
        {
            return;
        }

        if (output.Rank < 2)
        {
            throw new ArgumentException($"{Place} predicts {output.ShapeText}; a loss needs a batch and at least one axis behind it.");
        }

        loss.Check(data.Y, output.Dimensions[1..], Place);
        _isChecked = true;
    }
}
