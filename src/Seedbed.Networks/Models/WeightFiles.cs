using System.Collections.Immutable;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Safetensors;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;
using Seedbed.Initializers;
using Seedbed.Messages;
using Seedbed.Networks.Graph;
using Seedbed.Networks.Keras.Files;
using Seedbed.Networks.Layers;
using Seedbed.Numerics;
using Seedbed.Serialization;

namespace Seedbed.Networks.Models;

/// <summary>Weights in files: those of Keras find a weight by its place, the others by its name.</summary>
internal static class WeightFiles
{
    /// <summary>The state of a random generator, which Keras stores among the weights of layers such as Dropout.</summary>
    private const string GeneratorState = "seed_generator";

    private static readonly (string Ending, Action<string, InitializationPlan, WriteOptions> Write)[] s_writers =
    [
        (".weights.h5", KerasWeightsWriter.Write),
        (".safetensors", SafetensorsWriter.Write),
        (".npz", NpzWriter.Write),
    ];

    /// <summary>Sets all weights to what a file holds, or none where it does not fit.</summary>
    /// <exception cref="FormatException">
    /// The file is damaged, or does not have the model's weights; the sentence names the first that is missing.
    /// </exception>
    internal static void Load(string path, Network network, IReadOnlyList<Weight> weights)
    {
        using var file = CheckpointFile.Open(path);
        bool isKeras = file.Format is ".keras" or ".weights.h5";
        var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        StoredTensor[] found = [.. network.Parameters.Select(parameter => Find(path, tensors, parameter, isKeras))];
        RefuseOthers(path, file, network, isKeras);
        foreach ((Weight weight, StoredTensor tensor) in weights.Zip(found))
        {
            Read(tensor, weight);
        }
    }

    /// <summary>Throws where no format has the path's ending.</summary>
    /// <exception cref="ArgumentException">The sentence lists the endings.</exception>
    internal static void CheckEnding(string path) => _ = WriterOf(path);

    /// <summary>Writes the weights in the format that the path's ending says.</summary>
    internal static void Save(string path, InitializationPlan plan, WriteOptions options) => WriterOf(path)(path, plan, options);

    /// <summary>A plan whose tensors are the weights' values.</summary>
    internal static InitializationPlan Plan(Network network, long seed)
    {
        ImmutableArray<TensorTemplate> tensors =
            [.. network.Parameters.Select(parameter => parameter.Template with { Initializer = Values(parameter) })];
        return InitializationPlan.Create(new ModelTemplate(network.Template.Name, tensors), new PlanOptions { Seed = seed });
    }

    private static Action<string, InitializationPlan, WriteOptions> WriterOf(string path) =>
        s_writers.FirstOrDefault(writer => path.EndsWith(writer.Ending, StringComparison.OrdinalIgnoreCase)).Write
        ?? throw new ArgumentException(
            $"the weights are to be saved as '{path.Excerpt()}'; the name must end in "
            + $"{string.Join(", ", s_writers.Select(writer => writer.Ending))}, or be saved with the model as .keras.");

    // Counters start at 0 wherever they are read, and nothing but adapt() uses them.
    private static Initializer Values(Parameter parameter) =>
        parameter.Template.Type.ElementType is null ? new Zeros()
        : parameter.Value.Type == ElementType.Float32 ? Initializer.FromValues<float>(
            parameter.Value.Values<float>(), parameter.Template.Shape)
        : Initializer.FromValues<double>(parameter.Value.Values<double>(), parameter.Template.Shape);

    private static StoredTensor Find(string path, Dictionary<string, StoredTensor> tensors, Parameter parameter, bool isKeras)
    {
        string[] names = isKeras ? [.. parameter.Template.StoredPlaces.Select(place => place.Path)] : [parameter.Name];
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

    private static void RefuseOthers(string path, CheckpointFile file, Network network, bool isKeras)
    {
        HashSet<string> known =
            new(
                network.Parameters.SelectMany(
                    parameter => isKeras
                        ? parameter.Template.StoredPlaces.Select(place => place.Path)
                        : [parameter.Name]), StringComparer.Ordinal);
        StoredTensor? other = file.Tensors.FirstOrDefault(tensor =>
            !known.Contains(tensor.Name)
                && (!isKeras || tensor.Name.StartsWith("layers/", StringComparison.Ordinal))
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

        byte[] bytes = new byte[tensor.ByteCount];
        tensor.Read(0, bytes);
        double[] values = new double[tensor.Shape.ElementCount];
        ElementDecoder.Decode(tensor.Type, bytes, values);
        weight.Set<double>(values);
    }
}
