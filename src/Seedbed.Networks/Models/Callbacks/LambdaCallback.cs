namespace Seedbed.Models;

/// <summary>Functions of one's own that a training calls. Source: <c>keras.callbacks.LambdaCallback</c>.</summary>
/// <param name="onTrainBegin">Before the first step; null for nothing, as for the others.</param>
/// <param name="onEpochBegin">Before the first step of an epoch.</param>
/// <param name="onBatchEnd">After a step; Keras's <c>on_train_batch_end</c>.</param>
/// <param name="onEpochEnd">After the last step of an epoch, and the validation.</param>
/// <param name="onTrainEnd">After the last epoch.</param>
/// <example>
/// <code>
/// DataSet data = Spirals.Create(100, seed: 1);
/// Sequential model = new([new Dense(8, activation: "tanh"), new Dense(3, activation: "softmax")], seed: 42);
/// model.Compile("adam", "sparse_categorical_crossentropy");
/// LambdaCallback printing = new(onEpochEnd: state => Console.WriteLine($"{state.Epoch}: {state.Logs["loss"]:F3}"));
/// model.Fit(data.X, data.Y, epochs: 2, callbacks: [printing]);
/// </code>
/// </example>
public sealed class LambdaCallback(
    Action<TrainingState>? onTrainBegin = null, Action<TrainingState>? onEpochBegin = null, Action<TrainingState>? onBatchEnd = null,
    Action<TrainingState>? onEpochEnd = null, Action<TrainingState>? onTrainEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingState state) => onTrainBegin?.Invoke(state);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingState state) => onEpochBegin?.Invoke(state);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingState state) => onBatchEnd?.Invoke(state);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state) => onEpochEnd?.Invoke(state);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingState state) => onTrainEnd?.Invoke(state);
}
