using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>tf.keras 1.4 to 2.15: classes of one behaviour under several names, dtype policies, Python's containers.</summary>
/// <remarks>
/// Source: <c>tensorflow/python/keras</c> at r1.13, r2.0 and r2.4 (<c>layers/normalization.py</c>, <c>ops/init_ops.py</c>,
/// <c>mixed_precision/experimental/policy.py</c>, <c>saving/saved_model/json_utils.py</c>), <c>keras/saving/legacy</c> at 2.15.
/// </remarks>
internal static class TfKeras
{
    /// <summary>Classes that today have another name.</summary>
    private static readonly FrozenDictionary<string, string> s_classes = new Dictionary<string, string>
    {
        ["BatchNormalizationV1"] = "BatchNormalization",
        ["BatchNormalizationV2"] = "BatchNormalization",
        ["SyncBatchNormalization"] = "BatchNormalization",
        ["UnifiedLSTM"] = "LSTM",
        ["LSTMV2"] = "LSTM",
        ["UnifiedGRU"] = "GRU",
        ["GRUV2"] = "GRU",
        ["AddLoss"] = "Identity",
        ["AddMetric"] = "Identity",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string className = Respelling.Text(layer["class_name"])!;
        if (s_classes.TryGetValue(className, out string? today))
        {
            if (className == "SyncBatchNormalization")
            {
                config["synchronized"] = true;
            }

            if (className is "AddLoss" or "AddMetric")
            {
                conversion.Assume($"{Respelling.PlaceOf(layer)}: it gives what it gets; what it adds to training is left out.");
            }

            conversion.Set(layer, "class_name", today);
        }

        if (Respelling.IsTrue(config["renorm"]))
        {
            conversion.Assume($"{Respelling.PlaceOf(layer)}: its renorm is left out, and with it the running values that it adds.");
        }

        Policy(config, conversion);
        foreach (string key in config.Select(property => property.Key).ToArray())
        {
            if (key.EndsWith("_initializer", StringComparison.Ordinal) && config[key] is JsonObject initializer
                && initializer["config"] is JsonObject arguments)
            {
                // Kept from TensorFlow 1, where an initializer has a dtype; that of the weight holds.
                conversion.Remove(arguments, "dtype");
            }

            if (Items(config[key]) is { } items)
            {
                conversion.Set(config, key, items);
            }
        }

        if (Respelling.Text(config["name"]) is { } name && name.Contains('/', StringComparison.Ordinal))
        {
            conversion.Assume("names of layers with '/' are kept, as Keras 1 and 2 have them; Keras 3 refuses to load such names.");
        }
    }

    /// <summary>A policy as an object that Keras 3 has no more, such as one with a loss scale, by its name.</summary>
    private static void Policy(JsonObject config, Respelling conversion)
    {
        if (config["dtype"] is not JsonObject policy || Respelling.Text(policy["class_name"]) is not ("PolicyV1" or "Policy")
            || Respelling.Text((policy["config"] as JsonObject)?["name"]) is not { } name)
        {
            return;
        }

        if (name.StartsWith("infer", StringComparison.Ordinal) || name.StartsWith("_infer", StringComparison.Ordinal))
        {
            conversion.Remove(config, "dtype");
            conversion.Assume($"the dtype policy '{name.Excerpt()}' takes the type of a layer's first input; that is float32 here.");
        }
        else if (Respelling.Text(policy["class_name"]) == "PolicyV1")
        {
            conversion.Set(config, "dtype", name);
        }
    }

    /// <summary>The list that one of Python's or TensorFlow's containers holds; null where the value is none.</summary>
    private static JsonArray? Items(JsonNode? value) =>
        value is JsonObject { } container
        && Respelling.Text(container["class_name"]) is "__tuple__" or "ListWrapper" or "TensorShape" or "_DictWrapper"
        && (container["items"] ?? container["config"]) is JsonArray items
            ? new JsonArray([.. items.Select(item => Items(item) ?? item?.DeepClone())])
            : null;
}
