using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>Numbers of rows and columns as colours, such as the share of dead units by initializer and layer.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means.</param>
/// <param name="Rows">The axis of the rows, with their names from the top.</param>
/// <param name="Columns">The axis of the columns, with their names from the left. Layers are best read from left to right.</param>
/// <param name="Values">The numbers, row by row. NaN and infinities are marked and told in words.</param>
/// <param name="Scale">What the numbers are, and which have the lightest and the strongest colour; linear, without names.</param>
public sealed record HeatMapFigure(
    string Title, string Caption, Axis Rows, Axis Columns, IReadOnlyList<IReadOnlyList<double>> Values, Axis Scale)
    : Figure(Title, Caption)
{
    internal IReadOnlyList<string> RowNames => Rows.Names ?? [];

    internal IReadOnlyList<string> ColumnNames => Columns.Names ?? [];

    internal override void Check()
    {
        Rows.Check(Place);
        Columns.Check(Place);
        Scale.Check(Place);
        if (RowNames.Count == 0 || ColumnNames.Count == 0 || Scale.Names is not null || Scale.Scale != AxisScale.Linear)
        {
            throw new ArgumentException($"{Place} is a heat map: its rows and columns have names, and its scale is linear and has none.");
        }

        if (Values.Count != RowNames.Count || Values.Any(row => row.Count != ColumnNames.Count))
        {
            string lengths = string.Join(", ", Values.Select(row => $"{row.Count}").Distinct());
            throw new ArgumentException(
                $"{Place} has {RowNames.Count} names of rows and {ColumnNames.Count} of columns, and {Values.Count} rows of {lengths} "
                + "numbers; there must be as many.");
        }
    }

    internal override IEnumerable<DataTable> Tables() => [DataTable.Of(this)];

    internal override string Description() => FigureWords.Describe(this);

    internal override IEnumerable<string> Remarks() => FigureWords.Remarks(this);
}
