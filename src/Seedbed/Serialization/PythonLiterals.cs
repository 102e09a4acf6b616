using System.Buffers;

namespace Seedbed.Serialization;

/// <summary>
/// JSON in which Python's bare NaN, Infinity and -Infinity have been put between quotes, and how far that moved the text behind them.
/// </summary>
internal sealed class PythonLiterals
{
    private const long QuotesPerLiteral = 2;

    private readonly List<(long Line, long Column)> _insertions = [];

    private PythonLiterals(ReadOnlyMemory<byte> json) => Json = json;

    internal ReadOnlyMemory<byte> Json { get; private set; }

    internal static PythonLiterals Quote(ReadOnlyMemory<byte> json)
    {
        var result = new PythonLiterals(json);
        if (json.Span.IndexOf("NaN"u8) >= 0 || json.Span.IndexOf("Infinity"u8) >= 0)
        {
            result.Rewrite(json.Span);
        }

        return result;
    }

    /// <summary>How many quotes stand before this place of the rewritten text, in its own line.</summary>
    internal long BytesInsertedBefore(long line, long column) =>
        _insertions.Count(insertion => insertion.Line == line && insertion.Column < column) * QuotesPerLiteral;

    private void Rewrite(ReadOnlySpan<byte> json)
    {
        var rewritten = new ArrayBufferWriter<byte>(json.Length + 64);
        long line = 0;
        long lineStart = 0;
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            int literal = inString ? 0 : LiteralLength(json[i..]);
            if (literal > 0)
            {
                _insertions.Add(
                    _insertions.Count < KerasJson.MostTokens ? (line, rewritten.WrittenCount - lineStart) : throw KerasJson.TooMany());
                rewritten.Write("\""u8);
                rewritten.Write(json.Slice(i, literal));
                rewritten.Write("\""u8);
                i += literal - 1;
                continue;
            }

            bool isEscape = inString && json[i] == '\\' && i + 1 < json.Length;
            rewritten.Write(json.Slice(i, isEscape ? 2 : 1));
            inString ^= json[i] == '"';
            if (json[i] == '\n')
            {
                line++;
                lineStart = rewritten.WrittenCount;
            }

            i += isEscape ? 1 : 0;
        }

        Json = rewritten.WrittenMemory;
    }

    private static int LiteralLength(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
