namespace Seedbed.Cli.Output;

/// <summary>Labelled lines below a table.</summary>
internal static class FactList
{
    private const int LabelWidth = 12;

    /// <summary>Prints a fact, on several lines where it is longer than one.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="label">What it tells.</param>
    /// <param name="text">The fact.</param>
    /// <param name="indent">Spaces before the label.</param>
    internal static void Print(Terminal terminal, string label, string text, int indent = 0)
    {
        string space = new(' ', indent);
        string printable = PrintableText.Of(label);
        if (terminal.Width is { } width)
        {
            printable = ShortenedText.Middle(printable, (width / 2) - indent);
        }

        string title = printable.PadRight(LabelWidth - indent - 1);
        int taken = indent + title.Length + 1;
        foreach (string line in WrappedText.Lines(PrintableText.Of(text), terminal.Width - taken))
        {
            terminal.Output.WriteLine($"{space}{terminal.Dim(title)} {line}".TrimEnd());
            title = new string(' ', title.Length);
        }
    }
}
