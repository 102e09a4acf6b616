using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Models;

/// <summary>Weights in files: those of Keras find a weight by its place, the others by its name.</summary>
internal static class WeightFiles
{
    /// <summary>The state of a random generator, which Keras stores among the weights of layers such as Dropout.</summary>
    private const string GeneratorState = "seed_generator";

    /// <summary>Sets all weights to what a file holds, or none where it does not fit.</summary>
    /// <exception cref="FormatException">
    /// The file is damaged, or does not have the model's weights; the sentence names the first that is missing.
    /// </exception>
    internal static void Load(string path, Network network, IReadOnlyList<Weight> weights)
    {
        using var file = CheckpointFile.Open(path, KerasFormats.All);
        bool hasPlaces = file.Format.Scope >= CheckpointScope.PlacedTensors;
        var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        StoredTensor[] found = [.. network.Parameters.Select(parameter => Find(path, tensors, parameter, hasPlaces))];
        RefuseOthers(path, file, network, hasPlaces);
        foreach ((Weight weight, StoredTensor tensor) in weights.Zip(found))
        {
            Read(tensor, weight);
        }
    }

    /// <summary>The format that the path's ending asks for; it holds weights alone.</summary>
    /// <exception cref="ArgumentException">No format has the ending; the sentence lists the endings.</exception>
    internal static CheckpointFormat FormatOf(string path) =>
        KerasFormats.All.Find(path) is { Scope: < CheckpointScope.WholeModel } format
            ? format
            : throw new ArgumentException(
                $"the weights are to be saved as '{path.Excerpt()}'; the name must end in {EndingsOf(isWhole: false)}, or be saved with "
                + $"the model as {EndingsOf(isWhole: true)}.");

    /// <summary>The format that the path's ending asks for; it holds the whole model.</summary>
    /// <exception cref="ArgumentException">No format has the ending; the sentence lists the endings.</exception>
    internal static CheckpointFormat ModelFormatOf(string path) =>
        KerasFormats.All.Find(path) is { Scope: CheckpointScope.WholeModel } format
            ? format
            : throw new ArgumentException(
                $"the model is to be saved as '{path.Excerpt()}'; the name must end in {EndingsOf(isWhole: true)}. SaveWeights saves "
                + "weights alone.");

    /// <summary>A plan whose tensors are the weights' values.</summary>
    /// <param name="network">The weights.</param>
    /// <param name="seed">The model's.</param>
    /// <param name="model">What describes the model, where it is saved whole.</param>
    internal static InitializationPlan Plan(Network network, long seed, KerasArchiveContent? model = null)
    {
        ImmutableArray<TensorTemplate> tensors =
            [.. network.Parameters.Select(parameter => parameter.Template with { Initializer = Values(parameter) })];
        ModelTemplate template = new(network.Template.Name, tensors) { Documents = model?.Documents ?? [] };
        return InitializationPlan.Create(template, new PlanOptions { Seed = seed });
    }

    private static string EndingsOf(bool isWhole) => KnownFormats.NamesOf(
        KerasFormats.All.WrittenOfModels.Where(format => format.Scope == CheckpointScope.WholeModel == isWhole));

    // Counters start at 0 wherever they are read, and nothing but adapt() uses them.
    private static Initializer Values(Parameter parameter) =>
        parameter.Template.Type.ElementType is null ? new Zeros()
        : parameter.Value.Type == ElementType.Float32 ? Initializer.FromValues<float>(
            parameter.Value.Values<float>(), parameter.Template.Shape)
        : Initializer.FromValues<double>(parameter.Value.Values<double>(), parameter.Template.Shape);

    private static StoredTensor Find(string path, Dictionary<string, StoredTensor> tensors, Parameter parameter, bool hasPlaces)
    {
        string[] names = hasPlaces ? [.. parameter.Template.StoredPlaces.Select(place => place.Path)] : [parameter.Name];
        StoredTensor tensor = names.Select(name => tensors.GetValueOrDefault(name)).FirstOrDefault(found => found is not null)
            ?? throw new FormatException(
            $"{path.Excerpt()} has no '{names.FirstOrDefault().Excerpt()}' for the weight "
            + $"'{parameter.Name.Excerpt()}'.{NearestName.Suggestion(names.FirstOrDefault() ?? "", tensors.Keys)} It must hold the weights "
                + "of this model.");
        return tensor.Shape == parameter.Template.Shape
            ? tensor
            : throw new FormatException(
                $"{path.Excerpt()}: '{tensor.Name.Excerpt()}' has shape {tensor.Shape}, and the weight '{parameter.Name.Excerpt()}' has "
                + $"shape {parameter.Template.Shape}; they must be equal.");
    }

    private static void RefuseOthers(string path, CheckpointFile file, Network network, bool hasPlaces)
    {
        HashSet<string> known =
            new(
                network.Parameters.SelectMany(
                    parameter => hasPlaces
                        ? parameter.Template.StoredPlaces.Select(place => place.Path)
                        : [parameter.Name]), StringComparer.Ordinal);
        StoredTensor? other = file.Tensors.FirstOrDefault(tensor =>
            !known.Contains(tensor.Name)
                && (!hasPlaces || tensor.Name.StartsWith("layers/", StringComparison.Ordinal))
                && !tensor.Name.Contains(GeneratorState, StringComparison.Ordinal));
        if (other is not null)
        {
            throw new FormatException(
                $"{path.Excerpt()} has '{other.Name.Excerpt()}' of shape {other.Shape}, which is no weight of this model; it must hold the "
                + "weights of this model.");
        }
    }

    private static void Read(StoredTensor tensor, Weight weight)
    {
        if (BitConverter.IsLittleEndian && tensor.Type.ElementType == weight.Type)
        {
            tensor.Read(0, weight.Bytes);
            return;
        }

        double[] values = new double[tensor.Shape.ElementCount];
        tensor.ReadNumbers(0, values);
        weight.Set<double>(values);
    }
}
