namespace Seedbed.Models;

/// <summary>
/// Sets the learning rate before each epoch by a function of one's own. Source: <c>keras.callbacks.LearningRateScheduler</c>.
/// </summary>
/// <param name="schedule">Gets the epoch, from 0 as in Keras, and the rate so far; gives the new one.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.LearningRate = schedule(state.Epoch - 1, state.LearningRate);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Tell("learning_rate", state.LearningRate);
    }
}
