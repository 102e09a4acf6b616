using System.Text.Json.Nodes;

namespace Seedbed.Keras;

/// <summary>
/// The arguments that layers of Keras 3 got after its first release: earlier releases refuse a configuration that has them.
/// </summary>
/// <param name="release">The release that is to read the configuration.</param>
/// <remarks>Source: the constructors of <c>keras.layers</c> at the tags v3.0.0 to v3.15.0 of keras-team/keras, compared with each
/// other.</remarks>
internal sealed class KerasKeys(KerasRelease release)
{
    private static readonly (int Minor, string Classes, string Key, string Default)[] s_added =
    [
        (1, "Dense EinsumDense Embedding", "lora_rank", "null"),
        (2, "CategoryEncoding", "sparse", "false"),
        (2, "GRU LSTM", "use_cudnn", "\"auto\""),
        (3, "Resizing", "pad_to_aspect_ratio", "false"),
        (3, "Resizing", "fill_mode", "\"constant\""),
        (3, "Resizing", "fill_value", "0.0"),
        (3, "Embedding", "weights", "null"),
        (4, "MultiHeadAttention", "seed", "null"),
        (4, "InputLayer", "optional", "false"),
        (5, "ZeroPadding1D", "data_format", "null"),
        (6, "RandomFlip", "data_format", "null"),
        (7, "MultiHeadAttention GroupQueryAttention GroupedQueryAttention", "flash_attention", "null"),
        (7, "GroupQueryAttention GroupedQueryAttention", "seed", "null"),
        (8, "RandomContrast", "value_range", "[0, 255]"),
        (9, "InputLayer", "ragged", "null"),
        (9, "Resizing", "antialias", "false"),
        (10, "Dense EinsumDense Embedding", "lora_alpha", "null"),
        (11, "Conv1DTranspose Conv2DTranspose Conv3DTranspose", "output_padding", "null"),
        (12, "EinsumDense", "gptq_unpacked_column_size", "null"),
        (13, "Dense EinsumDense Embedding", "quantization_config", "null"),
        (14, "MultiHeadAttention GroupQueryAttention GroupedQueryAttention", "use_gate", "false"),
        (14, "BatchNormalization", "renorm", "false"),
        (14, "BatchNormalization", "renorm_clipping", "null"),
        (14, "BatchNormalization", "renorm_momentum", "0.99"),
        (14, "StringLookup IntegerLookup", "salt", "null"),
        (14, "IntegerLookup", "oov_method", "\"floormod\""),
        (15, "MultiHeadAttention GroupQueryAttention GroupedQueryAttention", "sliding_window", "null"),
    ];

    private readonly ILookup<string, (int Minor, string Key, string Default)> _unknown = s_added
        .Where(each => release.ToVersion() is { Major: > KerasRelease.FirstMajor } version && each.Minor > version.Minor)
        .SelectMany(each => each.Classes.Split(' ').Select(name => (Class: name, Entry: (each.Minor, each.Key, each.Default))))
        .ToLookup(each => each.Class, each => each.Entry, StringComparer.Ordinal);

    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);
    private readonly List<string> _refused = [];

    /// <summary>Whether any was removed.</summary>
    internal bool HasRemoved => _removed.Count > 0;

    /// <summary>What was removed, and what could not be.</summary>
    internal IReadOnlyList<string> Notes => !HasRemoved ? _refused :
    [
        $"config.json leaves out {string.Join(", ", _removed)}, which Keras {release} does not know; what is left out has its default.",
            .. _refused,
    ];

    /// <summary>Removes from all layers of a configuration what the release does not know.</summary>
    internal void Remove(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (JsonNode? item in list)
                {
                    Remove(item);
                }

                break;
            case JsonObject layer:
                if (layer["class_name"] is JsonValue name && name.TryGetValue(out string? className)
                    && layer["config"] is JsonObject config)
                {
                    RemoveFrom(className, config);
                }

                foreach ((_, JsonNode? value) in layer)
                {
                    Remove(value);
                }

                break;
            default:
                break;
        }
    }

    private void RemoveFrom(string className, JsonObject config)
    {
        foreach ((int minor, string key, string missing) in _unknown[className].Where(each => config.ContainsKey(each.Key)))
        {
            if (config[key] is not { } value || IsFalse(value) || JsonNode.DeepEquals(value, JsonNode.Parse(missing)))
            {
                config.Remove(key);
                _removed.Add(key);
                continue;
            }

            _refused.Add(
                $"config.json has {key} = {value.ToJsonString().Excerpt()} of layer '{$"{config["name"]}".Excerpt()}' ({className}), "
                + $"which Keras {release} does not know, so it will refuse the file; write it for Keras 3.{minor} or later.");
        }
    }

    /// <summary>Off, whatever the default.</summary>
    private static bool IsFalse(JsonNode value) => value is JsonValue flag && flag.TryGetValue(out bool isOn) && !isOn;
}
