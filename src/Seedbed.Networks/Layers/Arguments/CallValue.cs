using System.Text.Json;

namespace Seedbed.Layers.Arguments;

/// <summary>An argument of a call, as far as operations need it: a tensor of the graph, a constant, or lists of them.</summary>
internal abstract record CallValue
{
    /// <summary>None, or null.</summary>
    internal static CallValue None { get; } = new Nothing();

    /// <summary>Any value of a configuration.</summary>
    internal static ArgumentKind<CallValue> Kind { get; } = new("any value", TryRead, _ => null, _ => true) { HasNull = true, Null = None };

    /// <summary>A tensor of the graph.</summary>
    /// <param name="Index">Its place among all tensors of the call, in the order in which they stand there.</param>
    internal sealed record Graph(int Index) : CallValue;

    /// <summary>A number.</summary>
    internal sealed record Number(double Value) : CallValue;

    /// <summary>True or false.</summary>
    internal sealed record Flag(bool Value) : CallValue;

    /// <summary>A text.</summary>
    internal sealed record Text(string Value) : CallValue;

    /// <summary>A list, a tuple, or an array.</summary>
    internal sealed record List(IReadOnlyList<CallValue> Items) : CallValue;

    /// <summary>An object of values by their names.</summary>
    internal sealed record Named(IReadOnlyList<KeyValuePair<string, CallValue>> Items) : CallValue;

    /// <summary>start:stop:step, as an index.</summary>
    internal sealed record Slice(CallValue Start, CallValue Stop, CallValue Step) : CallValue;

    /// <summary>…, as an index.</summary>
    internal sealed record Ellipsis : CallValue;

    private sealed record Nothing : CallValue;

    /// <summary>Reads a value; null where the text is none.</summary>
    /// <param name="value">The JSON.</param>
    /// <param name="tensor">The place of the tensor that a JSON value stands for; null where it stands for none.</param>
    internal static CallValue Read(JsonElement value, Func<JsonElement, int?> tensor) => tensor(value) is { } index
        ? new Graph(index)
        : value.ValueKind switch
        {
            JsonValueKind.Number => new Number(value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => new Flag(value.GetBoolean()),
            JsonValueKind.String => new Text(value.GetString()!),
            JsonValueKind.Array => new List([.. value.EnumerateArray().Select(item => Read(item, tensor))]),
            JsonValueKind.Object => ReadObject(value, tensor),
            _ => None,
        };

    private static bool TryRead(JsonElement element, out CallValue value)
    {
        value = Read(element, _ => null);
        return true;
    }

    /// <summary>Keras 3 puts what is no JSON value under <c>config</c>, Keras 2 beside the name of its class.</summary>
    private static CallValue ReadObject(JsonElement value, Func<JsonElement, int?> tensor)
    {
        string className =
            value.TryGetProperty("class_name", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        JsonElement content = value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object ? config
            : value;
        return className switch
        {
            "__ellipsis__" => new Ellipsis(),
            "__slice__" => SliceOf(content, tensor),
            "__tuple__" or "TensorShape" when content.TryGetProperty("items", out JsonElement items) => Read(items, tensor),
            "__tensor__" or "__numpy__" when content.TryGetProperty("value", out JsonElement constant) => Read(constant, tensor),
            _ when value.EnumerateObject().Select(property =>
                property.Name).Order(StringComparer.Ordinal).SequenceEqual(["start", "step", "stop"]) =>
                SliceOf(value, tensor),
            _ => new Named([.. value.EnumerateObject().Select(property =>
                KeyValuePair.Create(property.Name, Read(property.Value, tensor)))]),
        };
    }

    /// <summary>Its parts in the order of the file, in which tensors are counted.</summary>
    private static Slice SliceOf(JsonElement parts, Func<JsonElement, int?> tensor)
    {
        Dictionary<string, CallValue> values = parts.EnumerateObject()
            .ToDictionary(part => part.Name, part => Read(part.Value, tensor), StringComparer.Ordinal);
        return new Slice(Part("start"), Part("stop"), Part("step"));

        CallValue Part(string key) => values.GetValueOrDefault(key, None);
    }
}
