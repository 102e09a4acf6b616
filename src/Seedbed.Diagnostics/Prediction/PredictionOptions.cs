using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

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
    /// Sizes of the samples, for each input of the model, where the model leaves some of them open (such as the length of a sequence).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> InputSizes { get; init; } = [];

    /// <summary>The options for data: its statistics, sizes and number of samples, tokens where an Embedding reads them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The samples for each of its inputs.</param>
    /// <exception cref="ArgumentException">There are not as many as the model has inputs.</exception>
    public static PredictionOptions For(Model model, IReadOnlyList<Samples> inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != model.InputShapes.Count || inputs.Count == 0)
        {
            throw new ArgumentException(
                $"{inputs.Count} inputs are given, and the model '{model.Name.Excerpt()}' has {model.InputShapes.Count}; give samples for "
                + "each.");
        }

        return new PredictionOptions
        {
            Inputs = [.. inputs.Select((samples, index) => ModelInputs.ReaderOf(model, index) is null
                ? InputStatistics.Of(samples)
                : InputStatistics.OfTokens(samples))],
            InputSizes = [.. inputs.Select(samples => samples.Dimensions.Skip(1).ToArray())],
            BatchSize = inputs[0].Count,
        };
    }
}
