using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>The layer Merge of Keras 1, a class of its own for each mode today.</summary>
/// <remarks>Source: <c>keras/engine/topology.py</c> at 1.2.2, <c>keras/layers/merge.py</c> at 2.0.8.</remarks>
internal static class Keras1Merge
{
    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string? mode = Respelling.Text(config["mode_type"]) is null or "raw" ? Respelling.Text(config["mode"]) : null;
        (string className, JsonObject arguments) = mode switch
        {
            "sum" => ("Add", []),
            "mul" => ("Multiply", []),
            "ave" => ("Average", []),
            "max" => ("Maximum", []),
            "concat" => ("Concatenate", new JsonObject { ["axis"] = config["concat_axis"]?.DeepClone() ?? -1 }),
            "dot" or "cos" => ("Dot", new JsonObject { ["axes"] = Axes(config["dot_axes"]), ["normalize"] = mode == "cos" }),
            _ => throw new FormatException(
                $"{Respelling.PlaceOf(layer)}: mode is {(config["mode"]?.ToJsonString() ?? "null").Excerpt()}; the modes with a "
                + "counterpart today are sum, mul, ave, max, concat, dot and cos. Put a layer of today in the place of a function."),
        };
        arguments.Insert(0, "name", config["name"]?.DeepClone());
        arguments.Insert(1, "trainable", config["trainable"]?.DeepClone() ?? true);
        conversion.Set(layer, "class_name", className);
        conversion.Set(layer, "config", arguments);
    }

    /// <summary>One axis, or one for each input, each of which may stand in a list of its own.</summary>
    private static JsonNode Axes(JsonNode? axes) => axes is JsonArray list
        ? new JsonArray([.. list.Select(axis => (axis is JsonArray { Count: 1 } one ? one[0] : axis)?.DeepClone())])
        : axes?.DeepClone() ?? -1;
}
