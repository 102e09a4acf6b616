using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Keras.Archives;
using Seedbed.Serialization;

namespace Seedbed.Keras.Older;

/// <summary>A model in the newest spelling, from that of any release since Keras 1.0.</summary>
/// <param name="Root">The model.</param>
/// <param name="Config">Its text: that of the file, unless something in it was converted.</param>
/// <param name="IsOlder">Whether the file is not of Keras 3, which alone writes the module of each class.</param>
internal sealed record OlderModel(JsonElement Root, ReadOnlyMemory<byte> Config, bool IsOlder)
{
    /// <summary>The release that wrote it; null where it names none.</summary>
    internal Version? Version { get; private init; }

    private static readonly string[] s_notLayers = ["inbound_nodes", "input_layers", "output_layers", "build_config", "arguments"];

    /// <summary>Converts a model; one of the newest spelling stays as it is.</summary>
    /// <param name="root">The outermost value.</param>
    /// <param name="utf8">Its text.</param>
    /// <param name="notes">Takes what the file does not say itself.</param>
    /// <exception cref="FormatException">Something in it has no counterpart today; the sentence names it.</exception>
    internal static OlderModel Read(JsonElement root, ReadOnlyMemory<byte> utf8, NoteList notes)
    {
        if (root.ValueKind == JsonValueKind.String)
        {
            utf8 = Encoding.UTF8.GetBytes(root.GetString()!);
            using JsonDocument inner = KerasJson.Parse(utf8);
            root = inner.RootElement.Clone();
            notes.Add("the file holds a text that holds the model, as json.dump(model.to_json(), f) writes it; that model was read.");
        }

        return root.ValueKind != JsonValueKind.Object || HasModules(root)
            ? new OlderModel(root, utf8, IsOlder: false) { Version = VersionOf(root) }
            : Convert(root, utf8, notes);
    }

    private static Version? VersionOf(JsonElement root) => root.ValueKind == JsonValueKind.Object
        ? KerasArchive.ParseVersion(KerasJson.TextOf(root, "keras_version"))
        : null;

    /// <summary>
    /// Whether the model, or its first layer, names the Python module of its class. From 2.13 on layers of Keras 2 do, too, but such a
    /// model names its release.
    /// </summary>
    private static bool HasModules(JsonElement root) => KerasJson.TextOf(root, "module") is not null
        || (!root.TryGetProperty("keras_version", out _)
            && root.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object
            && config.TryGetProperty("layers", out JsonElement layers) && layers.ValueKind == JsonValueKind.Array
            && layers.GetArrayLength() > 0 && KerasJson.TextOf(layers[0], "module") is not null);

    private static OlderModel Convert(JsonElement root, ReadOnlyMemory<byte> utf8, NoteList notes)
    {
        JsonObject model = JsonObject.Create(root)!;
        string? version = TensorFlowJs.VersionOf(model);
        Respelling conversion = new(KerasArchive.ParseVersion(version) ?? TensorFlowJs.KerasVersionOf(version), notes);
        model = TensorFlowJs.Unwrap(model, conversion);
        Visit(model, conversion);
        if (conversion.Version is { Major: 1 })
        {
            conversion.Assume(
                $"the model was written by Keras {version.Excerpt()}; its weights have the shapes, and its initializers the meaning, that "
                + "they have in Keras 2.");
            conversion.Set(model, "keras_version", "2.0.0");
        }

        utf8 = conversion.IsChanged ? Encoding.UTF8.GetBytes(model.ToJsonString()) : utf8;
        if (conversion.SetDefaults() || conversion.IsChanged)
        {
            using JsonDocument converted = KerasJson.Parse(Encoding.UTF8.GetBytes(model.ToJsonString()));
            root = converted.RootElement.Clone();
        }

        return new OlderModel(root, utf8, IsOlder: true) { Version = conversion.Version };
    }

    /// <summary>Converts an object with a class, then what is in it.</summary>
    private static void Visit(JsonNode? node, Respelling conversion)
    {
        if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Visit(list[i], conversion);
            }
        }
        else if (node is JsonObject owner)
        {
            if (Respelling.Text(owner["class_name"]) is not null && owner["config"] is JsonObject or JsonArray)
            {
                Layer(owner, conversion);
            }

            foreach (string key in owner.Select(property => property.Key).Except(s_notLayers, StringComparer.Ordinal).ToArray())
            {
                Visit(owner[key], conversion);
            }
        }
    }

    private static void Layer(JsonObject layer, Respelling conversion)
    {
        Lists.Convert(layer, conversion);
        if (layer["config"] is JsonObject config)
        {
            RecurrentActivations.Convert(layer, config, conversion);
            TfKeras.Convert(layer, config, conversion);
            Keras1.Convert(layer, config, conversion);
            Keras2.Convert(layer, config, conversion);
        }
    }
}
