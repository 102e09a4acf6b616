using System.Text.Json;

namespace Seedbed.Networks.Layers.Arguments;

/// <summary>Texts in objects of a configuration, read before it is known what they configure.</summary>
internal static class TextProperty
{
    /// <summary>The text of a key; null where the value is no object, or has no text of that key.</summary>
    internal static string? Of(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(key, out JsonElement text)
            && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
