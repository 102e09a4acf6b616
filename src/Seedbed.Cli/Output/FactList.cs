namespace Seedbed.Cli.Output;

/// <summary>Labelled lines below a table.</summary>
internal static class FactList
{
    private const int LabelWidth = 12;

    /// <summary>Prints a line.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="label">What it tells.</param>
    /// <param name="text">The fact.</param>
    /// <param name="indent">Spaces before the label.</param>
    internal static void Print(Terminal terminal, string label, string text, int indent = 0) => terminal.Output.WriteLine(
        $"{new string(' ', indent)}{terminal.Dim(PrintableText.Of(label).PadRight(LabelWidth - indent - 1))} {PrintableText.Of(text)}");
}
