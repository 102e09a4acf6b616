namespace Seedbed.Training;

/// <summary>Where a training stands after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Batch">The step of the epoch, from 1.</param>
/// <param name="Batches">The number of steps of an epoch.</param>
/// <param name="Logs">The means of the epoch so far: <c>loss</c>, then the metrics.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, IReadOnlyDictionary<string, double> Logs)
{
    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; init; }
}
