using Seedbed.Autodiff;
using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>Takes loss and metrics of samples, with the network as it predicts.</summary>
internal sealed class Evaluator
{
    private readonly BatchLoss _loss;
    private readonly BatchMeans _means;
    private readonly Tape _tape;
    private readonly int _count;
    private readonly int _batchSize;

    internal Evaluator(Network network, Compilation compilation, DataSet data, int batchSize, ExecutionOptions execution)
    {
        _loss = new BatchLoss(network, compilation, data);
        _means = new BatchMeans(compilation.Outputs(network));
        _tape = new Tape(network.Type, execution) { IsRecording = false };
        _count = data.Count > 0 ? data.Count : throw new ArgumentException("there are no samples to evaluate; there must be at least one.");
        _batchSize = batchSize;
    }

    /// <summary>The means by their names, behind a prefix.</summary>
    internal Dictionary<string, double> Run(string prefix)
    {
        _means.Clear();
        int[] numbers = [.. Enumerable.Range(0, _count)];
        for (int start = 0; start < _count; start += _batchSize)
        {
            BatchOutputs batch = _loss.Run(_tape, numbers.AsSpan(start, Math.Min(_batchSize, _count - start)), training: false);
            _means.Add(batch.Loss(), _tape, batch);
            _tape.Reset();
        }

        return _means.ToLogs(prefix);
    }
}
