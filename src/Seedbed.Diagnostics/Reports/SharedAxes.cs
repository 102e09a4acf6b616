namespace Seedbed.Diagnostics.Reports;

/// <summary>Panels with common axes: those that are all lines, all histograms (the axis of values), or all heat maps (the scale).</summary>
internal static class SharedAxes
{
    internal static IReadOnlyList<Figure> Of(IReadOnlyList<Figure> panels) => panels switch
    {
        _ when panels.All(panel => panel is LineFigure) => Lines([.. panels.Cast<LineFigure>()]),
        _ when panels.All(panel => panel is HistogramFigure) => Histograms([.. panels.Cast<HistogramFigure>()]),
        _ when panels.All(panel => panel is HeatMapFigure) => HeatMaps([.. panels.Cast<HeatMapFigure>()]),
        _ => panels,
    };

    private static LineFigure[] Lines(LineFigure[] panels) =>
    [
        .. panels.Select(panel => panel with
        {
            X = panel.X.Names is null ? Common(panel.X, [.. panels.Select(FigureRanges.X)]) : panel.X,
            Y = Common(panel.Y, [.. panels.Select(FigureRanges.Y)]),
        }),
    ];

    private static HistogramFigure[] Histograms(HistogramFigure[] panels) =>
        [.. panels.Select(panel => panel with { X = Common(panel.X, [.. panels.Select(FigureRanges.X)]) })];

    private static HeatMapFigure[] HeatMaps(HeatMapFigure[] panels) =>
        [.. panels.Select(panel => panel with { Scale = Common(panel.Scale, [.. panels.Select(FigureRanges.Scale)]) })];

    private static Axis Common(Axis axis, AxisRange[] ranges) =>
        axis with { Minimum = ranges.Min(range => range.Minimum), Maximum = ranges.Max(range => range.Maximum) };
}
