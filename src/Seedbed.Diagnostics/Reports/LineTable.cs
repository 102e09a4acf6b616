namespace Seedbed.Diagnostics.Reports;

/// <summary>The numbers of a line figure: a row for each place on the axis of x, and columns for each series and its band.</summary>
internal static class LineTable
{
    internal static DataTable Of(LineFigure figure)
    {
        Dictionary<double, List<int>>[] places = [.. figure.Series.Select(PlacesOf)];
        List<string> columns = [figure.X.Title];
        foreach (Series series in figure.Series)
        {
            columns.AddRange(series.Low is null ? [series.Name] : [series.Name, $"{series.Name}, low", $"{series.Name}, high"]);
        }

        List<IReadOnlyList<string>> rows = [];
        List<int> at = [];
        foreach (double x in Axis(figure))
        {
            int copies = Math.Max(1, places.Max(series => series.TryGetValue(x, out List<int>? values) ? values.Count : 0));
            for (int copy = 0; copy < copies; copy++)
            {
                rows.Add([NameOf(figure, x), .. figure.Series.Zip(places).SelectMany(pair => Cells(pair.First, pair.Second, x, copy))]);
                at.Add(figure.X.Names is null ? 0 : (int)x);
            }
        }

        return new DataTable(figure.Title, columns, rows) { Places = figure.X.Names is null ? null : at };
    }

    /// <summary>All x of all series, rising, and every name.</summary>
    private static IEnumerable<double> Axis(LineFigure figure) =>
        figure.Series.SelectMany(series => Enumerable.Range(0, series.Values.Count).Select(series.At))
            .Concat(Enumerable.Range(0, figure.X.Names?.Count ?? 0).Select(place => (double)place)).Distinct().Order();

    /// <summary>Which values stand at each x: several, where they are points.</summary>
    private static Dictionary<double, List<int>> PlacesOf(Series series)
    {
        Dictionary<double, List<int>> places = [];
        for (int i = 0; i < series.Values.Count; i++)
        {
            double x = series.At(i);
            if (places.TryGetValue(x, out List<int>? there))
            {
                there.Add(i);
            }
            else
            {
                places[x] = [i];
            }
        }

        return places;
    }

    private static string NameOf(LineFigure figure, double x) => figure.X.Names is { } names ? names[(int)x] : Digits.Of(x);

    private static IEnumerable<string> Cells(Series series, Dictionary<double, List<int>> places, double x, int copy)
    {
        int? place = places.TryGetValue(x, out List<int>? there) && copy < there.Count ? there[copy] : null;
        yield return CellOf(series.Values, place);
        if (series.Low is not null)
        {
            yield return CellOf(series.Low, place);
            yield return CellOf(series.High!, place);
        }
    }

    private static string CellOf(IReadOnlyList<double> values, int? place) => place is { } there ? Digits.Of(values[there]) : "";
}
