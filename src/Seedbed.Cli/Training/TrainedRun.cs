using Seedbed.Data;
using Seedbed.Training;

namespace Seedbed.Cli.Training;

/// <summary>What one run of a training gave.</summary>
/// <param name="Initializer">The initializer as it was typed; null for the model's own.</param>
/// <param name="Seed">The seed.</param>
/// <param name="History">The means of every epoch.</param>
/// <param name="Evaluation">Loss and metrics afterwards.</param>
/// <param name="Predictions">Of the first samples, before the training.</param>
internal sealed record TrainedRun(string? Initializer, long Seed, History History, Evaluation Evaluation, Samples Predictions);
