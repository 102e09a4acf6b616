using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;

namespace Seedbed.Models;

/// <summary>Weights in files: those of Keras find a weight by its place, the others by its name.</summary>
internal static class WeightFiles
{
    /// <summary>Sets all weights to what a file holds, or none where it does not fit.</summary>
    /// <returns>A sentence for everything that was left out.</returns>
    /// <exception cref="FormatException">
    /// The file is damaged, or does not have the model's weights; the sentence names the first that is missing.
    /// </exception>
    internal static IReadOnlyList<string> Load(string path, Network network, IReadOnlyList<Weight> weights, WeightLoadOptions options)
    {
        using var file = CheckpointFile.Open(path, KerasFormats.All);
        WeightMap map = WeightMap.Of(file, path, network.Template, options);
        foreach ((Weight weight, StoredTensor? tensor) in weights.Zip(map.Found))
        {
            if (tensor is not null)
            {
                Read(tensor, weight);
            }
        }

        return map.Notes;
    }

    /// <summary>The format that the path's ending asks for; it holds weights alone.</summary>
    /// <exception cref="ArgumentException">No format has the ending; the sentence lists the endings.</exception>
    internal static CheckpointFormat FormatOf(string path) =>
        KerasFormats.All.Find(path) is { NeedsDocuments: false } format
            ? format
            : throw new ArgumentException(
                $"the weights are to be saved as '{path.Excerpt()}'; the name must end in {EndingsOf(known => !known.NeedsDocuments)}, or "
                + $"be saved with the model as {EndingsOf(known => known.NeedsDocuments)}.");

    /// <summary>The format that the path's ending asks for; it holds the whole model.</summary>
    /// <exception cref="ArgumentException">No format has the ending; the sentence lists the endings.</exception>
    internal static CheckpointFormat ModelFormatOf(string path) =>
        KerasFormats.All.Find(path) is { Scope: CheckpointScope.WholeModel } format
            ? format
            : throw new ArgumentException(
                $"the model is to be saved as '{path.Excerpt()}'; the name must end in {EndingsOf(HoldsModel)}. SaveWeights saves weights "
                + "alone.");

    /// <summary>A plan whose tensors are the weights' values.</summary>
    /// <param name="network">The weights.</param>
    /// <param name="seed">The model's.</param>
    /// <param name="model">What describes the model, where it is saved whole.</param>
    internal static InitializationPlan Plan(Network network, long seed, KerasArchiveContent? model = null)
    {
        ImmutableArray<TensorTemplate> tensors =
            [.. network.Parameters.Select(parameter => parameter.Template with { Initializer = Values(parameter) })];
        ModelTemplate template = new(network.Template.Name, tensors) 
        {
            Documents = model?.Documents ?? [], Layers = network.Template.Layers,
        };
        return InitializationPlan.Create(template, new PlanOptions { Seed = seed });
    }

    private static bool HoldsModel(CheckpointFormat format) => format.Scope == CheckpointScope.WholeModel;

    private static string EndingsOf(Func<CheckpointFormat, bool> isAllowed) =>
        KnownFormats.NamesOf(KerasFormats.All.WrittenOfModels.Where(isAllowed));

    // Counters start at 0 wherever they are read, and nothing but adapt() uses them.
    private static Initializer Values(Parameter parameter) =>
        parameter.Template.Type.ElementType is null ? new Zeros()
        : parameter.Value.Type == ElementType.Float32 ? Initializer.FromValues<float>(
            parameter.Value.Values<float>(), parameter.Template.Shape)
        : Initializer.FromValues<double>(parameter.Value.Values<double>(), parameter.Template.Shape);

    private static void Read(StoredTensor tensor, Weight weight)
    {
        if (BitConverter.IsLittleEndian && tensor.Type.ElementType == weight.Type)
        {
            tensor.Read(0, weight.Bytes);
            weight.DrawnFrom = null;
            return;
        }

        double[] values = new double[tensor.Shape.ElementCount];
        tensor.ReadNumbers(0, values);
        weight.Set<double>(values);
    }
}
