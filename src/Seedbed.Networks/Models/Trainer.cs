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
        _loss = new BatchLoss(_network, compilation, data);
        _tape = new Tape(_network.Type, execution);
        _optimizer = compilation.State(_network, execution);
        _means = new BatchMeans(compilation.Outputs(_network));
        _state = new TrainingState(model, _optimizer) { Epoch = options.InitialEpoch, Epochs = options.Epochs, Compilation = compilation };
        _order = new int[data.Count];
        _state.Batches = Batches;
        _seed = options.Shuffle ? options.Seed ?? model.Seed : null;
    }

    private int Batches => (_data.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Trains.</summary>
    /// <param name="validate">The values of the validation after an epoch; null where there is none.</param>
    internal History Run(Func<Dictionary<string, double>>? validate)
    {
        History history = new();
        Tell(callback => callback.OnTrainBegin(_state));
        for (int epoch = _state.Epoch + 1; epoch <= _options.Epochs && !_state.StopTraining; epoch++)
        {
            _state.Epoch = epoch;
            _state.Batch = 0;
            Tell(callback => callback.OnEpochBegin(_state));
            if (!RunEpoch(epoch))
            {
                break;
            }

            Dictionary<string, double> logs = _means.ToLogs();
            foreach ((string name, double value) in _state.StopsAtOnce ? [] : validate?.Invoke() ?? [])
            {
                logs[name] = value;
            }

            _state.Logs = logs;
            if (!_state.StopsAtOnce)
            {
                Tell(callback => callback.OnEpochEnd(_state));
            }

            history.Add(_state.Logs);
        }

        _optimizer.Finish();
        Tell(callback => callback.OnTrainEnd(_state));
        return history;
    }

    /// <summary>False where a callback has ended the training at a loss that is no number.</summary>
    private bool RunEpoch(int epoch)
    {
        SampleOrder.Fill(_order, _seed, epoch);
        _means.Clear();
        for (int batch = 0; batch < Batches && !_state.StopsAtOnce; batch++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            int start = batch * _options.BatchSize;
            _state.Batch = batch + 1;
            Tell(callback => callback.OnBatchBegin(_state));
            if (!Step(_order.AsSpan(start, Math.Min(_options.BatchSize, _order.Length - start))))
            {
                return false;
            }

            if (_options.Callbacks.Count > 0 || _options.Progress is not null)
            {
                _state.Logs = _means.ToLogs();
                Tell(callback => callback.OnBatchEnd(_state));
                _options.Progress?.Report(new TrainingProgress(epoch, _options.Epochs, _state.Batch, Batches, _state.Logs)
                {
                    LearningRate = _optimizer.LearningRate,
                });
            }
        }

        return true;
    }

    private bool Step(ReadOnlySpan<int> numbers)
    {
        try
        {
            BatchOutputs batch = _loss.Run(_tape, numbers, training: true);
            double loss = _state.Loss = batch.Loss();
            if (!double.IsFinite(loss))
            {
                if (_options.Callbacks.Any(callback => callback.EndsAtNonFiniteLoss))
                {
                    return false;
                }

                throw new NonFiniteLoss(_network, graph => _state.Model.NetworkOf(graph), _compilation.Optimizer, _data).Fault(
                    loss, _state.Epoch, _state.Batch, numbers);
            }

            _means.Add(loss, _tape, batch);
            _tape.Backward(batch.Total(_tape));
            Tell(callback => callback.OnGradients(_state));
            _optimizer.Apply();
            _compilation.Penalties(_network).Constrain();
            _network.RoundWeights();
            return true;
        }
        finally
        {
            _network.Observer = null;
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
