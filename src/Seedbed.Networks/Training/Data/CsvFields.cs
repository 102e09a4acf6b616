using Seedbed.Checkpoints;
using System.Text;

namespace Seedbed.Training;

/// <summary>
/// The fields of a file's lines, one after another; one block is in memory, however long file and lines are. Lines of spaces are left out.
/// Fields stand between semicolons where the first line has one, else between commas; between quotation marks, in which a mark is doubled,
/// both and line ends are part of the field.
/// </summary>
internal sealed class CsvFields : IDisposable
{
    /// <summary>The characters of a block, and with them the most of one field.</summary>
    internal const int BlockLength = 1 << 16;

    private readonly StreamReader _reader;
    private readonly CancellationToken _cancellationToken;
    private readonly char[] _block = new char[BlockLength];
    private readonly string _ends;
    private int _at;
    private int _filled;
    private Range _field;
    private bool _isAfterReturn;

    /// <summary>The line ends within the field.</summary>
    private int _breaks;

    internal CsvFields(CheckpointSource file, CancellationToken cancellationToken)
    {
        _reader = new StreamReader(file.OpenRead(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BlockLength);
        _cancellationToken = cancellationToken;
        TryFill();
        _ends = HasSemicolon(_block.AsSpan(0, _filled).TrimStart()) ? ";\n\r" : ",\n\r";
    }

    /// <summary>The field without the spaces and quotation marks around it.</summary>
    internal ReadOnlySpan<char> Field => _block.AsSpan(_field).Trim().Trim('"');

    /// <summary>Its line, from 1.</summary>
    internal int Line { get; private set; }

    /// <summary>Its column, from 0.</summary>
    internal int Column { get; private set; }

    /// <summary>Whether it is the last of its line.</summary>
    internal bool EndsLine { get; private set; } = true;

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="FormatException">It is longer than a block.</exception>
    internal bool Next()
    {
        bool isThere = Cut();
        while (isThere && Column == 0 && EndsLine && _block.AsSpan(_field).IsWhiteSpace())
        {
            isThere = Cut();
        }

        return isThere;
    }

    public void Dispose() => _reader.Dispose();

    private bool Cut()
    {
        Line += _breaks;
        (Line, Column, _breaks) = EndsLine ? (Line + 1, 0, 0) : (Line, Column + 1, 0);
        SkipLineFeed();
        int length = IndexOfEnd();
        while (length < 0 && TryFill())
        {
            length = IndexOfEnd();
        }

        char end = length < 0 ? '\n' : _block[_at + length];
        bool isThere = length >= 0 || _filled > _at || Column > 0;
        length = length < 0 ? _filled - _at : length;
        _field = _at..(_at + length);
        _at = Math.Min(_at + length + 1, _filled);
        EndsLine = end is '\n' or '\r';
        _isAfterReturn = end == '\r';
        return isThere;
    }

    private int IndexOfEnd()
    {
        ReadOnlySpan<char> rest = _block.AsSpan(_at, _filled - _at);
        int start = LengthOfQuoted(rest);
        int end = start < 0 ? -1 : rest[start..].IndexOfAny(_ends);
        _breaks = start > 0 ? rest[..start].Count('\n') : 0;
        return end < 0 ? -1 : start + end;
    }

    /// <summary>The letters up to the mark that closes the one they begin with; 0 where there is none, -1 where it is not closed.</summary>
    private static int LengthOfQuoted(ReadOnlySpan<char> text)
    {
        const char mark = '"';
        int at = text.IndexOfAnyExcept(' ', '\t');
        if (at < 0 || text[at] != mark)
        {
            return 0;
        }

        for (at++; at < text.Length; at += 2)
        {
            int next = text[at..].IndexOf(mark);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 == text.Length || text[at + 1] != mark)
            {
                return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Whether the first line has one outside of quotation marks.</summary>
    private static bool HasSemicolon(ReadOnlySpan<char> text)
    {
        bool isQuoted = false;
        foreach (char letter in text)
        {
            isQuoted ^= letter == '"';
            if (!isQuoted && letter is (';' or '\n' or '\r'))
            {
                return letter == ';';
            }
        }

        return false;
    }

    /// <summary>The second half of a line end of two characters.</summary>
    private void SkipLineFeed()
    {
        bool hasNext = _isAfterReturn && (_at < _filled || TryFill());
        _at += hasNext && _block[_at] == '\n' ? 1 : 0;
    }

    /// <summary>Moves what is left to the beginning and reads on.</summary>
    private bool TryFill()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_filled - _at == BlockLength)
        {
            throw new FormatException($"line {Line}, column {Column + 1} has more than {BlockLength} characters; it must be a number.");
        }

        _block.AsSpan(_at, _filled - _at).CopyTo(_block);
        (_filled, _at) = (_filled - _at, 0);
        int got = _reader.Read(_block.AsSpan(_filled));
        _filled += got;
        return got > 0;
    }
}
