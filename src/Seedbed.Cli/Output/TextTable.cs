namespace Seedbed.Cli.Output;

/// <summary>
/// Rows under a header, columns as wide as their widest cell. Where a line is too short for that: long names lose their middle; else
/// each row's first cell stands on a line of its own; else every cell stands beside its title. A number is never cut.
/// </summary>
internal sealed class TextTable
{
    /// <summary>A column is no wider for one cell's sake: a name of thousands of letters would be paid for in every row.</summary>
    private const int Widest = 120;

    /// <summary>Names beyond it are not measured.</summary>
    private const int MostMeasured = 1000;

    private const string Gap = "  ";

    private readonly Terminal _terminal;
    private readonly TableColumn[] _columns;

    private TextTable(Terminal terminal, TableColumn[] columns) => (_terminal, _columns) = (terminal, columns);

    /// <summary>Prints a table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">As many cells in each as there are columns; they are made printable where they lie.</param>
    internal static void Print(Terminal terminal, IReadOnlyList<TableColumn> columns, IReadOnlyList<string[]> rows)
    {
        foreach (string[] row in rows)
        {
            MakePrintable(row);
        }

        if (terminal.Width is not { } width)
        {
            new TextTable(terminal, [.. columns]).PrintLines(rows, NaturalWidths(columns, rows, Widest), 0);
            return;
        }

        int[] kept = [.. Enumerable.Range(0, columns.Count)
            .Where(column => !columns[column].IsSpare || !rows.All(row => TableColumn.IsNothing(row[column])))];
        TextTable table = new(terminal, [.. kept.Select(column => columns[column])]);
        table.PrintWithin(
            width, kept.Length == columns.Count ? rows : [.. rows.Select(row => Array.ConvertAll(kept, column => row[column]))]);
    }

    private void PrintWithin(int width, IReadOnlyList<string[]> rows)
    {
        int[] natural = NaturalWidths(_columns, rows, MostMeasured);
        if (Shrunk(natural, rows, 0, width) is { } widths)
        {
            PrintLines(rows, widths, 0);
        }
        else if (Shrunk(natural, rows, 1, width - Gap.Length) is { } others)
        {
            PrintLines(rows, others, width);
        }
        else
        {
            PrintRecords(rows, width);
        }
    }

    private static int[] NaturalWidths(IReadOnlyList<TableColumn> columns, IReadOnlyList<string[]> rows, int widest) =>
        [.. columns.Select((each, column) => Math.Min(rows.Select(row => row[column].Length).Append(each.Title.Length).Max(), widest))];

    /// <summary>The widths of the columns from one on, those of names smaller where they must; null where it is too narrow.</summary>
    private int[]? Shrunk(int[] natural, IReadOnlyList<string[]> rows, int first, int width)
    {
        int[] widths = natural[first..];
        int[] least = [.. widths.Select((each, index) => _columns[first + index] is { Kind: ColumnKind.Text } column
            ? Math.Min(each, Math.Max(column.Least, 1))
            : rows.Select(row => row[first + index].Length).DefaultIfEmpty(each).Max())];
        for (int excess = widths.Sum() + (Gap.Length * (widths.Length - 1)) - width; excess > 0; excess--)
        {
            int widest = Enumerable.Range(0, widths.Length).Where(column => widths[column] > least[column])
                .OrderByDescending(column => widths[column]).FirstOrDefault(-1);
            if (widest < 0)
            {
                return null;
            }

            widths[widest]--;
        }

        return widths;
    }

    /// <summary>A line a row; with a width for the first cell, that stands above it on a line of its own.</summary>
    private void PrintLines(IReadOnlyList<string[]> rows, int[] widths, int firstWidth)
    {
        int first = _columns.Length - widths.Length;
        bool shortens = _terminal.Width is not null;
        string[] titles = [.. _columns.Select((column, index) =>
            index < first ? column.Title : ShortenedText.Middle(column.Title, widths[index - first]))];
        _terminal.Output.WriteLine(_terminal.Dim(Line(titles)));
        foreach (string[] row in rows)
        {
            _terminal.Output.WriteLine(Line(row));
            _terminal.FlushIfMuch();
        }

        string Line(string[] cells)
        {
            string line = string.Join(
                Gap, widths.Select((width, column) => _columns[first + column].Fit(cells[first + column], width, shortens)));
            return (first == 0 ? line : $"{ShortenedText.Middle(cells[0], firstWidth)}{Environment.NewLine}{Gap}{line}").TrimEnd();
        }
    }

    /// <summary>Every cell beside its title, as many on a line as there is room for.</summary>
    private void PrintRecords(IReadOnlyList<string[]> rows, int width)
    {
        foreach (string[] row in rows)
        {
            string name = _columns[0].Kind == ColumnKind.Number ? $"{_columns[0].Title} {row[0]}" : row[0];
            _terminal.Output.WriteLine(_terminal.Bold(ShortenedText.Middle(name, width)));
            string line = "";
            foreach (int column in Enumerable.Range(1, row.Length - 1).Where(column => row[column].Length > 0))
            {
                string pair = Pair(column, row[column], width - Gap.Length);
                if (line.Length > 0 && line.Length + Gap.Length + pair.Length > width)
                {
                    _terminal.Output.WriteLine(line);
                    line = "";
                }

                line += Gap + pair;
            }

            _terminal.Output.WriteLine(line);
            _terminal.FlushIfMuch();
        }
    }

    private string Pair(int column, string cell, int width)
    {
        const int shortestTitle = 8;
        string title = ShortenedText.Middle(_columns[column].Title, Math.Max(shortestTitle, width - cell.Length - 1));
        return _columns[column].Kind == ColumnKind.Text
            ? $"{title} {ShortenedText.Middle(cell, width - title.Length - 1)}"
            : $"{title} {cell}";
    }

    private static void MakePrintable(string[] row)
    {
        foreach (ref string cell in row.AsSpan())
        {
            cell = PrintableText.Of(cell);
        }
    }
}
