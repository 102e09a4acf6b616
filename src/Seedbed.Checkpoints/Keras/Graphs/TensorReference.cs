using System.Text.Json;

namespace Seedbed.Checkpoints.Keras.Graphs;

/// <summary>A tensor in a Functional model: an output of a call of a layer.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Output">Which output.</param>
/// <param name="Recorded">The shape that Keras 3 writes beside it; null where there is none.</param>
internal sealed record TensorReference(string Layer, int Call, int Output, JsonElement? Recorded)
{
    /// <summary>A list of name, call, output; null where it is none.</summary>
    internal static TensorReference? Find(JsonElement list, JsonElement? recorded = null) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() >= 3 && list[0].ValueKind == JsonValueKind.String
        && Index(list[1]) is { } call && Index(list[2]) is { } output
            ? new TensorReference(list[0].GetString()!, call, output, recorded)
            : null;

    /// <summary>All tensors inside an argument, depth first.</summary>
    internal static IEnumerable<TensorReference> All(JsonElement value)
    {
        if (FindTensor(value) is { } tensor)
        {
            return [tensor];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(All),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => All(property.Value)),
            _ => [],
        };
    }

    private static TensorReference? FindTensor(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Find(value);
        }

        bool isTensor = value.TryGetProperty("class_name", out JsonElement name) && name.ValueKind == JsonValueKind.String && name.ValueEquals("__keras_tensor__")
            && value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object;
        if (!isTensor || !value.GetProperty("config").TryGetProperty("keras_history", out JsonElement history))
        {
            return null;
        }

        JsonElement? shape = value.GetProperty("config").TryGetProperty("shape", out JsonElement recorded) && recorded.ValueKind == JsonValueKind.Array ? recorded : null;
        return Find(history, shape);
    }

    private static int? Index(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int index) && index >= 0 ? index : null;
}
