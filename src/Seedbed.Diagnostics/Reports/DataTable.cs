namespace Seedbed.Diagnostics.Reports;

/// <summary>What a figure is drawn from, as text.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The cells, row by row; the first of each is its head.</param>
internal sealed record DataTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Where each row stands on an axis whose places have names; null where the head is a number, or stands nowhere.</summary>
    internal IReadOnlyList<int>? Places { get; init; }

    /// <summary>A row for each bin, and a table of the intended density.</summary>
    internal static IEnumerable<DataTable> Of(HistogramFigure figure)
    {
        AxisRange axis = FigureRanges.X(figure);
        IEnumerable<IReadOnlyList<string>> bins = figure.Bars(axis).Zip(figure.Counts, IReadOnlyList<string> (bar, count) =>
            [Digits.Of(bar.MinX), Digits.Of(bar.MaxX), Digits.Of(count), Digits.Of(bar.Y)]);
        yield return new DataTable(figure.Title, ["from", "to", "count", "density"], [.. bins]);
        if (figure.Density is { } density)
        {
            IEnumerable<IReadOnlyList<string>> points = density.Values.Select(IReadOnlyList<string> (value, i) =>
                [Digits.Of(density.At(i)), Digits.Of(value)]);
            yield return new DataTable(density.Name, [figure.X.Title, density.Name], [.. points]);
        }
    }

    /// <summary>Rows and columns. The longer side goes down, so that the table is read on a narrow page too.</summary>
    internal static DataTable Of(HeatMapFigure figure)
    {
        bool isTurned = IsTurned(figure);
        (Axis down, Axis across) = isTurned ? (figure.Columns, figure.Rows) : (figure.Rows, figure.Columns);
        IEnumerable<IReadOnlyList<string>> rows = down.Names!.Select(IReadOnlyList<string> (name, i) =>
            [name, .. across.Names!.Select((_, j) => Digits.Of(isTurned ? figure.Values[j][i] : figure.Values[i][j]))]);
        return new DataTable(figure.Title, [down.Title, .. across.Names!], [.. rows]);
    }

    /// <summary>Whether the columns of a heat map are the rows of its table.</summary>
    internal static bool IsTurned(HeatMapFigure figure) => figure.ColumnNames.Count > figure.RowNames.Count;
}
