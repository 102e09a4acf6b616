using System.Security;

namespace Seedbed.Diagnostics.Reports;

/// <summary>Text as it may stand in HTML, in SVG and in names of files: text, which turns no order of letters around.</summary>
internal static class Markup
{
    private const char Replacement = '\uFFFD';

    private const int LongestFileName = 60;

    /// <summary>The text with its signs escaped, and a mark in place of controls and of Unicode's marks of direction (UAX 9).</summary>
    internal static string Text(string text) =>
        SecurityElement.Escape(text.Any(Steers) ? string.Concat(text.Select(letter => Steers(letter) ? Replacement : letter)) : text);

    /// <summary>A name of a layer or a series: as much of a long one as shows which is meant.</summary>
    internal static string Name(string name) => Text(name.Excerpt());

    /// <summary>A title as the name of a file: letters and digits of ASCII, joined by hyphens.</summary>
    internal static string FileName(string title)
    {
        string letters = string.Concat(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        string name = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "figure" : name[..Math.Min(name.Length, LongestFileName)].TrimEnd('-');
    }

    private static bool Steers(char letter) =>
        (char.IsControl(letter) && letter != '\t') || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
