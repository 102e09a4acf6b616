using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Inputs of a model for which no data is given, and how many samples of them fit.</summary>
internal static class DrawnInputs
{
    /// <summary>The size of an axis that the model leaves open, such as the steps of a sequence.</summary>
    internal const int OpenSize = 32;

    /// <summary>As many samples as are looked at where more would fit.</summary>
    internal const int MostSamples = 64;

    private const int LeastSamples = 2;

    /// <summary>All values stand in memory at once: a gibibyte in float32.</summary>
    private const long MostElements = 1 << 28;

    /// <summary>The samples whose values of all layers fit in memory, from 2 to 64.</summary>
    internal static int FittingBatch(Model model) =>
        (int)Math.Clamp(MostElements / Math.Max(1, ElementsOf(model)), LeastSamples, MostSamples);

    /// <summary>The elements that all calls give for one sample.</summary>
    internal static long ElementsOf(Model model) => model.Nodes.Sum(ElementsOf);

    /// <summary>The elements that a call gives for one sample; open axes count as they are drawn.</summary>
    internal static long ElementsOf(ModelNode node) =>
        node.OutputShapes.Sum(shape => shape.Skip(1).Aggregate(1L, (product, size) => product * (size ?? OpenSize)));

    /// <summary>Independent N(0, 1), and tokens, each as likely, where an Embedding reads them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The samples.</param>
    /// <param name="seedOf">What an input is drawn from.</param>
    /// <exception cref="ArgumentException">The shape of an input is not known.</exception>
    internal static IReadOnlyList<Samples> Of(Model model, int batch, Func<int, Seed> seedOf) =>
        [.. model.InputShapes.Select((shape, index) => Draw(shape, index, batch, VocabularyOf(model, index), seedOf(index)))];

    /// <summary>How many tokens the Embedding knows that reads an input; null where none does.</summary>
    internal static long? VocabularyOf(Model model, int index) =>
        ModelInputs.ReaderOf(model, index) is { } reader ? reader.Config["input_dim"].Whole() : null;

    private static Samples Draw(IReadOnlyList<long?> shape, int index, int batch, long? words, Seed seed)
    {
        if (shape.Count == 0)
        {
            throw new ArgumentException(
                $"the shape of input {index} of the model is not known, so that no sample can be drawn for it; give its shape or data.");
        }

        int[] sizes = [batch, .. shape.Skip(1).Select(size => checked((int)(size ?? OpenSize)))];
        Initializer scheme = words is null ? new RandomNormal(0, 1, seed) : new RandomUniform(0, 1, seed);
        float[] values = scheme.CreateArray<float>(Shape.Create([.. sizes.Select(size => (long)size)]));
        return Samples.Of<float>(
            words is { } count ? Array.ConvertAll(values, value => MathF.Min(MathF.Floor(value * count), count - 1)) : values, sizes);
    }
}
