using System.Security;

namespace Seedbed.Diagnostics.Reports;

/// <summary>Text as it may stand in HTML and SVG: it is text, and it does not turn the order of letters around.</summary>
internal static class Markup
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with its signs escaped, and a mark in place of controls and of Unicode's marks of direction (UAX 9).</summary>
    internal static string Text(string text) =>
        SecurityElement.Escape(text.Any(Steers) ? string.Concat(text.Select(letter => Steers(letter) ? Replacement : letter)) : text);

    /// <summary>A name of a layer or a series: as much of a long one as shows which is meant.</summary>
    internal static string Name(string name) => Text(name.Excerpt());

    private static bool Steers(char letter) =>
        (char.IsControl(letter) && letter != '\t') || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
