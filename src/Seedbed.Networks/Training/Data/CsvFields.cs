using Seedbed.Checkpoints;
using System.Text;

namespace Seedbed.Training;

/// <summary>
/// The fields of a file's lines, one after another; one block is in memory, however long file and lines are. Lines of spaces are left out.
/// Fields stand between semicolons where the first line has one, else between commas.
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

    internal CsvFields(CheckpointSource file, CancellationToken cancellationToken)
    {
        _reader = new StreamReader(file.OpenRead(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BlockLength);
        _cancellationToken = cancellationToken;
        TryFill();
        ReadOnlySpan<char> block = _block.AsSpan(0, _filled).TrimStart();
        int firstEnd = block.IndexOfAny('\n', '\r');
        _ends = (firstEnd < 0 ? block : block[..firstEnd]).Contains(';') ? ";\n\r" : ",\n\r";
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
        (Line, Column) = EndsLine ? (Line + 1, 0) : (Line, Column + 1);
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

    private int IndexOfEnd() => _block.AsSpan(_at, _filled - _at).IndexOfAny(_ends);

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
