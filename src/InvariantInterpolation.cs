using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler makes of <c>$"…"</c>: it prefers this type to the framework's of the same name, which writes numbers as the user's
/// culture does. Compiled into every project, so that a sentence, a name or JSON is the same everywhere without a word at the place where
/// it is written.
/// </summary>
[InterpolatedStringHandler]
internal ref struct DefaultInterpolatedStringHandler
{
    /// <summary>Room for one value; a longer one makes the text grow.</summary>
    private const int UsualLength = 16;

    private readonly StringBuilder _text;
    private StringBuilder.AppendInterpolatedStringHandler _values;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * UsualLength));
        _values = new StringBuilder.AppendInterpolatedStringHandler(literalLength, formattedCount, _text, CultureInfo.InvariantCulture);
    }

    public void AppendLiteral(string value) => _values.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _values.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _values.AppendFormatted(value, format);

    public void AppendFormatted<T>(T value, int alignment) => _values.AppendFormatted(value, alignment);

    public void AppendFormatted<T>(T value, int alignment, string? format) => _values.AppendFormatted(value, alignment, format);

    public void AppendFormatted(ReadOnlySpan<char> value) => _values.AppendFormatted(value);

    public readonly string ToStringAndClear() => _text.ToString();
}
