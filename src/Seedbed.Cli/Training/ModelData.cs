using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Cli.Training;

/// <summary>Data that are read for a model.</summary>
internal static class ModelData
{
    /// <summary>
    /// Reads data: arrays by the model's names, images as its first input takes them, flat rows in the sizes of its inputs.
    /// </summary>
    /// <param name="session">Gets what is assumed.</param>
    /// <param name="model">The model.</param>
    /// <param name="paths">The files.</param>
    /// <param name="shuffleSeed">Gives the order of images in folders; null for one class behind the other.</param>
    /// <param name="needsTargets">Whether targets must be there.</param>
    internal static DataSet Read(
        Session session, Model model, IReadOnlyList<string> paths, long? shuffleSeed, bool needsTargets = true) => Fitted(
            session, model, DataSet.Read(ReadOptions(session, model, shuffleSeed) with { NeedsTargets = needsTargets }, [.. paths]));

    private static DataReadOptions ReadOptions(Session session, Model model, long? shuffleSeed)
    {
        IReadOnlyList<long?> shape = model.InputShapes is [{ } first, ..] ? first : [];
        return new DataReadOptions
        {
            CancellationToken = session.Cancellation,
            InputNames = model.InputNames,
            TargetNames = model.OutputNames,
            ImageSize = shape is [_, { } height, { } width, ..] ? ((int)height, (int)width) : null,
            ImageChannels = shape switch
            {
                [_, _, _] => 1,
                [_, _, _, { } channels] => (int)channels,
                _ => new DataReadOptions().ImageChannels,
            },
            ImageShuffleSeed = shuffleSeed,
            Note = note => session.Tell([note]),
        };
    }

    /// <summary>Flat rows in the sizes of the model's inputs, where their numbers of elements agree.</summary>
    private static DataSet Fitted(Session session, Model model, DataSet data)
    {
        Samples[] inputs = [.. data.Inputs];
        foreach ((int index, IReadOnlyList<long?> shape) in model.InputShapes.Take(inputs.Length).Index())
        {
            int[] sizes = [.. shape.Skip(1).Select(size => (int)(size ?? 0))];
            if (inputs[index].Dimensions is [_, int length] && sizes.Length > 1
                && sizes.Aggregate(1L, (product, size) => product * size) == length)
            {
                inputs[index] = inputs[index].Reshape(sizes);
                session.Tell([
                    $"rows of {length} numbers are taken as "
                    + $"[{string.Join(", ", sizes.Select(size => $"{size}"))}], the model's input."]);
            }
        }

        return DataSet.Of(inputs, data.Targets) with { SampleWeights = data.SampleWeights };
    }
}
