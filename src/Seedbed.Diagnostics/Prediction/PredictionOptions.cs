using Seedbed.Checkpoints;

namespace Seedbed.Diagnostics.Prediction;

/// <summary>What a prediction takes for granted.</summary>
public sealed record PredictionOptions
{
    /// <summary>
    /// What goes in, for each input of the model; where there is none, unit Gaussians, and for an input that an Embedding reads tokens that
    /// are uniform over its vocabulary.
    /// </summary>
    public IReadOnlyList<InputStatistics?> Inputs { get; init; } = [];

    /// <summary>
    /// Whether batch normalization takes the batch's statistics and dropout drops, as in training; else the moving statistics, and nothing
    /// is dropped.
    /// </summary>
    public bool IsTraining { get; init; } = true;

    /// <summary>Samples in a batch: what batch normalization averages over, and what the noise of measured moments depends on.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// What weights are drawn from where that is not what the model's layers say: the plan that <c>Model.Initialize</c> gave.
    /// </summary>
    public InitializationPlan? Plan { get; init; }

    /// <summary>
    /// Sizes of the samples, for each input of the model, where the model leaves some of them open (such as the length of a sequence).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> InputSizes { get; init; } = [];
}
