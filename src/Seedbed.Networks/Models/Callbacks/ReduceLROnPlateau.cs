namespace Seedbed.Models;

/// <summary>
/// Multiplies the learning rate by a factor where a value has not become better for some epochs. Source:
/// <c>keras.callbacks.ReduceLROnPlateau</c>.
/// </summary>
public sealed class ReduceLROnPlateau : MonitorCallback
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly int _cooldown;
    private readonly double _minLearningRate;
    private double? _best;
    private int _wait;
    private int _cooling;

    /// <summary>Watches a value.</summary>
    /// <param name="monitor">The name of the value.</param>
    /// <param name="factor">At least 0 and less than 1.</param>
    /// <param name="patience">The epochs without improvement after which the rate falls.</param>
    /// <param name="mode">Whether the value is to fall or to rise.</param>
    /// <param name="minDelta">What is less than this is no improvement.</param>
    /// <param name="cooldown">The epochs after a change in which none is counted.</param>
    /// <param name="minLearningRate">The least rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss", double factor = 0.1, int patience = 10, MonitorMode mode = MonitorMode.Auto, double minDelta = 1e-4,
        int cooldown = 0, double minLearningRate = 0)
        : base(monitor, mode, minDelta)
    {
        _factor = factor is >= 0 and < 1
            ? factor
            : throw new ArgumentOutOfRangeException(nameof(factor), $"factor is {factor}; it must be at least 0 and less than 1.");
        _patience = AtLeast(patience, 0, "patience");
        _cooldown = AtLeast(cooldown, 0, "cooldown");
        _minLearningRate = minLearningRate;
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingState state) => (_best, _wait, _cooling) = (null, 0, 0);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Tell("learning_rate", state.LearningRate);
        double value = Value(state);
        if (_cooling > 0)
        {
            _cooling--;
            _wait = 0;
        }

        if (IsImprovement(value, _best))
        {
            (_best, _wait) = (value, 0);
        }
        else if (_cooling == 0 && ++_wait >= _patience && state.LearningRate > _minLearningRate)
        {
            state.LearningRate = Math.Max(state.LearningRate * _factor, _minLearningRate);
            (_cooling, _wait) = (_cooldown, 0);
        }
    }
}
