using System.Text;
using System.Text.Json;

namespace Seedbed.Serialization;

/// <summary>
/// JSON as Keras writes it: strict RFC 8259, no duplicate keys, plus the literals NaN, Infinity and -Infinity of Python's json module, which become the strings
/// of that spelling. Errors carry line and column.
/// </summary>
public static class KerasJson
{
    /// <summary>Deeper documents are refused; real models stay below 40.</summary>
    public const int MaxDepth = 512;

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

    /// <summary>What is wrong: in words of our own where the text ends too early, else .NET's sentence without the place that it appends.</summary>
    private static string Reason(JsonException e, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "the text is empty.";
        }

        string message = e.Message;
        if (message.Contains("isFinalBlock", StringComparison.Ordinal) || message.Contains("Expected depth to be zero", StringComparison.Ordinal))
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
