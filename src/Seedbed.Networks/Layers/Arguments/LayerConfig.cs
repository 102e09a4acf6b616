using System.Text.Json;
using Seedbed.Serialization;

namespace Seedbed.Layers.Arguments;

/// <summary>A layer's configuration. Every getter checks the type, and says which layer and which key where it is wrong.</summary>
/// <param name="element">A JSON object.</param>
/// <param name="place">How messages name the layer: <c>layer 'block/conv' (Conv2D)</c>.</param>
internal sealed class LayerConfig(JsonElement element, string place)
{
    /// <summary>How messages name the layer.</summary>
    internal string Place => place;

    /// <summary>All keys.</summary>
    internal IEnumerable<string> Keys => element.EnumerateObject().Select(property => property.Name);

    /// <summary>The value of a key; null where it is absent or null.</summary>
    internal JsonElement? Find(string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The value of a key, null included; null where it is absent.</summary>
    internal JsonElement? FindOrNull(string key) => element.TryGetProperty(key, out JsonElement value) ? value : null;

    /// <summary>A size.</summary>
    internal long Size(string key) =>
        Find(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long size) && Kinds.IsSize(size)
            ? size
            : throw Wrong(key, Kinds.SizeText);

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
    internal bool Flag(string key, bool defaultValue) =>
        Find(key) is not { } value ? defaultValue
        : Kinds.TryFlag(value, out bool flag) ? flag
        : throw Wrong(key, "true or false");

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
        string got = FindOrNull(key) is { } value ? $"is {Excerpt(value)}" : "is absent" + Mistyped(key);
        return new FormatException($"{place}: {key.Excerpt()} {got}; it must be {accepted}.");
    }

    /// <summary>The key that was probably meant to be one that is absent; those of every layer are none.</summary>
    private string Mistyped(string key) =>
        NearestName.Of(key, Keys.Except(["name", "dtype", "trainable", "batch_input_shape"])) is { } near
            ? $" (there is '{near.Excerpt()}')"
            : "";

    /// <summary>The start of a value's text, for a message.</summary>
    internal static string Excerpt(JsonElement value) => value.GetRawText().Excerpt();
}
