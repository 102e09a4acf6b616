using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Seedbed;

/// <content>Reading and writing as text.</content>
public readonly partial struct BFloat16
{
    private const NumberStyles DefaultStyles = NumberStyles.Float | NumberStyles.AllowThousands;

    /// <summary>The shortest text that is read back as this number: one to four digits.</summary>
    /// <returns>For example "0.01", "-0", "3.39E+38", "NaN".</returns>
    public override string ToString() => ToString(null, null);

    /// <summary>The shortest text that is read back as this number: one to four digits.</summary>
    /// <param name="provider">The culture; the current one if <see langword="null"/>.</param>
    /// <returns>The text.</returns>
    public string ToString(IFormatProvider? provider) => ToString(null, provider);

    /// <summary>The number as text: the shortest that is read back as the same, or the format's digits of the exact value.</summary>
    /// <param name="format">Empty, "G" or "R" for the shortest text; else any format that <see cref="float"/> knows.</param>
    /// <param name="formatProvider">The culture; the current one if <see langword="null"/>.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is no number format.</exception>
    public string ToString([StringSyntax(StringSyntaxAttribute.NumericFormat)] string? format, IFormatProvider? formatProvider = null)
        => ValueToWrite(format).ToString(format, formatProvider);

    /// <inheritdoc/>
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null)
        => ValueToWrite(format).TryFormat(destination, out charsWritten, format, provider);

    /// <inheritdoc/>
    public bool TryFormat(
        Span<byte> utf8Destination,
        out int bytesWritten,
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null)
        => ValueToWrite(format).TryFormat(utf8Destination, out bytesWritten, format, provider);

    /// <summary>Reads a number: the text's nearest binary64, rounded once to nearest, ties to even.</summary>
    /// <param name="s">A number, "NaN" or an infinity, as <see cref="double"/> reads them.</param>
    /// <returns>The number; an infinity for what is out of range.</returns>
    /// <exception cref="FormatException"><paramref name="s"/> is no number.</exception>
    public static BFloat16 Parse(string s) => Parse(s, DefaultStyles, null);

    /// <inheritdoc/>
    public static BFloat16 Parse(string s, IFormatProvider? provider) => Parse(s, DefaultStyles, provider);

    /// <inheritdoc/>
    public static BFloat16 Parse(string s, NumberStyles style, IFormatProvider? provider)
        => (BFloat16)double.Parse(s, style, provider);

    /// <inheritdoc/>
    public static BFloat16 Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, DefaultStyles, provider);

    /// <inheritdoc/>
    public static BFloat16 Parse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider)
        => (BFloat16)double.Parse(s, style, provider);

    /// <inheritdoc/>
    public static BFloat16 Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider)
        => Parse(utf8Text, DefaultStyles, provider);

    /// <inheritdoc/>
    public static BFloat16 Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style, IFormatProvider? provider)
        => (BFloat16)double.Parse(utf8Text, style, provider);

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="s">A number, "NaN" or an infinity, as <see cref="double"/> reads them.</param>
    /// <param name="result">The number, or 0 where there is none.</param>
    /// <returns>Whether <paramref name="s"/> is a number.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out BFloat16 result)
        => TryParse(s, DefaultStyles, null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BFloat16 result)
        => TryParse(s, DefaultStyles, provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out BFloat16 result)
        => TryParse(s.AsSpan(), style, provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BFloat16 result)
        => TryParse(s, DefaultStyles, provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out BFloat16 result)
    {
        bool isNumber = double.TryParse(s, style, provider, out double number);
        result = (BFloat16)number;
        return isNumber;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out BFloat16 result)
        => TryParse(utf8Text, DefaultStyles, provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8Text, NumberStyles style, IFormatProvider? provider, out BFloat16 result)
    {
        bool isNumber = double.TryParse(utf8Text, style, provider, out double number);
        result = (BFloat16)number;
        return isNumber;
    }

    /// <summary>
    /// The float to write in place of this number. The shortest text needs one whose own shortest text is short, and such is
    /// the float nearest to a decimal of up to six digits; every other format gets the exact value.
    /// </summary>
    private float ValueToWrite(ReadOnlySpan<char> format)
    {
        float exact = (float)this;
        bool isShortest = format is "" or "G" or "g" or "R" or "r" or "G0" or "g0";
        if (!isShortest || !IsFinite(this))
        {
            return exact;
        }

        ReadOnlySpan<string> roundings = ["E0", "E1", "E2"];
        Span<char> text = stackalloc char[16];
        foreach (string rounding in roundings)
        {
            _ = exact.TryFormat(text, out int length, rounding, CultureInfo.InvariantCulture);
            float candidate = float.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
            if (((BFloat16)candidate)._bits == _bits)
            {
                return candidate;
            }
        }

        return float.Parse(exact.ToString("E3", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
