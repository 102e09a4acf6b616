namespace Seedbed.Models;

/// <summary>Ends a training whose value has not become better for some epochs. Source: <c>keras.callbacks.EarlyStopping</c>.</summary>
/// <example>
/// <code>
/// DataSet data = Spirals.Create(100, seed: 1);
/// Sequential model = new([new Dense(8, activation: "tanh"), new Dense(3, activation: "softmax")], seed: 42);
/// model.Compile("adam", "sparse_categorical_crossentropy");
/// model.Fit(data.X, data.Y, epochs: 5, validationSplit: 0.2, callbacks: [new EarlyStopping(patience: 2, restoreBestWeights: true)]);
/// </code>
/// </example>
public sealed class EarlyStopping : MonitorCallback
{
    private readonly int _patience;
    private readonly double? _baseline;
    private readonly bool _restoreBestWeights;
    private readonly int _startFromEpoch;
    private IReadOnlyList<double[]>? _weights;
    private double? _best;
    private int _wait;

    /// <summary>Watches a value.</summary>
    /// <param name="monitor">The name of the value.</param>
    /// <param name="minDelta">What is less than this is no improvement.</param>
    /// <param name="patience">The epochs without improvement after which the training ends.</param>
    /// <param name="mode">Whether the value is to fall or to rise.</param>
    /// <param name="baseline">A value that must be bettered too; null for none.</param>
    /// <param name="restoreBestWeights">Whether the weights of the best epoch are set in the end.</param>
    /// <param name="startFromEpoch">The epochs that are not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public EarlyStopping(
        string monitor = "val_loss", double minDelta = 0, int patience = 0, MonitorMode mode = MonitorMode.Auto, double? baseline = null,
        bool restoreBestWeights = false, int startFromEpoch = 0)
        : base(monitor, mode, minDelta)
    {
        _patience = AtLeast(patience, 0, "patience");
        _baseline = baseline;
        _restoreBestWeights = restoreBestWeights;
        _startFromEpoch = AtLeast(startFromEpoch, 0, "start_from_epoch");
    }

    /// <summary>The epoch, from 1, after which the training ended early; 0 where it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>The epoch, from 1, with the best value so far; 0 before one.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingState state)
    {
        (_weights, _best, _wait) = (null, null, 0);
        (StoppedEpoch, BestEpoch) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double value = Value(state);
        if (state.Epoch <= _startFromEpoch)
        {
            return;
        }

        _wait++;
        if (_weights is null || IsImprovement(value, _best))
        {
            BestEpoch = state.Epoch;
            _weights = _restoreBestWeights ? [.. state.Model.Weights.Select(weight => weight.ToArray<double>())] : [];
        }

        if (IsImprovement(value, _best))
        {
            _best = value;
            _wait = _baseline is null || IsImprovement(value, _baseline) ? 0 : _wait;
        }
        else if (_wait >= _patience && state.Epoch > 1)
        {
            StoppedEpoch = state.Epoch;
            state.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach ((Layers.Weight weight, double[] values) in state.Model.Weights.Zip(_restoreBestWeights ? _weights ?? [] : []))
        {
            weight.Set<double>(values);
        }
    }
}
