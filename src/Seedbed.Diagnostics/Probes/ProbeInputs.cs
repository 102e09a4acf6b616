using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>The batch that a probe sends through a model.</summary>
internal static class ProbeInputs
{
    private const int MostSamples = 64;
    private const int LeastSamples = 2;

    /// <summary>Values of all layers' outputs, and so many gradients and values before activations at most again.</summary>
    private const long MostElements = 1 << 28;

    /// <summary>The size of an axis that the model leaves open.</summary>
    internal const int OpenSize = 32;

    /// <summary>Layers whose input is an index into their table, of so many rows.</summary>
    private static readonly string[] s_tables = ["Embedding", "ReversibleEmbedding"];

    /// <summary>The samples of a batch: as many as are asked for, or as fit.</summary>
    internal static int BatchSize(Model model, ProbeOptions options)
    {
        int fitting = (int)Math.Clamp(MostElements / Math.Max(1, model.Nodes.Sum(ElementsOf)), LeastSamples, MostSamples);
        int wanted = model.BatchSize ?? options.BatchSize ?? fitting;
        return options.Data is { } data ? Math.Min(wanted, data.Inputs[0].Count) : wanted;
    }

    /// <summary>The inputs: the first samples of the data, or drawn ones.</summary>
    internal static IReadOnlyList<Samples> Of(Model model, ProbeOptions options, int batch) => options.Data is { } data
        ? [.. data.Inputs.Select(samples => samples.Slice(0, batch))]
        : [.. model.InputShapes.Select((shape, index) => Draw(model, shape, index, batch))];

    /// <summary>The elements that a call gives for one sample; open axes count as they are drawn.</summary>
    internal static long ElementsOf(ModelNode node) =>
        node.OutputShapes.Sum(shape => shape.Skip(1).Aggregate(1L, (product, size) => product * (size ?? OpenSize)));

    private static Samples Draw(Model model, IReadOnlyList<long?> shape, int index, int batch)
    {
        if (shape.Count == 0)
        {
            throw new ArgumentException(
                $"the shape of input {index} of the model is not known, so that no sample can be drawn for it; give its shape or data.");
        }

        int[] sizes = [batch, .. shape.Skip(1).Select(size => checked((int)(size ?? OpenSize)))];
        float[] values = new float[sizes.Aggregate(1, (product, size) => checked(product * size))];
        if (VocabularyOf(model, new NodeTensor(-1, index)) is { } vocabulary)
        {
            new RandomUniform(0, vocabulary, seed: index).Fill(values, [values.Length]);
            Array.ForEach(Enumerable.Range(0, values.Length).ToArray(), i => values[i] = MathF.Floor(values[i]));
        }
        else
        {
            new RandomNormal(0, 1, seed: index).Fill(values, [values.Length]);
        }

        return Samples.Of<float>(values, sizes);
    }

    /// <summary>The number of rows of the table in which a tensor is looked up; null where it is not.</summary>
    private static long? VocabularyOf(Model model, NodeTensor tensor) => model.Nodes
        .Where(node => s_tables.Contains(node.ClassName) && node.Inputs.Contains(tensor))
        .Select(node => (long?)node.Config["input_dim"]).FirstOrDefault();
}
