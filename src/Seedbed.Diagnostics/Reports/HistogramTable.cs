namespace Seedbed.Diagnostics.Reports;

/// <summary>The numbers of a histogram: a row for each bin, and a table of the intended density.</summary>
internal static class HistogramTable
{
    internal static IEnumerable<DataTable> Of(HistogramFigure figure)
    {
        AxisRange axis = FigureRanges.X(figure);
        IEnumerable<IReadOnlyList<string>> bins = figure.Bars(axis).Zip(figure.Counts, IReadOnlyList<string> (bar, count) =>
            [Digits.Of(bar.MinX), Digits.Of(bar.MaxX), Digits.Of(count), Digits.Of(bar.Y)]);
        yield return new DataTable(figure.Title, ["from", "to", "count", "density"], [.. bins]) { HasNames = false };
        if (figure.Density is { } density)
        {
            IEnumerable<IReadOnlyList<string>> points = density.Values.Select(IReadOnlyList<string> (value, i) =>
                [Digits.Of(density.At(i)), Digits.Of(value)]);
            yield return new DataTable(density.Name, [figure.X.Title, density.Name], [.. points]) { HasNames = false };
        }
    }
}
