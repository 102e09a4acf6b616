namespace Seedbed.Diagnostics.Reports;

/// <summary>The numbers of a heat map. The longer side goes down, so that the table is read on a narrow page too.</summary>
internal static class HeatMapTable
{
    internal static bool IsTurned(HeatMapFigure figure) => figure.ColumnNames.Count > figure.RowNames.Count;

    internal static DataTable Of(HeatMapFigure figure)
    {
        bool isTurned = IsTurned(figure);
        (Axis down, Axis across) = isTurned ? (figure.Columns, figure.Rows) : (figure.Rows, figure.Columns);
        IEnumerable<IReadOnlyList<string>> rows = down.Names!.Select(IReadOnlyList<string> (name, i) =>
            [name, .. across.Names!.Select((_, j) => Digits.Of(isTurned ? figure.Values[j][i] : figure.Values[i][j]))]);
        return new DataTable(figure.Title, [down.Title, .. across.Names!], [.. rows]);
    }
}
