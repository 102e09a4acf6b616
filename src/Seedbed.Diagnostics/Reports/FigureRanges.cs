namespace Seedbed.Diagnostics.Reports;

/// <summary>From where to where the axes of a figure reach, in a page and in a picture alike.</summary>
internal static class FigureRanges
{
    /// <summary>The room above the highest bar, as a part of it.</summary>
    private const double Headroom = 1.06;

    internal static AxisRange X(LineFigure figure) => AxisRange.Of(
        figure.X,
        [
            .. figure.Series.SelectMany(series => Enumerable.Range(0, series.Values.Count).Select(series.At)),
            .. References(figure, LineDirection.Vertical),
        ],
        hasMargin: figure.Series.Any(series => series.Style == SeriesStyle.Points));

    internal static AxisRange Y(LineFigure figure) => AxisRange.Of(
        figure.Y,
        [
            .. figure.Series.SelectMany(series => series.Values.Concat(series.Low ?? []).Concat(series.High ?? [])),
            .. References(figure, LineDirection.Horizontal),
        ]);

    internal static AxisRange X(HistogramFigure figure) =>
        AxisRange.Of(figure.X, [.. figure.Edges, .. figure.Density?.X ?? []], hasMargin: figure.Density?.X is null);

    /// <summary>From 0 to above the highest bar, and the highest place of the density that is finite.</summary>
    internal static AxisRange Y(HistogramFigure figure)
    {
        double highest = figure.Bars(X(figure)).Max(bar => bar.Y);
        double density = figure.Density?.Values.Where(double.IsFinite).DefaultIfEmpty().Max() ?? 0;
        double top = Math.Max(highest, density) * Headroom;
        return new(0, top > 0 ? top : 1);
    }

    internal static AxisRange Scale(HeatMapFigure figure) =>
        AxisRange.Of(figure.Scale, figure.Values.SelectMany(row => row), hasMargin: false);

    private static IEnumerable<double> References(LineFigure figure, LineDirection direction) =>
        figure.References.Where(line => line.Direction == direction).Select(line => line.Value);
}
