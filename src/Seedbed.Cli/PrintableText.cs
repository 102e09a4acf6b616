using System.Buffers;
using System.Text;

namespace Seedbed.Cli;

/// <summary>
/// Text from a file as it may be shown: it neither steers the terminal, nor turns the order of letters around, nor floods the screen.
/// </summary>
internal static class PrintableText
{
    /// <summary>More of a sentence nobody reads.</summary>
    internal const int LongestSentence = 2000;

    private const char Replacement = '\uFFFD';

    /// <summary>
    /// C0 and C1 controls but the tabulator and line ends, DEL, and the embeddings, overrides and isolates of Unicode's bidirectional
    /// algorithm (UAX 9).
    /// </summary>
    private static readonly char[] s_letters =
    [
        .. Letters('\0', '\b'), '\v', '\f', .. Letters('\u000E', '\u001F'), .. Letters('\u007F', '\u009F'), .. Letters('\u202A', '\u202E'),
        .. Letters('\u2066', '\u2069'),
    ];

    private static readonly SearchValues<char> s_steering = SearchValues.Create(s_letters);

    /// <summary>The same and line ends: what is shown is part of a line.</summary>
    private static readonly SearchValues<char> s_unprintable = SearchValues.Create([.. s_letters, '\n', '\r']);

    /// <summary>The text with a mark in place of every letter that steers.</summary>
    internal static string Of(string text) =>
        text.AsSpan().ContainsAny(s_unprintable)
            ? string.Create(text.Length, text, (letters, source) => source.AsSpan().ReplaceAny(letters, s_unprintable, Replacement))
            : text;

    /// <summary>The same of a sentence, cut where it is too long.</summary>
    internal static string OfSentence(string sentence)
    {
        int length = sentence.Length <= LongestSentence
            ? sentence.Length
            : LongestSentence - (char.IsHighSurrogate(sentence[LongestSentence - 1]) ? 1 : 0);
        return length == sentence.Length ? Of(sentence) : Of(sentence[..length]) + "…";
    }

    /// <summary>
    /// JSON with escapes in place of the letters that steer, which stand in its texts alone; line ends stand between its values alone, and
    /// stay.
    /// </summary>
    internal static string OfJson(string json)
    {
        if (!json.AsSpan().ContainsAny(s_steering))
        {
            return json;
        }

        StringBuilder escaped = new(json.Length);
        foreach (char letter in json)
        {
            _ = s_steering.Contains(letter) ? escaped.Append("\\u").Append($"{(int)letter:x4}".AsSpan()) : escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static IEnumerable<char> Letters(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(letter => (char)letter);
}
