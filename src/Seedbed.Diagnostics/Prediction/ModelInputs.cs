using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>The signals of a model's inputs: as the options tell, tokens where an Embedding reads them, else unit Gaussians.</summary>
internal sealed class ModelInputs(Model model, PredictionOptions options)
{
    private static readonly string[] s_embeddings = ["Embedding", "ReversibleEmbedding"];

    /// <exception cref="ArgumentException">More inputs are told of than there are, or sizes that the model does not take.</exception>
    internal IEnumerable<Signal> Signals()
    {
        int count = model.InputShapes.Count;
        if (options.Inputs.Count > count || options.InputSizes.Count > count)
        {
            throw new ArgumentException(
                $"{Math.Max(options.Inputs.Count, options.InputSizes.Count)} inputs are told of, and the model "
                + $"'{model.Name.Excerpt()}' has {count}; tell of as many or fewer.");
        }

        for (int index = 0; index < count; index++)
        {
            InputStatistics? given = index < options.Inputs.Count ? options.Inputs[index] : null;
            if (SizesOf(index) is { } sizes)
            {
                yield return Of(given ?? Assumed(index), sizes);
            }
            else
            {
                yield break;
            }
        }
    }

    /// <summary>The sizes of a sample; null where one is open.</summary>
    private int[]? SizesOf(int index)
    {
        int?[] own = [.. model.InputShapes[index].Skip(1).Select(size => (int?)size)];
        if (index >= options.InputSizes.Count)
        {
            return own.All(size => size is not null) ? [.. own.Select(size => size!.Value)] : null;
        }

        IReadOnlyList<int> given = options.InputSizes[index];
        return given.Count == own.Length && given.Zip(own).All(pair => pair.Second is null || pair.Second == pair.First)
            ? [.. given]
            : throw new ArgumentException(
                $"the sizes [{string.Join(", ", given.Select(size => $"{size}"))}] are told of input {index}, which is "
                + $"[{string.Join(", ", own.Select(size => size is null ? "null" : $"{size}"))}]; they must be the same where the model "
                + "has one.");
    }

    /// <summary>The Embedding that reads an input; null where there is none.</summary>
    internal static ModelNode? ReaderOf(Model model, int index)
    {
        NodeTensor input = new(-1, index);
        return model.Nodes.FirstOrDefault(
            node => s_embeddings.Contains(node.ClassName) && !node.IsReverse() && node.Inputs.Contains(input));
    }

    private InputStatistics Assumed(int index) =>
        ReaderOf(model, index) is { } reader ? Tokens(reader.Config["input_dim"].Whole()) : new InputStatistics();

    private static InputStatistics Tokens(int count) => new(
        (count - 1) / 2.0, (count - 1) * ((2.0 * count) - 1) / 6) { Vocabulary = count };

    private Signal Of(InputStatistics statistics, int[] sizes)
    {
        double square = statistics.Mean * statistics.Mean;
        bool isToken = statistics.Vocabulary is not null;
        double far = (statistics.Positions ?? square) - square, sample = (statistics.Samples ?? square) - square;
        Overlaps covariance = new(
            statistics.SecondMoment - square, (statistics.NearbyPositions ?? statistics.Positions ?? square) - square, far, sample,
            (statistics.SamplesAndPositions - square) ?? Math.Min(far, sample), (statistics.Channels ?? square) - square);

        // Tokens have no channels: all axes are positions.
        PositionProfile positions = PositionProfile.Flat(isToken ? sizes : sizes.SkipLast(1));
        double channels = isToken || sizes.Length == 0 ? 1 : sizes[^1];
        Marginal? shape = isToken ? Marginal.Uniform(statistics.Vocabulary!.Value) : null;
        Signal signal = Signal.Of(channels, statistics.Mean, covariance, positions, shape);
        return signal with
        {
            Carried = isToken ? 0 : 2 * covariance.Dependence(positions.Count, options.BatchSize) / channels,
            Scatter = 1 / channels,
        };
    }
}
