using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Keras.Layers;
using Seedbed.Checkpoints.Templates;
using Seedbed.Serialization;

namespace Seedbed.Checkpoints.Keras;

/// <summary>
/// Reads what <c>model.to_json()</c> of Keras 3 writes, Sequential and Functional models: names, shapes, types and initializers of all weights, in the order
/// of Keras's <c>model.weights</c>.
/// </summary>
/// <remarks>
/// A weight's name is the chain of layer names from below the root down to the variable, joined by '/': <c>lstm/lstm_cell/kernel</c>. A layer that is unknown, or
/// whose configuration does not tell its weights, is an error that names it. Source: <c>keras.saving.serialization_lib</c> and the layers' <c>build</c>.
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
    public static ModelTemplate Read(ReadOnlyMemory<byte> utf8, KerasModelOptions? options = null)
    {
        using JsonDocument document = KerasJson.Parse(utf8);
        try
        {
            return Read(document.RootElement, options ?? new KerasModelOptions());
        }
        catch (InvalidOperationException fault)
        {
            // The one thing JsonDocument leaves unchecked: half of a surrogate pair in an escape.
            throw new FormatException("the model has a text that is no valid Unicode; repair its \\u escapes.", fault);
        }
    }

    private static ModelTemplate Read(JsonElement root, KerasModelOptions options)
    {
        RefuseOlderFormats(root);
        LayerScope scope = LayerScope.Root(root, options);
        if (scope.ClassName is not ("Sequential" or "Functional" or "Model"))
        {
            throw new FormatException(
                $"the outermost object is of the class {scope.ClassName}; it must be a Sequential or Functional model. A model written as a class of its own has no list of layers: build a Functional one from it.");
        }

        ImmutableArray<TensorTemplate> tensors = scope.Build(KerasLayers.Find(scope.ClassName)!);
        try
        {
            return new ModelTemplate(scope.Name, tensors);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException("two layers beside each other have one name, which Keras refuses; rename one: " + fault.Sentence(), fault);
        }
    }

    private static void RefuseOlderFormats(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("class_name", out _) || !root.TryGetProperty("config", out JsonElement config))
        {
            throw new FormatException("this is no Keras model: the outermost JSON value must be an object with class_name and config, as model.to_json() writes it.");
        }

        string? version = root.TryGetProperty("keras_version", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        bool isOld = version is not null && (version.StartsWith("1.", StringComparison.Ordinal) || version.StartsWith("2.", StringComparison.Ordinal));
        if (isOld || config.ValueKind == JsonValueKind.Array)
        {
            throw new FormatException(
                $"this model was written by Keras {version ?? "1"}, whose files do not tell the layers' input shapes; load it with Keras 3 and write model.to_json() again.");
        }
    }
}
