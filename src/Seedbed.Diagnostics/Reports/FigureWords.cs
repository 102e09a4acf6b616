namespace Seedbed.Diagnostics.Reports;

/// <summary>A figure in words: for those who do not see it, and for what a picture cannot show.</summary>
internal static class FigureWords
{
    /// <summary>More of a list nobody reads.</summary>
    private const int Listed = 3;

    internal static string Describe(LineFigure figure)
    {
        string kind = figure.Series.All(series => series.Style == SeriesStyle.Points) ? "Points" : "Lines";
        string scale = figure.Y.Scale == AxisScale.Logarithmic ? ", logarithmic" : "";
        string axes = $"{kind}: {figure.Y.Title}{scale}, over {figure.X.Title}";
        return Sentences([axes, .. figure.Series.Select(series => Describe(figure, series))]);
    }

    internal static string Describe(HistogramFigure figure)
    {
        (double edge, double count) = figure.Edges.Zip(figure.Counts).MaxBy(bin => bin.Second);
        string density = figure.Density is { } line ? $" The line is {line.Name.Excerpt()}." : "";
        return $"A histogram of {Digits.Of(figure.Counts.Sum())} values, {figure.X.Title}, from {Digits.Rounded(figure.Edges[0])} to "
            + $"{Digits.Rounded(figure.Edges[^1])}; the fullest bin begins at {Digits.Rounded(edge)} and has {Digits.Of(count)}.{density}";
    }

    internal static string Describe(HeatMapFigure figure)
    {
        IEnumerable<string> rows = figure.RowNames.Take(4 * Listed).Select((name, i) =>
        {
            (double most, int place) = figure.Values[i].Select((value, j) => (value, j))
                .MaxBy(cell => double.IsNaN(cell.value) ? double.MinValue : cell.value);
            return $"{name.Excerpt()} has at most {Digits.Rounded(most)}, at {figure.ColumnNames[place].Excerpt()}";
        });
        string kind = $"A heat map of {figure.Scale.Title}, {figure.RowNames.Count} rows ({figure.Rows.Title}) and "
            + $"{figure.ColumnNames.Count} columns ({figure.Columns.Title})";
        return Sentences([kind, .. rows]);
    }

    internal static IEnumerable<string> Remarks(LineFigure figure)
    {
        AxisRange range = FigureRanges.Y(figure);
        if (!figure.Series.Any(series => series.Values.Any(value => range.PlaceOf(value) == OffAxis.None)))
        {
            yield return "There is no value to draw.";
        }

        foreach (string remark in figure.Series.SelectMany(series => Marked(figure, series, range).Concat(Cut(figure, series, range))))
        {
            yield return remark;
        }
    }

    internal static IEnumerable<string> Remarks(HistogramFigure figure)
    {
        if (figure.Counts.Sum() == 0)
        {
            yield return "There is no value to draw.";
        }

        int outside = figure.Density?.Values.Count(value => !double.IsFinite(value)) ?? 0;
        if (outside > 0)
        {
            yield return $"{figure.Density!.Name.Excerpt()} is infinite or no number at {outside} places; "
                + "the line leaves the picture, or is interrupted there.";
        }
    }

    internal static IEnumerable<string> Remarks(HeatMapFigure figure)
    {
        AxisRange range = FigureRanges.Scale(figure);
        IEnumerable<(string Name, double Value, OffAxis Place)> cells = figure.Values.SelectMany((row, i) => row.Select((value, j) =>
            ($"{figure.RowNames[i].Excerpt()}, {figure.ColumnNames[j].Excerpt()}", value, range.PlaceOf(value))));
        foreach (var group in cells.Where(cell => cell.Place != OffAxis.None).GroupBy(cell => cell.Place).OrderBy(group => group.Key))
        {
            string values = List([.. group.Select(cell => Digits.Rounded(cell.Value)).Distinct()]);
            string names = List([.. group.Select(cell => cell.Name)]);
            yield return $"{Sign(group.Key)} {Count(group.Count())} {Edge(group.Key)} ({values}), at {names}.";
        }
    }

    internal static string Sentences(IEnumerable<string> sentences) =>
        string.Join(" ", sentences.Select(sentence => sentence.TrimEnd('.') + "."));

    /// <summary>Values that have a mark at an edge.</summary>
    private static IEnumerable<string> Marked(LineFigure figure, Series series, AxisRange range)
    {
        IEnumerable<int> outside = Enumerable.Range(0, series.Values.Count).Where(i => range.PlaceOf(series.Values[i]) != OffAxis.None);
        foreach (IGrouping<OffAxis, int> group in outside.GroupBy(i => range.PlaceOf(series.Values[i])).OrderBy(group => group.Key))
        {
            string places = List([.. group.Select(i => NameOf(figure, series.At(i)))]);
            string values = List([.. group.Select(i => Digits.Rounded(series.Values[i])).Distinct()]);
            yield return $"{Sign(group.Key)} {series.Name.Excerpt()}: {Count(group.Count())} {Edge(group.Key)} ({values}), at {places}.";
        }
    }

    /// <summary>Values and edges of bands that end with the axes.</summary>
    private static IEnumerable<string> Cut(LineFigure figure, Series series, AxisRange range)
    {
        AxisRange across = FigureRanges.X(figure);
        int beyond = Enumerable.Range(0, series.Values.Count).Count(i => across.PlaceOf(series.At(i)) != OffAxis.None);
        if (beyond > 0)
        {
            yield return $"{series.Name.Excerpt()}: {Count(beyond)} left or right of the axis, and not shown.";
        }

        int low = series.Low?.Count(edge => range.PlaceOf(edge) != OffAxis.None) ?? 0;
        int high = series.High?.Count(edge => range.PlaceOf(edge) != OffAxis.None) ?? 0;
        if (low + high > 0)
        {
            yield return $"{series.Name.Excerpt()}: {low} lower and {high} upper edges of the band lie beyond the axis or are no number; "
                + "the band ends at the axis there.";
        }
    }

    private static string Describe(LineFigure figure, Series series)
    {
        int[] finite = [.. Enumerable.Range(0, series.Values.Count).Where(i => double.IsFinite(series.Values[i]))];
        string name = series.Style == SeriesStyle.Dashed ? $"{series.Name.Excerpt()} (broken line)" : series.Name.Excerpt();
        if (finite.Length == 0)
        {
            return $"{name} has no finite value";
        }

        (int first, int last) = (finite[0], finite[^1]);
        string Told(int i) => $"{Digits.Rounded(series.Values[i])} at {NameOf(figure, series.At(i))}";
        return finite.Length <= 2
            ? $"{name}: {string.Join(", ", finite.Select(Told))}"
            : $"{name} goes from {Told(first)} to {Told(last)}, least {Told(finite.MinBy(i => series.Values[i]))}, "
                + $"most {Told(finite.MaxBy(i => series.Values[i]))}";
    }

    private static string NameOf(LineFigure figure, double x) => figure.X.Names is { } names ? names[(int)x].Excerpt() : Digits.Rounded(x);

    private static string Count(int count) => count == 1 ? "1 value" : $"{count} values";

    private static string Sign(OffAxis place) => place switch { OffAxis.Above => "▲", OffAxis.Below => "▼", _ => "✕" };

    private static string Edge(OffAxis place) => place switch
    {
        OffAxis.Above => "above the axis",
        OffAxis.Below => "below the axis",
        _ => "not a number",
    };

    private static string List(string[] names) =>
        names.Length <= Listed ? string.Join(", ", names) : $"{string.Join(", ", names[..(Listed - 1)])} … {names[^1]}";
}
