namespace Seedbed.Cli.Output;

/// <summary>Rows under a header, columns as wide as their widest cell.</summary>
internal static class TextTable
{
    /// <summary>A column is no wider for one cell's sake: a name of thousands of letters would be paid for in every row.</summary>
    private const int Widest = 120;

    /// <summary>Prints a table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="header">The columns' titles; those that end in a space are of numbers, at the right of their column.</param>
    /// <param name="rows">As many cells in each as there are titles; they are made printable where they lie.</param>
    internal static void Print(Terminal terminal, string[] header, IReadOnlyList<string[]> rows)
    {
        foreach (string[] row in rows)
        {
            MakePrintable(row);
        }

        bool[] isNumber = [.. header.Select(title => title.EndsWith(' '))];
        string[] titles = [.. header.Select(title => title.TrimEnd())];
        int[] widths = [.. titles.Select((title, column) =>
            Math.Min(rows.Select(row => row[column].Length).Append(title.Length).Max(), Widest))];
        terminal.Output.WriteLine(terminal.Dim(Line(titles)));
        foreach (string[] row in rows)
        {
            terminal.Output.WriteLine(Line(row));
            terminal.FlushIfMuch();
        }

        string Line(string[] cells) => string.Join(
            "  ", cells.Select(
                (cell, column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
    }

    private static void MakePrintable(string[] row)
    {
        foreach (ref string cell in row.AsSpan())
        {
            cell = PrintableText.Of(cell);
        }
    }
}
