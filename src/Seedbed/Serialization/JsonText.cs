using System.Buffers;
using System.Text.Unicode;

namespace Seedbed.Serialization;

/// <summary>Places in a JSON text, and what JSON leaves open: that every text in it is valid Unicode.</summary>
internal static class JsonText
{
    internal static string Sentence(long line, long column, string reason) =>
        $"this is not valid JSON: line {line + 1}, column {column + 1}: {reason}";

    /// <summary>Throws where the bytes are no UTF-8, or an escape holds half of a surrogate pair.</summary>
    /// <exception cref="FormatException">The message tells line and column.</exception>
    internal static void RequireUnicode(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw Fault(utf8, ValidLength(utf8), "the bytes are no UTF-8.");
        }

        for (int from = 0; utf8[from..].IndexOf("\\u"u8) is >= 0 and int at;)
        {
            from += at;
            bool isEscaped = IsEscaped(utf8, from);
            int length = isEscaped ? 2 : EscapeLength(utf8[from..]);
            if (length == 0)
            {
                throw Fault(utf8, from, "the escape holds half of a surrogate pair, which is no character.");
            }

            from += length;
        }
    }

    /// <summary>
    /// Bytes of an escape with its second half, where it has one; 2 where the hexadecimal digits are wrong, which the parser reports; 0 for
    /// half a pair.
    /// </summary>
    private static int EscapeLength(ReadOnlySpan<byte> escape)
    {
        if (!TryReadUnit(escape, out char unit))
        {
            return 2;
        }

        if (!char.IsSurrogate(unit))
        {
            return 6;
        }

        return char.IsHighSurrogate(unit) && TryReadUnit(escape[6..], out char low) && char.IsLowSurrogate(low) ? 12 : 0;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = default;
        if (escape.Length < 6 || !escape.StartsWith("\\u"u8)
            || !ushort.TryParse(escape[2..6], System.Globalization.NumberStyles.AllowHexSpecifier, null, out ushort value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }

    /// <summary>Whether the backslash at this place is itself escaped: an odd number of backslashes stands before it.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> utf8, int at)
    {
        int before = at - 1 - utf8[..at].LastIndexOfAnyExcept((byte)'\\');
        return before % 2 == 1;
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        int valid = 0;
        while (valid < utf8.Length && System.Text.Rune.DecodeFromUtf8(utf8[valid..], out _, out int length) == OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    private static FormatException Fault(ReadOnlySpan<byte> utf8, int at, string reason)
    {
        ReadOnlySpan<byte> before = utf8[..at];
        return new FormatException(Sentence(before.Count((byte)'\n'), at - 1 - before.LastIndexOf((byte)'\n'), reason));
    }
}
