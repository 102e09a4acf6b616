using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>Sends batches through a network and holds what comes out against the targets.</summary>
internal sealed class BatchLoss
{
    private readonly Network _network;
    private readonly TrainedOutput[] _outputs;
    private readonly LayerPenalties _penalties;
    private readonly DataSet _data;
    private readonly BatchFeed _feed;
    private bool _isChecked;

    /// <param name="network">The network.</param>
    /// <param name="compilation">What is taken of predictions and targets.</param>
    /// <param name="data">The samples.</param>
    /// <exception cref="ArgumentException">There are not as many inputs or targets as the model has.</exception>
    internal BatchLoss(Network network, Compilation compilation, DataSet data)
    {
        _network = network;
        _outputs = compilation.Outputs(network);
        _penalties = compilation.Penalties(network);
        _data = data;
        _feed = new BatchFeed(network, data.Inputs);
        if (data.Targets.Count != _outputs.Length)
        {
            throw new ArgumentException(
                $"{data.Targets.Count} arrays of targets are given, and {network.Place} has {_outputs.Length} outputs: "
                + $"{string.Join(", ", _outputs.Select(output => output.Name))}; give one for each.");
        }
    }

    /// <summary>Predictions, targets and losses of a batch.</summary>
    /// <param name="tape">Where the operations are recorded.</param>
    /// <param name="numbers">The samples of the batch.</param>
    /// <param name="training">Whether the network is to behave as in training.</param>
    /// <param name="derivesInputs">Whether the loss is to be derived by the inputs, too.</param>
    /// <exception cref="ArgumentException">The targets' shape does not fit the predictions', or a label is out of range.</exception>
    internal BatchOutputs Run(Tape tape, ReadOnlySpan<int> numbers, bool training, bool derivesInputs = false)
    {
        Tensor[] inputs = _feed.Inputs(tape, numbers, derivesInputs);
        (Tensor[] predictions, Tensor[] ofActivity) = _network.ForwardWithPenalties(tape, inputs, training);
        if (predictions.Length != _outputs.Length)
        {
            throw new ArgumentException(
                $"{_network.Place} has {predictions.Length} outputs; models whose last layer gives one are trained here, so make a "
                + "functional model of the outputs that have targets.");
        }

        Check(predictions);
        OutputBatch[] outputs = new OutputBatch[predictions.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Held(tape, numbers, predictions[i], i);
        }

        return new BatchOutputs(inputs, outputs, [.. _penalties.Apply(tape), .. ofActivity]);
    }

    /// <summary>The predictions of one output against their targets.</summary>
    private OutputBatch Held(Tape tape, ReadOnlySpan<int> numbers, Tensor predictions, int index)
    {
        (_, string place, OutputLoss goal) = _outputs[index];
        Tensor targets = BatchFeed.Gather(tape, _data.Targets[index], numbers, goal.Loss.TargetShape(predictions.Dimensions)[1..]);
        Tensor rows = goal.Loss.Apply(tape, predictions, targets);
        Tensor? weights = _data.SampleWeights[index] is { } given ? RowWeights(tape, given, numbers, rows, index) : null;
        if (_network.MaskOf(tape, predictions) is { } mask)
        {
            rows = tape.Apply(Multiplication.Instance, rows, RowMask.Weights(tape, mask, rows, place));
        }

        rows = weights is null ? rows : tape.Apply(Multiplication.Instance, rows, weights);
        return new OutputBatch(goal.Weight, predictions, targets, weights, rows);
    }

    /// <summary>The weight of each row: one for each of a sample's rows, or one for all of them.</summary>
    private Tensor RowWeights(Tape tape, Samples given, ReadOnlySpan<int> numbers, Tensor rows, int index)
    {
        int rowsOfSample = rows.Rank == 0 ? 0 : rows.CountIn(1..);
        if (rowsOfSample == 0 || rows[0] != numbers.Length || (given.SampleLength != 1 && given.SampleLength != rowsOfSample))
        {
            throw new ArgumentException(
                $"the sample weights are {given.ShapeText}, and the loss {_outputs[index].Goal.Loss.Name} of {_outputs[index].Place} gives "
                + $"{rows.ShapeText} for a batch; give one weight for each sample, or for each of its rows.");
        }

        return RowMask.Spread(tape, BatchFeed.Gather(tape, given, numbers, [given.SampleLength]), rows);
    }

    /// <summary>The targets are looked through once.</summary>
    private void Check(Tensor[] predictions)
    {
        for (int i = 0; i < predictions.Length && !_isChecked; i++)
        {
            if (predictions[i].Rank < 2)
            {
                throw new ArgumentException(
                    $"{_outputs[i].Place} predicts {predictions[i].ShapeText}; a loss needs a batch and at least one axis behind it.");
            }

            _outputs[i].Goal.Loss.Check(_data.Targets[i], predictions[i].Dimensions[1..], _outputs[i].Place);
        }

        _isChecked = true;
    }
}

/// <summary>What a batch gave for one output.</summary>
/// <param name="Factor">That of its loss in the model's.</param>
/// <param name="Predictions">What the model gave.</param>
/// <param name="Targets">What it was to give.</param>
/// <param name="Weights">Those of the rows; null where all count alike.</param>
/// <param name="Rows">The loss of each row, weighted.</param>
internal sealed record OutputBatch(double Factor, Tensor Predictions, Tensor Targets, Tensor? Weights, Tensor Rows)
{
    /// <summary>The mean loss, before its factor.</summary>
    internal double Loss => TensorValues.Mean(Rows);
}

/// <summary>What a batch gave.</summary>
/// <param name="Inputs">What the model was given.</param>
/// <param name="Outputs">For each output of the model.</param>
/// <param name="Penalties">What layers add to the loss, a scalar each.</param>
internal sealed record BatchOutputs(Tensor[] Inputs, IReadOnlyList<OutputBatch> Outputs, IReadOnlyList<Tensor> Penalties)
{
    /// <summary>The model's loss.</summary>
    internal double Loss() => Outputs.Select(output => output.Factor * output.Loss).Concat(Penalties.Select(penalty => penalty.Sum()))
        .Aggregate((sum, each) => sum + each);

    /// <summary>The model's loss as a scalar of the tape.</summary>
    internal Tensor Total(Tape tape) => Outputs.Select(output => Weighted(tape, output)).Concat(Penalties)
        .Aggregate((sum, each) => tape.Apply(Addition.Instance, sum, each));

    private static Tensor Weighted(Tape tape, OutputBatch output)
    {
        Tensor mean = tape.Apply(Mean.Instance, output.Rows);
        return output.Factor == 1 ? mean : tape.Apply(new ScaleAndShift(output.Factor), mean);
    }
}
