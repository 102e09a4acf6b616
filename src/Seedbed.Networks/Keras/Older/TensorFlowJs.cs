using System.Text;
using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>The model.json of TensorFlow.js: a model of Keras 2 inside, beside the places of its weights.</summary>
/// <remarks>Source: <c>tfjs-layers/src/models.ts</c>, <c>tfjs-layers/src/utils/serialization_utils.ts</c>.</remarks>
internal static class TensorFlowJs
{
    private const string Topology = "modelTopology";
    private const string Wrapped = "model_config";

    /// <summary>Where layers' names stand.</summary>
    private static readonly string[] s_names = ["name", "inbound_nodes", "input_layers", "output_layers", "keras_version"];

    /// <summary>The release that the file names; null where it names none.</summary>
    internal static string? VersionOf(JsonObject root) => Respelling.Text(root["keras_version"])
        ?? Respelling.Text((root[Topology] as JsonObject)?["keras_version"] ?? (root[Topology] as JsonObject)?["kerasVersion"]);

    /// <summary>Layers of TensorFlow.js are those of Keras 2.2: its "tfjs-layers 4.22.0" is no release of Keras.</summary>
    internal static Version? KerasVersionOf(string? version) =>
        version?.StartsWith("tfjs", StringComparison.Ordinal) == true ? new Version(2, 2) : null;

    /// <summary>The model itself, with the keys of Keras.</summary>
    internal static JsonObject Unwrap(JsonObject root, Respelling conversion)
    {
        JsonObject? topology = root[Topology] as JsonObject;
        if (Respelling.Text(root["format"]) == "graph-model" || topology?.ContainsKey("node") == true)
        {
            throw new FormatException(
                "this is a graph model of TensorFlow.js, which has no layers; read the model.json that tensorflowjs_converter made with "
                + "--output_format tfjs_layers_model.");
        }

        if (topology is not null)
        {
            conversion.Assume("the file is a model.json of TensorFlow.js; its modelTopology was read, and none of its weights.");
            root = (JsonObject)InSnakeCase(topology, conversion)!;
        }

        if (root[Wrapped] is not JsonObject model || root.ContainsKey("class_name"))
        {
            return root;
        }

        root.Remove(Wrapped);
        foreach (string key in (ReadOnlySpan<string>)["keras_version", "backend"])
        {
            if (!model.ContainsKey(key) && root[key] is { } value)
            {
                conversion.Set(model, key, value.DeepClone());
            }
        }

        conversion.Set(model, "class_name", model["class_name"]?.DeepClone());
        return model;
    }

    /// <summary>
    /// Keys and words as Python has them; TensorFlow.js writes those, and camelCase where a program asked for it. Names stay.
    /// </summary>
    private static JsonNode? InSnakeCase(JsonNode? value, Respelling conversion)
    {
        switch (value)
        {
            case JsonObject owner:
                JsonObject converted = [];
                foreach ((string key, JsonNode? inner) in owner)
                {
                    string name = SnakeCase(key);
                    conversion.Set(converted, name, s_names.Contains(name) ? inner?.DeepClone() : InSnakeCase(inner, conversion));
                }

                return converted;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => InSnakeCase(item, conversion))]);
            default:
                return Respelling.Text(value) is [>= 'a' and <= 'z', ..] word ? SnakeCase(word) : value?.DeepClone();
        }
    }

    private static string SnakeCase(string key)
    {
        StringBuilder text = new();
        foreach ((int index, char letter) in key.Index())
        {
            if (char.IsAsciiLetterUpper(letter) && index > 0 && char.IsAsciiLetterLower(key[index - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return $"{text}";
    }
}
