namespace Seedbed.Cli.Output;

/// <summary>Text of a file as it may be shown: it must neither steer the terminal nor turn the line around, nor fill the screen.</summary>
internal static class PrintableText
{
    /// <summary>The longest sentence; what is in the middle of a longer one is left out, since its end tells what to do.</summary>
    private const int LongestSentence = 2000;

    private const int KeptEnd = 500;

    /// <summary>The text with a mark for every control character, line ends included, and every character that changes the direction of writing.</summary>
    internal static string Of(string text) => text.Any(IsUnwanted) ? string.Concat(text.Select(letter => IsUnwanted(letter) ? '\uFFFD' : letter)) : text;

    /// <summary>A sentence on one line of bounded length.</summary>
    internal static string Sentence(string text) =>
        Of(text.Length <= LongestSentence ? text : $"{text.AsSpan(0, LongestSentence - KeptEnd)} … {text.AsSpan(text.Length - KeptEnd)}");

    /// <summary>Control characters; embeddings and overrides (U+202A to U+202E), isolates (U+2066 to U+2069); line and paragraph separators.</summary>
    private static bool IsUnwanted(char letter) =>
        char.IsControl(letter) || letter is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
