namespace Seedbed.Diagnostics.Reports;

/// <summary>A line figure as SVG.</summary>
internal static class SvgLines
{
    private const double LegendHeight = 18;
    private const double SampleWidth = 22;
    private const int LettersOfName = 40;
    private const double MarkSize = 5;
    private const double SmallestMark = 3.5;
    private const double PointRadius = 4;

    /// <summary>Few points in a plane are named where they stand.</summary>
    private const int MostNamedPoints = 1;

    internal static SvgDrawing Draw(LineFigure figure, SvgFrame frame)
    {
        (IReadOnlyList<(double X, int Row)> places, int rows) = Legend(figure, frame);
        double top = frame.Top - (figure.Subtitle.Length == 0 ? 16 : 0);
        frame = frame with { Top = top + (rows * LegendHeight) + 8 };
        SvgPlot plot = new(figure, frame, FigureRanges.X(figure), FigureRanges.Y(figure));
        foreach ((int i, (double x, int row)) in rows == 0 ? [] : places.Index())
        {
            AddLegend(plot, figure.Series[i], i, x, top + (row * LegendHeight));
        }

        plot.AddAxes(figure.X, figure.Y.Title);
        foreach (ReferenceLine line in figure.References.Where(line => plot.Holds(line)))
        {
            AddReference(plot, line);
        }

        foreach ((int i, Series series) in figure.Series.Index())
        {
            AddSeries(plot, figure, series, i);
        }

        plot.AddCaption(Caption(figure));
        return plot.Finish();
    }

    /// <summary>The caption, and what the picture cannot show.</summary>
    private static string Caption(LineFigure figure) => string.Join('\n', [figure.Caption, .. figure.Remarks()]);

    private static (IReadOnlyList<(double X, int Row)> Places, int Rows) Legend(LineFigure figure, SvgFrame frame)
    {
        List<(double, int)> places = [];
        (double x, int row) = (frame.Left, 0);
        foreach (Series series in figure.Series)
        {
            double width = SampleWidth + 8 + (SvgText.Shortened(series.Name, LettersOfName).Length * SvgText.LetterWidth) + 14;
            (x, row) = x > frame.Left && x + width > frame.Right ? (frame.Left, row + 1) : (x, row);
            places.Add((x, row));
            x += width;
        }

        return (places, figure.Series.Count > 1 ? row + 1 : 0);
    }

    private static void AddLegend(SvgPlot plot, Series series, int place, double x, double y)
    {
        string kind = KindOf(series, place);
        plot.Add(series.Style == SeriesStyle.Points
            ? $"<circle class='{kind}' cx='{SvgPlot.Number(x + (SampleWidth / 2))}' cy='{SvgPlot.Number(y)}' r='{PointRadius}'/>"
            : $"<path class='{kind}' d='M{SvgPlot.Number(x)},{SvgPlot.Number(y)}h{SampleWidth}'/>");
        plot.AddText("legend", x + SampleWidth + 6, y + 4, SvgText.Shortened(series.Name, LettersOfName));
    }

    /// <summary>The classes of its line or its points.</summary>
    private static string KindOf(Series series, int place)
    {
        string colour = $"s{Palette.ColourOf(series, place)}";
        string thin = (series.Colour ?? place) >= Palette.Count ? " thin" : "";
        return series.Style switch
        {
            SeriesStyle.Solid => $"{colour} curve{thin}",
            SeriesStyle.Dashed => $"{colour} curve dashed{thin}",
            SeriesStyle.Points => colour,
            _ => throw new InvalidOperationException($"{series.Style} is no style."),
        };
    }

    private static void AddReference(SvgPlot plot, ReferenceLine line)
    {
        if (line.Direction == LineDirection.Horizontal)
        {
            string y = SvgPlot.Number(plot.Y(line.Value));
            plot.Add($"<path class='reference' d='M{SvgPlot.Number(plot.Left)},{y}H{SvgPlot.Number(plot.Right)}'/>");
            plot.AddText("number y", plot.Right - 4, plot.Y(line.Value) - 4, line.Name);
        }
        else
        {
            string x = SvgPlot.Number(plot.X(line.Value));
            plot.Add($"<path class='reference' d='M{x},{SvgPlot.Number(plot.Top)}V{SvgPlot.Number(plot.Bottom)}'/>");
            plot.AddText("number", plot.X(line.Value) + 4, plot.Top + 10, line.Name);
        }
    }

    private static void AddSeries(SvgPlot plot, LineFigure figure, Series series, int place)
    {
        AxisRange range = FigureRanges.Y(figure);
        string kind = KindOf(series, place);
        string colour = $"s{Palette.ColourOf(series, place)}";
        AddBands(plot, series, colour);
        foreach (int[] run in Runs(series, i => plot.HoldsX(series.At(i)) && range.PlaceOf(series.Values[i]) == OffAxis.None))
        {
            bool isLine = series.Style != SeriesStyle.Points && run.Length > 1;
            if (isLine)
            {
                plot.AddLine(run.Select(i => (series.At(i), series.Values[i])), kind);
            }

            foreach (int i in isLine ? [] : run)
            {
                plot.AddPoint((series.At(i), series.Values[i]), colour, series.Style == SeriesStyle.Points ? PointRadius : 2.5);
            }
        }

        double size = Math.Clamp((plot.Right - plot.Left) * 0.45 / Math.Max(1, series.Values.Count), SmallestMark, MarkSize);
        foreach (int i in Enumerable.Range(0, series.Values.Count).Where(i => plot.HoldsX(series.At(i))))
        {
            AddMark(plot, range.PlaceOf(series.Values[i]), plot.X(series.At(i)), size, colour);
        }

        if (series.Style == SeriesStyle.Points && series.Values.Count <= MostNamedPoints && series.Values.All(plot.HoldsY))
        {
            AddName(plot, series);
        }
    }

    /// <summary>The band along a line; at a point, or a value without a neighbour, from its lower to its upper edge.</summary>
    private static void AddBands(SvgPlot plot, Series series, string colour)
    {
        bool HasBand(int i) => plot.HoldsX(series.At(i)) && !double.IsNaN(series.Low![i]) && !double.IsNaN(series.High![i]);
        foreach (int[] run in series.Low is null ? [] : Runs(series, HasBand))
        {
            bool isLine = series.Style != SeriesStyle.Points && run.Length > 1;
            if (isLine)
            {
                plot.AddBand(run.Select(i => (series.At(i), series.Low![i], series.High![i])), colour);
            }

            foreach (int i in isLine ? [] : run)
            {
                plot.AddLine([(series.At(i), series.Low![i]), (series.At(i), series.High![i])], $"{colour} curve whisker");
            }
        }
    }

    private static void AddName(SvgPlot plot, Series series)
    {
        double x = plot.X(series.At(0));
        bool isLeft = x > (plot.Left + plot.Right) / 2;
        string name = SvgText.Shortened(series.Name, LettersOfName);
        plot.AddText(isLeft ? "halo y" : "halo", x + (isLeft ? -9 : 9), plot.Y(series.Values[0]) + 4, name);
    }

    /// <summary>Neighbours that can be joined by a line.</summary>
    private static IEnumerable<int[]> Runs(Series series, Func<int, bool> isThere)
    {
        int start = 0;
        for (int i = 0; i <= series.Values.Count; i++)
        {
            if (i == series.Values.Count || !isThere(i))
            {
                if (i > start)
                {
                    yield return [.. Enumerable.Range(start, i - start)];
                }

                start = i + 1;
            }
        }
    }

    /// <summary>A triangle at the edge beyond which a value lies; a cross for NaN.</summary>
    private static void AddMark(SvgPlot plot, OffAxis place, double x, double size, string colour)
    {
        (string left, string middle, string right) = (SvgPlot.Number(x - size), SvgPlot.Number(x), SvgPlot.Number(x + size));
        (string top, string belowTop) = (SvgPlot.Number(plot.Top), SvgPlot.Number(plot.Top + (2 * size)));
        (string bottom, string aboveBottom) = (SvgPlot.Number(plot.Bottom), SvgPlot.Number(plot.Bottom - (2 * size)));
        string path = place switch
        {
            OffAxis.None => "",
            OffAxis.Above => $"M{left},{belowTop}L{middle},{top}L{right},{belowTop}z",
            OffAxis.Below => $"M{left},{aboveBottom}L{middle},{bottom}L{right},{aboveBottom}z",
            OffAxis.NotANumber => $"M{left},{aboveBottom}L{right},{bottom}M{left},{bottom}L{right},{aboveBottom}",
            _ => throw new InvalidOperationException($"{place} is no place."),
        };
        if (path.Length > 0)
        {
            plot.Add($"<path class='{colour} mark' d='{path}'/>");
        }
    }
}
