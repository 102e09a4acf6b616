using System.Text;
using System.Text.Json;

namespace Seedbed.Serialization;

/// <summary>
/// JSON as Keras writes it: strict RFC 8259, no duplicate keys, plus the literals NaN, Infinity and -Infinity of Python's json module,
/// which become the strings of that spelling. Errors carry line and column.
/// </summary>
public static class KerasJson
{
    /// <summary>Deeper documents are refused; real models stay below 40.</summary>
    public const int MaxDepth = 512;

    /// <summary>More names, values and brackets are refused: each takes far more memory than its letters. ResNet50 has 20,000.</summary>
    internal const int MostTokens = 1 << 22;

    /// <summary>.NET's sentence quotes a wrong literal whole.</summary>
    private const int LongestReason = 200;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Parses a text.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">The text is not JSON; the message tells line and column, both from 1.</exception>
    public static JsonDocument Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses UTF-8.</summary>
    /// <param name="utf8">The bytes, with or without a byte order mark.</param>
    /// <exception cref="FormatException">The bytes are not JSON; the message tells line and column, both from 1.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        JsonText.RequireUnicode(utf8.Span);
        PythonLiterals literals = PythonLiterals.Quote(utf8);
        try
        {
            RefuseMany(literals.Json.Span);
            return JsonDocument.Parse(literals.Json, s_options);
        }
        catch (JsonException e)
        {
            long line = e.LineNumber ?? 0;
            long column = e.BytePositionInLine ?? 0;
            column -= literals.BytesInsertedBefore(line, column);
            throw new FormatException(JsonText.Sentence(line, column, Reason(e, utf8.Span)), e);
        }
    }

    /// <summary>The text of a key; null where the value is no object, or has no text of that key.</summary>
    /// <param name="element">A value.</param>
    /// <param name="key">The key.</param>
    public static string? TextOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(key, out JsonElement text)
            && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    /// <summary>Whether a text is one of JSON's words, or of Python's for numbers that JSON has not.</summary>
    internal static bool IsLiteral(string text) => text is "null" or "true" or "false" or "NaN" or "Infinity";

    private static void RefuseMany(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });

        // A token has at least one letter, so that the usual text need not be gone through.
        for (int tokens = 0; json.Length > MostTokens && reader.Read(); tokens++)
        {
            if (tokens == MostTokens)
            {
                throw TooMany();
            }
        }
    }

    internal static FormatException TooMany() =>
        new($"the JSON has more than {MostTokens} names, values and brackets; at most as many are read: a model's description has far "
            + "fewer.");

    /// <summary>
    /// What is wrong: in words of our own where the text ends too early, else .NET's sentence without the place that it appends.
    /// </summary>
    private static string Reason(JsonException e, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "the text is empty.";
        }

        string message = e.Message;
        if (
            message.Contains("isFinalBlock", StringComparison.Ordinal)
                || message.Contains("Expected depth to be zero", StringComparison.Ordinal))
        {
            return "the text ends before its last value is complete.";
        }

        foreach (string suffix in (ReadOnlySpan<string>)[" Path:", " LineNumber:"])
        {
            int at = message.IndexOf(suffix, StringComparison.Ordinal);
            message = at < 0 ? message : message[..at];
        }

        return message.Length <= LongestReason ? message : $"{message.AsSpan(0, LongestReason)}….";
    }
}
