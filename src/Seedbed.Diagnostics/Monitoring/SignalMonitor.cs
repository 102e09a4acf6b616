using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// Records, while a model is trained, what its layers give, its weights, their gradients and their updates, in steps 1, 2, 5, 10 and every
/// n-th, and warns in a sentence, once, where a signal dies, explodes or saturates, or where updates are lost. The training learns the same
/// bits.
/// </summary>
/// <remarks>
/// What is not finite or has grown 1000-fold since the first record is told at once, other faults where two records in succession have
/// them: weights that begin with 0 have gradients of 0 before them in the first step.
/// </remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([2]), new Dense(16, activation: "tanh"), new Dense(3, activation: "softmax")], seed: 42);
/// model.Compile("adam", "sparse_categorical_crossentropy");
/// SignalMonitor monitor = new(every: 10, tell: Console.WriteLine);
/// model.Fit(Spirals.Create(300, seed: 1), new FitOptions { Epochs = 2, Callbacks = [monitor] });
/// foreach (WeightRecord weight in monitor.Records[^1].Weights)
/// {
///     Console.WriteLine($"{weight.Name}: update / weight = {weight.UpdateRatio}");
/// }
/// </code>
/// </example>
public sealed class SignalMonitor : Callback
{
    private static readonly long[] s_firstSteps = [1, 2, 5, 10];

    private readonly int _every;
    private readonly Action<string>? _tell;
    private readonly SignalLog? _log;
    private readonly List<StepRecord> _records = [];
    private readonly List<MonitorWarning> _warnings = [];
    private WatchedLayer[] _layers = [];
    private WatchedWeight[] _weights = [];
    private SignalRules _rules = new([], []);
    private WarningLedger _ledger = new();
    private Step? _step;

    /// <summary>Records every n-th step.</summary>
    /// <param name="every">n, at least 1.</param>
    /// <param name="tell">Gets the sentence of each warning; null keeps them in <see cref="Warnings"/> alone.</param>
    /// <param name="logPath">
    /// Where each record is written once it is there, as CSV or, where the name ends in <c>.jsonl</c>, as JSON lines; null for nowhere. A
    /// line for each layer and weight of a record has <c>step, epoch, loss, learning_rate, kind (layer or weight), name, mean, std, norm,
    /// gradient_std, update_std, update_ratio, lost_fraction, dead_fraction, saturated_fraction</c>, as <see cref="LayerRecord"/> and
    /// <see cref="WeightRecord"/> tell them; what a kind has not is empty in CSV and absent in JSON.
    /// </param>
    /// <param name="append">Whether lines are added to those of the file; else it begins anew.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is less than 1.</exception>
    /// <exception cref="ArgumentException">The file's name ends neither in .csv nor in .jsonl.</exception>
    public SignalMonitor(int every = 50, Action<string>? tell = null, string? logPath = null, bool append = false)
    {
        _every = every >= 1 ? every : throw new ArgumentOutOfRangeException(nameof(every), $"every is {every}; it must be at least 1.");
        _tell = tell;
        _log = logPath is null ? null : new SignalLog(logPath, append);
    }

    /// <summary>What was recorded of the last training, in order.</summary>
    public IReadOnlyList<StepRecord> Records => _records;

    /// <summary>What was told of the last training, in order.</summary>
    public IReadOnlyList<MonitorWarning> Warnings => _warnings;

    /// <inheritdoc/>
    /// <exception cref="IOException">The log cannot be written; the sentence names it.</exception>
    public override void OnTrainBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _records.Clear();
        _warnings.Clear();
        _layers = WatchedLayer.AllOf(state.Model);
        _weights = [.. state.Model.Weights.Where(weight => weight.Trainable).Select(weight => new WatchedWeight(weight))];
        _rules = new SignalRules(_layers, _weights);
        _ledger = new WarningLedger();
        _step = null;
        _log?.Begin();
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        long number = ((state.Epoch - 1L) * state.Batches) + state.Batch;
        if (number % _every != 0 && !s_firstSteps.Contains(number))
        {
            return;
        }

        Step step = _step = new Step(number, state.Epoch, new LayerRecord?[_layers.Length]);
        state.Observe(call =>
        {
            if (call.Outputs[0].Count > 0)
            {
                step.Layers[call.Node.Index] = _layers[call.Node.Index].Measure(call.Outputs[0]);
            }
        });
    }

    /// <inheritdoc/>
    public override void OnGradients(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_step is { } step)
        {
            step.LearningRate = state.LearningRate;
            step.IsUpdate = state.IsUpdate && state.LearningRate > 0;
            Array.ForEach(_weights, weight => weight.Begin(step.IsUpdate));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The log cannot be written; the sentence names it.</exception>
    public override void OnBatchEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_step is { } step)
        {
            Record(step, state.Loss, Array.ConvertAll(_weights, weight => weight.End(step.IsUpdate)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A step whose loss is no number ends a training with <see cref="TerminateOnNaN"/> before its gradients.</remarks>
    public override void OnTrainEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_step is { } step)
        {
            step.LearningRate = state.LearningRate;
            Record(step, state.Loss, []);
        }
    }

    private void Record(Step step, double loss, IReadOnlyList<WeightRecord> weights)
    {
        _step = null;
        StepRecord record = new(step.Number, step.Epoch, loss, step.LearningRate, [.. step.Layers.OfType<LayerRecord>()], weights);
        _records.Add(record);
        _log?.Write(record);
        foreach (MonitorWarning warning in _ledger.Take(step.Number, _rules.Find(record)))
        {
            _warnings.Add(warning);
            _tell?.Invoke(warning.Sentence);
        }
    }

    /// <summary>A step that is being recorded.</summary>
    private sealed class Step(long number, int epoch, LayerRecord?[] layers)
    {
        internal long Number => number;

        internal int Epoch => epoch;

        internal LayerRecord?[] Layers => layers;

        internal double LearningRate { get; set; } = double.NaN;

        internal bool IsUpdate { get; set; }
    }
}
