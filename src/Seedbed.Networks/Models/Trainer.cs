using Seedbed.Autodiff;
using Seedbed.Training;
using Seedbed.Graph;

namespace Seedbed.Models;

/// <summary>One training of a model: epoch after epoch, batch after batch.</summary>
internal sealed class Trainer
{
    private readonly Network _network;
    private readonly Compilation _compilation;
    private readonly FitOptions _options;
    private readonly DataSet _data;
    private readonly BatchLoss _loss;
    private readonly Tape _tape;
    private readonly OptimizerState _optimizer;
    private readonly BatchMeans _means;
    private readonly TrainingState _state;
    private readonly int[] _order;
    private readonly long? _seed;

    /// <summary>Settles what is trained on what.</summary>
    /// <exception cref="ArgumentException">The samples' shape does not fit the model.</exception>
    internal Trainer(Model model, Compilation compilation, DataSet data, FitOptions options)
    {
        ExecutionOptions execution = new(options.MaxDegreeOfParallelism, options.CancellationToken);
        _network = model.Network;
        _compilation = compilation;
        _options = options;
        _data = data;
        _loss = new BatchLoss(_network, data, compilation.Loss);
        _tape = new Tape(_network.Type, execution);
        _optimizer = compilation.State(_network, execution);
        _means = new BatchMeans(compilation.Metrics);
        _state = new TrainingState(model);
        _order = new int[data.Count];
        _seed = options.Shuffle ? options.Seed ?? model.Seed : null;
    }

    private int Batches => (_data.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Trains.</summary>
    /// <param name="validate">The values of the validation after an epoch; null where there is none.</param>
    internal History Run(Func<Dictionary<string, double>>? validate)
    {
        History history = new();
        Tell(callback => callback.OnTrainBegin(_state));
        for (int epoch = 1; epoch <= _options.Epochs && !_state.StopTraining; epoch++)
        {
            _state.Epoch = epoch;
            _state.Batch = 0;
            Tell(callback => callback.OnEpochBegin(_state));
            RunEpoch(epoch);
            Dictionary<string, double> logs = _means.ToLogs();
            foreach ((string name, double value) in validate?.Invoke() ?? [])
            {
                logs[name] = value;
            }

            history.Add(logs);
            _state.Logs = logs;
            Tell(callback => callback.OnEpochEnd(_state));
        }

        Tell(callback => callback.OnTrainEnd(_state));
        return history;
    }

    private void RunEpoch(int epoch)
    {
        SampleOrder.Fill(_order, _seed, epoch);
        _means.Clear();
        for (int batch = 0; batch < Batches; batch++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            int start = batch * _options.BatchSize;
            _state.Batch = batch + 1;
            Step(_order.AsSpan(start, Math.Min(_options.BatchSize, _order.Length - start)));
            if (_options.Callbacks.Count > 0 || _options.Progress is not null)
            {
                _state.Logs = _means.ToLogs();
                Tell(callback => callback.OnBatchEnd(_state));
                _options.Progress?.Report(new TrainingProgress(epoch, _options.Epochs, _state.Batch, Batches, _state.Logs));
            }
        }
    }

    private void Step(ReadOnlySpan<int> numbers)
    {
        try
        {
            (Tensor predictions, Tensor targets, Tensor rows) = _loss.Run(_tape, numbers, training: true);
            double loss = TensorValues.Mean(rows);
            if (!double.IsFinite(loss))
            {
                throw new NonFiniteLoss(_network, graph => _state.Model.NetworkOf(graph), _compilation.Optimizer, _data).Fault(
                    loss, _state.Epoch, _state.Batch, numbers);
            }

            _means.Add(loss, _tape, predictions, targets);
            _tape.Backward(_tape.Apply(Mean.Instance, rows));
            _optimizer.Apply();
            _network.RoundWeights();
        }
        finally
        {
            _tape.Reset();
        }
    }

    private void Tell(Action<Callback> tell)
    {
        foreach (Callback callback in _options.Callbacks)
        {
            tell(callback);
        }
    }
}
