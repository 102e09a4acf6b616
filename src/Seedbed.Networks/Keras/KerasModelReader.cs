using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Archives;
using Seedbed.Networks.Keras.Files;
using Seedbed.Networks.Keras.Layers;
using Seedbed.Serialization;

namespace Seedbed.Networks.Keras;

/// <summary>
/// Reads what <c>model.to_json()</c> of Keras 3 and 2 writes, Sequential and Functional models: names, shapes, types and initializers of
/// all weights, in the order of Keras's <c>model.weights</c>.
/// </summary>
/// <remarks>
/// A weight's name is the chain of layer names from below the root down to the variable, joined by '/': <c>lstm/lstm_cell/kernel</c>. A
/// layer that is unknown, or whose configuration does not tell its weights, is an error that names it. Source:
/// <c>keras.saving.serialization_lib</c> and the layers' <c>build</c>.
/// </remarks>
public static class KerasModelReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="json">The text of <c>model.to_json()</c>.</param>
    /// <param name="options">Known initializers, Keras's release.</param>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    public static ModelTemplate Read(string json, KerasModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(Encoding.UTF8.GetBytes(json), options);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="utf8">The text of <c>model.to_json()</c> in UTF-8.</param>
    /// <param name="options">Known initializers, Keras's release.</param>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    public static ModelTemplate Read(ReadOnlyMemory<byte> utf8, KerasModelOptions? options = null) =>
        ReadFile(utf8, options ?? new KerasModelOptions()).Template;

    /// <summary>A model with its text and the release whose rules were followed.</summary>
    internal static KerasModelFile ReadFile(ReadOnlyMemory<byte> utf8, KerasModelOptions options)
    {
        using JsonDocument document = KerasJson.Parse(utf8);
        options = options with { KerasVersion = options.KerasVersion ?? VersionOf(document.RootElement) };
        return new KerasModelFile(ReadLayers(document.RootElement, options).Template, utf8, options.KerasVersion);
    }

    /// <summary>
    /// Reads a model from a file: what <c>model.to_json()</c> wrote, or a <c>.keras</c> archive, told apart by their first bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// Known initializers, Keras's release; without a release the one that an archive's metadata.json names decides.
    /// </param>
    /// <exception cref="FormatException">The content is no model that can be read; the sentence says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelTemplate ReadFile(string path, KerasModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return KerasModelFile.Read(path, options).Template;
    }

    /// <summary>A model's layers, and its weights in the order in which the layers list them.</summary>
    internal static (LayerScope Model, ImmutableArray<TensorTemplate> Weights, ModelTemplate Template) ReadLayers(
        JsonElement root, KerasModelOptions options)
    {
        options = options with { KerasVersion = options.KerasVersion ?? VersionOf(root) };
        LayerScope scope = LayerScope.Root(root, options);
        if (scope.ClassName is not ("Sequential" or "Functional" or "Model"))
        {
            throw new FormatException(
                $"the outermost object is of the class {scope.ClassName.Excerpt()}; it must be a Sequential or Functional model. A model "
                + "written as a class of its own has no list of layers: build a Functional one from it.");
        }

        ImmutableArray<TensorTemplate> weights = scope.Build(KerasLayers.Find(scope.ClassName)!);
        try
        {
            ModelTemplate template =
                new(scope.Name, StorePlaces.AddTo(weights, scope)) { Rules = $"keras {options.Release.ToVersion().ToString(2)}" };
            return (scope, weights, template);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(
                "two layers beside each other have one name, which Keras refuses; rename one: " + fault.Sentence(), fault);
        }
    }

    /// <summary>The release that a model of Keras 2 names.</summary>
    private static Version? VersionOf(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("class_name", out _)
                || !root.TryGetProperty("config", out JsonElement config))
        {
            throw new FormatException(
                "this is no Keras model: the outermost JSON value must be an object with class_name and config, as model.to_json() writes "
                + "it.");
        }

        string? version = root.TryGetProperty("keras_version", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
        if (config.ValueKind == JsonValueKind.Array || version?.StartsWith("1.", StringComparison.Ordinal) == true)
        {
            throw new FormatException(
                $"this model was written by Keras {(version ?? "1").Excerpt()}, whose configuration is a list of layers without a name; "
                + "load it with a newer Keras and write model.to_json() again.");
        }

        return KerasArchive.ParseVersion(version);
    }
}
