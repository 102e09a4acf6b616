using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>A table of text, such as what a calibration changed.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The cells, row by row; the first of each is its head.</param>
public sealed record TableFigure(string Title, string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
    : Figure(Title, Caption)
{
    internal override void Check()
    {
        if (Columns.Count == 0 || Rows.Any(row => row.Count != Columns.Count))
        {
            throw new ArgumentException(
                $"{Place} has {Columns.Count} columns, or a row of another length; there must be one or more, and as many cells.");
        }
    }

    internal override IEnumerable<DataTable> Tables() => [new DataTable(Title, Columns, Rows)];

    internal override string Description() => $"A table of {Rows.Count} rows: {string.Join(", ", Columns)}.";

    internal override IEnumerable<string> Remarks() => [];
}
