using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>Keras 2.0 to 2.3, the releases of its own.</summary>
/// <remarks>
/// Source: <c>keras/layers/recurrent.py</c> at 2.1.2 and 2.1.3, <c>keras/engine/topology.py</c> at 2.1.6, <c>keras/initializers.py</c> at
/// 2.2.4.
/// </remarks>
internal static class Keras2
{
    /// <summary>The first release whose GRU has two biases unless it says otherwise; all before it that write reset_after say it.</summary>
    private static readonly Version s_firstWithResetAfter = new(2, 4);

    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string? className = Respelling.Text(layer["class_name"]);
        if (className is "GRU" or "GRUCell" && conversion.Version is { } version && version < s_firstWithResetAfter
            && !config.ContainsKey("reset_after"))
        {
            conversion.Set(config, "reset_after", false);
            conversion.Assume(
                $"a GRU without reset_after, of Keras {version.ToString(2)}, has one bias: reset_after is false.");
        }

        FirstLayerType(layer, className, config, conversion);
        foreach (string key in config.Select(property => property.Key).ToArray())
        {
            Initializer(config[key], conversion);
        }
    }

    /// <summary>Until Keras 2.2 the dtype of a first layer is that of the numbers it takes; its weights are float32.</summary>
    private static void FirstLayerType(JsonObject layer, string? className, JsonObject config, Respelling conversion)
    {
        if (className != "InputLayer" && config["batch_input_shape"] is JsonArray && Respelling.Text(config["dtype"]) is { } type
            && (type.StartsWith("int", StringComparison.Ordinal) || type.StartsWith("uint", StringComparison.Ordinal)
                || type is "bool" or "string"))
        {
            conversion.Remove(config, "dtype");
            conversion.Assume(
                $"{Respelling.PlaceOf(layer)}: its dtype {type} is that of its input, as Keras 2.0 to 2.2 write it; its weights are "
                + "float32.");
        }
    }

    /// <summary>An array in an initializer, which Keras 2.2 writes as <c>{"type": "ndarray", "value": …}</c>.</summary>
    private static void Initializer(JsonNode? value, Respelling conversion)
    {
        if (value is not JsonObject { } initializer || initializer["config"] is not JsonObject config || initializer["class_name"] is null)
        {
            return;
        }

        foreach (string key in config.Select(property => property.Key).ToArray())
        {
            if (config[key] is JsonObject array && Respelling.Text(array["type"]) == "ndarray"
                && (array["value"] ?? array["values"]) is { } values)
            {
                conversion.Set(config, key, values.DeepClone());
            }
        }
    }
}
