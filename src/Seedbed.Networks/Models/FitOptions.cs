using Seedbed.Training;

namespace Seedbed.Models;

/// <summary>How a model is trained. The defaults are those of <c>model.fit</c> of Keras.</summary>
public sealed record FitOptions
{
    /// <summary>The samples of a step, at least 1; the last step of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How often all samples are gone through, at least 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The epochs that are taken as done: the first is the one behind, and <see cref="Epochs"/> is still the last.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>Samples that are not learned from: after each epoch loss and metrics are taken of them too. Null for none.</summary>
    public DataSet? ValidationData { get; init; }

    /// <summary>The share of the samples, the last of them, that is kept for validation, from 0 to less than 1.</summary>
    public double ValidationSplit { get; init; }

    /// <summary>
    /// The weight in the loss of samples of a class, 1 for classes that it does not have; null where all count alike. Keras's
    /// <c>class_weight</c>: for models of one output, whose targets are labels or one-hot.
    /// </summary>
    public IReadOnlyDictionary<int, double>? ClassWeight { get; init; }

    /// <summary>Whether the samples stand in a new order in every epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Gives the orders; the model's seed where it is null.</summary>
    public long? Seed { get; init; }

    /// <summary>What is told of every step and epoch, and may stop the training.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Called after each step, on the caller's thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The most threads at once, 0 for all processors.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Stops the training between two operations; what was learned in whole steps stays.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxDegreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfNegative(InitialEpoch);
        CheckBatchSize(BatchSize);
        if (Epochs < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Epochs), $"epochs is {Epochs}; it must be at least 1.");
        }

        if (ValidationSplit is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ValidationSplit), $"the validation split is {ValidationSplit}; it must be at least 0 and less than 1.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    internal static void CheckBatchSize(int batchSize)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), $"the batch size is {batchSize}; it must be at least 1.");
        }
    }
}
