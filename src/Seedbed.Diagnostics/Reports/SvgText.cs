namespace Seedbed.Diagnostics.Reports;

/// <summary>Text in a picture, which breaks no lines and has no letters to spare.</summary>
internal static class SvgText
{
    /// <summary>The width of a letter of 12 points, about.</summary>
    internal const double LetterWidth = 6.6;

    internal static string Escape(string text) => Markup.Text(text);

    /// <summary>The lines of a text, broken between words where they are too long.</summary>
    internal static IEnumerable<string> Lines(string text, int columns)
    {
        foreach (string whole in text.Split('\n'))
        {
            string line = whole;
            while (line.Length > columns)
            {
                int space = line.LastIndexOf(' ', columns);
                int end = space > 0 ? space : char.IsHighSurrogate(line[columns - 1]) ? columns - 1 : columns;
                yield return line[..end].TrimEnd();
                line = line[(space > 0 ? end + 1 : end)..];
            }

            yield return line;
        }
    }

    /// <summary>A name without its middle where it is long: layers differ in how they begin, and in their number at the end.</summary>
    internal static string Shortened(string name, int letters)
    {
        if (name.Length <= letters)
        {
            return name;
        }

        int end = letters / 2;
        int beginning = letters - end - 1;
        beginning -= char.IsHighSurrogate(name[beginning - 1]) ? 1 : 0;
        end -= char.IsLowSurrogate(name[^end]) ? 1 : 0;
        return $"{name[..beginning]}…{name[^end..]}";
    }
}
