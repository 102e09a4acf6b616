namespace Seedbed.Cli.Output;

/// <summary>A long name in few columns: its beginning and its end, between which names differ least.</summary>
internal static class ShortenedText
{
    private const char Mark = '…';

    /// <summary>The text, or its beginning and end around a mark, no longer than the width.</summary>
    /// <param name="text">A name, a path.</param>
    /// <param name="width">At least 0.</param>
    internal static string Middle(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        if (width < 1)
        {
            return "";
        }

        // Half of a surrogate pair is no letter.
        int beginning = (width - 1) / 2;
        int end = text.Length - (width - 1 - beginning);
        beginning -= beginning > 0 && char.IsHighSurrogate(text[beginning - 1]) ? 1 : 0;
        end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        return $"{text.AsSpan(0, beginning)}{Mark}{text.AsSpan(end)}";
    }
}
