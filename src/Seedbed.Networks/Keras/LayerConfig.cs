using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Shapes;

namespace Seedbed.Networks.Keras;

/// <summary>A layer's configuration. Every getter checks the type, and says which layer and which key where it is wrong.</summary>
/// <param name="element">A JSON object.</param>
/// <param name="place">How messages name the layer: <c>layer 'block/conv' (Conv2D)</c>.</param>
internal sealed class LayerConfig(JsonElement element, string place)
{
    /// <summary>What a size is, for messages.</summary>
    internal const string SizeText = "an integer from 1 to 2^53";

    /// <summary>What a count is, for messages.</summary>
    internal const string CountText = "an integer from 0 to 2^53";

    /// <summary>All keys.</summary>
    internal IEnumerable<string> Keys => element.EnumerateObject().Select(property => property.Name);

    /// <summary>The value of a key; null where it is absent or null.</summary>
    internal JsonElement? Find(string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The value of a key, null included; null where it is absent.</summary>
    internal JsonElement? FindOrNull(string key) => element.TryGetProperty(key, out JsonElement value) ? value : null;

    /// <summary>A size: an integer from 1 to 2⁵³.</summary>
    internal long Size(string key) => SizeOrNull(key) ?? throw Wrong(key, SizeText);

    /// <summary>A size, or the default where it is absent or null.</summary>
    internal long Size(string key, long defaultValue) => SizeOrNull(key) ?? defaultValue;

    /// <summary>A size, or null.</summary>
    internal long? SizeOrNull(string key) => Find(key) is { } value ? SizeOf(value) ?? throw Wrong(key, SizeText) : null;

    /// <summary>A number; null where the key is absent or null.</summary>
    internal double? NumberOrNull(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => throw Wrong(key, "a number"),
    };

    /// <summary>A number.</summary>
    internal double Number(string key) => NumberOrNull(key) ?? throw Wrong(key, "a number");

    /// <summary>A whole number of any sign.</summary>
    internal long Whole(string key) =>
        Find(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long whole)
            ? whole
            : throw Wrong(key, "an integer");

    /// <summary>A whole number in a list; negative indices count from the end.</summary>
    internal long WholeAt(string key, int index)
    {
        int count = Find(key) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        int at = index < 0 ? index + count : index;
        return at >= 0
            && at < count
            && Find(key)!.Value[at] is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt64(out long whole)
            ? whole
            : throw Wrong(key, $"a list with an integer at {index}");
    }

    /// <summary>True or false.</summary>
    internal bool Flag(string key, bool defaultValue) => Find(key) switch
    {
        null => defaultValue,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A text.</summary>
    internal string Text(string key) =>
        Find(key) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Wrong(key, "a text");

    /// <summary>One of a few texts.</summary>
    internal string Choice(string key, string defaultValue, params ReadOnlySpan<string> choices)
    {
        string text = Find(key) is null ? defaultValue : Text(key);
        return choices.Contains(text) ? text : throw Wrong(key, $"one of {string.Join(", ", choices.ToArray())}");
    }

    /// <summary>Sizes along each of several axes: a list of as many, or one for all.</summary>
    internal long[] Sizes(string key, int rank)
    {
        long[] sizes = Find(key) is { ValueKind: JsonValueKind.Number } ? [.. Enumerable.Repeat(Size(key), rank)] : Sizes(key);
        return sizes.Length == rank ? sizes : throw Wrong(key, $"{SizeText} or a list of {rank} of them");
    }

    /// <summary>A list of sizes.</summary>
    internal long[] Sizes(string key)
    {
        const string Accepted = "a list of integers from 1 to 2^53";
        JsonElement value = Find(key) ?? throw Wrong(key, Accepted);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => SizeOf(item) ?? throw Wrong(key, Accepted))]
            : [Size(key)];
    }

    /// <summary>Counts, 0 included, along each of several axes: a list of as many, or one for all; zeros where the key is absent.</summary>
    internal long[] Counts(string key, int rank)
    {
        JsonElement[] items = Find(key) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { } one => [.. Enumerable.Repeat(one, rank)],
        };
        bool isWhole = items.Length == rank || Find(key) is null;
        return isWhole && items.All(item => CountOf(item) is not null)
            ? Find(key) is null ? new long[rank] : [.. items.Select(item => CountOf(item)!.Value)]
            : throw Wrong(key, $"{CountText} or a list of {rank} of them");
    }

    /// <summary>An integer of at least 0; null where it is none.</summary>
    internal static long? CountOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count is >= 0 and <= Shape.MaxElementCount
            ? count
            : null;

    /// <summary>Axes, negative ones included: an integer or a list of them. Null where the key is absent or null.</summary>
    internal int[]? Axes(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(AxisOf)] : [AxisOf(value)];

        int AxisOf(JsonElement item) =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int axis)
                ? axis
                : throw Wrong(key, "an integer or a list of integers");
    }

    /// <summary>A list of objects.</summary>
    internal IEnumerable<JsonElement> Objects(string key)
    {
        JsonElement list = Find(key) is { ValueKind: JsonValueKind.Array } array ? array : throw Wrong(key, "a list of layers");
        return list.EnumerateArray();
    }

    /// <summary>An object.</summary>
    internal JsonElement Object(string key) => Find(key) is { ValueKind: JsonValueKind.Object } value ? value : throw Wrong(key, "a layer");

    /// <summary>The exception for a value that is not accepted.</summary>
    internal FormatException Wrong(string key, string accepted)
    {
        string got = FindOrNull(key) is { } value ? $"is {Excerpt(value)}" : "is absent";
        return new FormatException($"{place}: {key.Excerpt()} {got}; it must be {accepted}.");
    }

    /// <summary>The start of a value's text, for a message.</summary>
    internal static string Excerpt(JsonElement value) => value.GetRawText().Excerpt();

    private static long? SizeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long size) && size is >= 1 and <= Shape.MaxElementCount
            ? size
            : null;
}
