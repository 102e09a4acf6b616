namespace Seedbed.Cli.Output;

/// <summary>Rows under a header, columns as wide as their widest cell.</summary>
internal static class TextTable
{
    /// <summary>Prints a table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="header">The columns' titles; those that end in a space are of numbers, at the right of their column.</param>
    /// <param name="rows">As many cells in each as there are titles; they may come from a file.</param>
    internal static void Print(Terminal terminal, string[] header, IReadOnlyList<string[]> rows)
    {
        bool[] isNumber = [.. header.Select(title => title.EndsWith(' '))];
        string[] titles = [.. header.Select(title => title.TrimEnd())];
        string[][] texts = [.. rows.Select(row => Array.ConvertAll(row, PrintableText.Of))];
        int[] widths = [.. titles.Select((title, column) => texts.Select(row => row[column].Length).Append(title.Length).Max())];
        terminal.Output.WriteLine(terminal.Dim(Line(titles)));
        foreach (string[] row in texts)
        {
            terminal.Output.WriteLine(Line(row));
        }

        string Line(string[] cells) => string.Join(
            "  ", cells.Select((cell, column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
    }
}
