using System.Globalization;

namespace Seedbed.Checkpoints.Npz;

/// <summary>
/// The header of an array: a Python dictionary of exactly <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, read without running
/// anything.
/// </summary>
internal sealed class NpyHeader
{
    /// <summary>The end of the names of such files.</summary>
    internal const string Ending = ".npy";

    private readonly string _text;
    private int _at;

    private NpyHeader(string text) => _text = text;

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    internal string Descriptor { get; private set; } = "";

    internal bool IsColumnMajor { get; private set; }

    internal Shape Shape { get; private set; } = [];

    /// <exception cref="FormatException">The text is no such dictionary.</exception>
    internal static NpyHeader Parse(string text)
    {
        NpyHeader header = new(text);
        header.ReadDictionary();
        return header;
    }

    private void ReadDictionary()
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        Expect('{');
        while (!Take('}'))
        {
            string key = ReadText();
            Expect(':');
            ReadValue(keys.Add(key) ? key : throw Wrong($"'{key.Excerpt()}' stands twice"));
            if (!Take(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpaces();
        if (_at != _text.Length || keys.Count != 3)
        {
            throw Wrong("it must be a dictionary of descr, fortran_order and shape");
        }
    }

    private void ReadValue(string key)
    {
        switch (key)
        {
            case "descr": Descriptor = ReadText(); break;
            case "fortran_order": IsColumnMajor = ReadFlag(); break;
            case "shape": Shape = ReadShape(); break;
            default: throw Wrong($"it has the key '{key.Excerpt()}'");
        }
    }

    private string ReadText()
    {
        SkipSpaces();
        char quote = _at < _text.Length ? _text[_at] : ' ';
        int end = quote is '\'' or '"' ? _text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
        {
            throw Wrong($"a text is missing at character {_at}; records with fields are not read");
        }

        string text = _text[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private bool ReadFlag()
    {
        SkipSpaces();
        foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return value;
            }
        }

        throw Wrong("fortran_order must be True or False");
    }

    private Shape ReadShape()
    {
        List<long> dimensions = [];
        Expect('(');
        while (!Take(')'))
        {
            dimensions.Add(ReadInteger());
            if (!Take(','))
            {
                Expect(')');
                break;
            }
        }

        DType.CheckRank(dimensions.Count, "the array's header");
        try
        {
            return Shape.Create([.. dimensions]);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(
                $"the array's shape ({string.Join(", ", dimensions.Select(item => $"{item}"))}) has more elements than a file can "
                + "hold.", fault);
        }
    }

    private long ReadInteger()
    {
        SkipSpaces();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return long.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long integer)
            ? integer
            : throw Wrong($"an integer of at least 0 is missing at character {start}");
    }

    private bool Take(char wanted)
    {
        SkipSpaces();
        bool found = _at < _text.Length && _text[_at] == wanted;
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(char wanted)
    {
        if (!Take(wanted))
        {
            throw Wrong($"'{wanted}' is missing at character {_at}");
        }
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\n' or '\t' or '\r'))
        {
            _at++;
        }
    }

    private static FormatException Wrong(string fault) => new($"the array's header is damaged: {fault}.");
}
