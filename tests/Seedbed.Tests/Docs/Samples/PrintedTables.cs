using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>
/// The tables of a text: a line of titles and lines of as many cells below it, two blanks or more between cells. A table ends at a line
/// that has another number of cells.
/// </summary>
internal sealed partial class PrintedTables
{
    private readonly List<(string[] Titles, List<string[]> Rows)> tables = [];

    public PrintedTables(string text)
    {
        Text = text;
        bool isInTable = false;
        foreach (string line in text.Split('\n'))
        {
            string[] cells = Gap().Split(line.Trim());
            if (cells.Length < 2)
            {
                isInTable = false;
            }
            else if (isInTable && tables[^1].Titles.Length == cells.Length)
            {
                tables[^1].Rows.Add(cells);
            }
            else
            {
                tables.Add((cells, []));
                isInTable = true;
            }
        }
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The number in the first table that has the row and the column.</summary>
    /// <param name="row">The first cell of the row.</param>
    /// <param name="column">The title.</param>
    public double this[string row, string column] => double.Parse(Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture);

    public string Cell(string row, string column)
    {
        foreach ((string[] titles, List<string[]> rows) in tables)
        {
            int place = Array.IndexOf(titles, column);
            if (place >= 0 && rows.Find(cells => cells[0] == row) is { } found)
            {
                return found[place];
            }
        }

        throw new ArgumentException($"no table has the row '{row}' and the column '{column}':\n{Text}");
    }

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();
}
