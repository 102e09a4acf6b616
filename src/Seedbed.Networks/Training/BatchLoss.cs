using Seedbed.Autodiff;
using Seedbed.Graph;

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
    /// <exception cref="ArgumentException">The targets' shape does not fit the predictions', or a label is out of range.</exception>
    internal BatchOutputs Run(Tape tape, ReadOnlySpan<int> numbers, bool training)
    {
        (Tensor[] predictions, Tensor[] ofActivity) = _network.ForwardWithPenalties(tape, _feed.Inputs(tape, numbers), training);
        if (predictions.Length != _outputs.Length)
        {
            throw new ArgumentException(
                $"{_network.Place} has {predictions.Length} outputs; models whose last layer gives one are trained here, so make a "
                + "functional model of the outputs that have targets.");
        }

        Check(predictions);
        BatchOutputs batch = new(_outputs, predictions.Length);
        for (int i = 0; i < predictions.Length; i++)
        {
            Loss loss = _outputs[i].Goal.Loss;
            Tensor targets = BatchFeed.Gather(tape, _data.Targets[i], numbers, loss.TargetShape(predictions[i].Dimensions)[1..]);
            Tensor rows = loss.Apply(tape, predictions[i], targets);
            Tensor? weights = _data.SampleWeights[i] is { } given ? RowWeights(tape, given, numbers, rows, i) : null;
            if (_network.MaskOf(tape, predictions[i]) is { } mask)
            {
                rows = tape.Apply(Multiplication.Instance, rows, RowMask.Weights(tape, mask, rows, _outputs[i].Place));
            }

            batch.Set(i, predictions[i], targets, weights,
                weights is null ? rows : tape.Apply(Multiplication.Instance, rows, weights));
        }

        batch.Penalties = _penalties.IsEmpty ? ofActivity : [.. _penalties.Apply(tape), .. ofActivity];
        return batch;
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

        Tensor weights = BatchFeed.Gather(tape, given, numbers, [given.SampleLength]);
        Tensor expanded = tape.New(rows.Dimensions);
        for (int i = 0; i < expanded.Count; i++)
        {
            int place = given.SampleLength == 1 ? i / rowsOfSample : i;
            if (tape.Type == ElementType.Float32)
            {
                expanded.Values<float>()[i] = weights.Values<float>()[place];
            }
            else
            {
                expanded.Values<double>()[i] = weights.Values<double>()[place];
            }
        }

        return expanded;
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

/// <summary>What a batch gave.</summary>
/// <param name="outputs">The model's outputs.</param>
/// <param name="count">Their number.</param>
internal sealed class BatchOutputs(TrainedOutput[] outputs, int count)
{
    private readonly Tensor[] _predictions = new Tensor[count];
    private readonly Tensor[] _targets = new Tensor[count];
    private readonly Tensor?[] _weights = new Tensor?[count];
    private readonly Tensor[] _rows = new Tensor[count];

    /// <summary>For each output its predictions.</summary>
    internal IReadOnlyList<Tensor> Predictions => _predictions;

    /// <summary>For each output its targets.</summary>
    internal IReadOnlyList<Tensor> Targets => _targets;

    /// <summary>For each output the weights of its rows; null where all count alike.</summary>
    internal IReadOnlyList<Tensor?> Weights => _weights;

    /// <summary>What layers add to the loss.</summary>
    internal IReadOnlyList<Tensor> Penalties { get; set; } = [];

    internal void Set(int index, Tensor predictions, Tensor targets, Tensor? weights, Tensor rows) =>
        (_predictions[index], _targets[index], _weights[index], _rows[index]) = (predictions, targets, weights, rows);

    /// <summary>The loss of an output, before its weight.</summary>
    internal double LossOf(int index) => TensorValues.Mean(_rows[index]);

    /// <summary>The model's loss.</summary>
    internal double Loss()
    {
        double loss = _rows.Length == 1 && outputs[0].Goal.Weight == 1 ? LossOf(0) : 0;
        for (int i = 0; i < _rows.Length && (_rows.Length > 1 || outputs[0].Goal.Weight != 1); i++)
        {
            loss += outputs[i].Goal.Weight * LossOf(i);
        }

        foreach (Tensor penalty in Penalties)
        {
            loss += penalty.Sum();
        }

        return loss;
    }

    /// <summary>The model's loss as a scalar of the tape.</summary>
    internal Tensor Total(Tape tape)
    {
        Tensor? total = null;
        for (int i = 0; i < _rows.Length; i++)
        {
            Tensor mean = tape.Apply(Mean.Instance, _rows[i]);
            Tensor weighted = outputs[i].Goal.Weight == 1 ? mean : tape.Apply(new ScaleAndShift(outputs[i].Goal.Weight), mean);
            total = total is null ? weighted : tape.Apply(Addition.Instance, total, weighted);
        }

        foreach (Tensor penalty in Penalties)
        {
            total = tape.Apply(Addition.Instance, total!, penalty);
        }

        return total!;
    }
}
