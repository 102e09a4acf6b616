namespace Seedbed.Diagnostics.Reports;

/// <summary>
/// Plots as SVG that stands alone. It has a ground of its own, and light and dark colours as the reader's system asks for them
/// (prefers-color-scheme): it is legible in a page of any colour.
/// </summary>
internal static class SvgPicture
{
    private const string Style =
        "text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.number{fill:#59636e;font-size:11px}"
        + ".axis-title{fill:#59636e}.x,.axis-title{text-anchor:middle}.y{text-anchor:end}.page{fill:#fff}.bar{fill:#9ec5fe}"
        + ".line{fill:none;stroke:#0a58ca;stroke-width:2}.axis{fill:none;stroke:#818b98}"
        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.number,.axis-title{fill:#9198a1}.page{fill:#0d1117}"
        + ".bar{fill:#1f4b8f}.line{stroke:#79c0ff}.axis{stroke:#6e7681}}";

    private const int PanelColumns = 2;

    internal static string Of(IReadOnlyList<Figure> figures, int columns)
    {
        SvgDrawing[] drawings = [.. figures.Select(figure => Draw(figure, isPanel: false))];
        (IReadOnlyList<string> groups, double width, double height) = Grid(drawings, columns);
        // Histograms have named themselves from the beginning; what other figures need of words and colours is theirs.
        bool isPlain = figures.All(figure => figure is HistogramFigure);
        string words = FigureWords.Sentences(figures.Select(figure => figure.Description()));
        string description = isPlain ? "" : $"<desc>{SvgText.Escape(words)}</desc>\n";
        return $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {SvgPlot.Number(width)} {SvgPlot.Number(height)}' "
            + $"width='{SvgPlot.Number(width)}' role='img'>\n"
            + $"<title>{SvgText.Escape(string.Join(", ", drawings.Select(plot => plot.Title)))}</title>\n{description}"
            + $"<style>{Style}{(isPlain ? "" : Palette.SvgStyle)}</style>\n<rect class='page' width='100%' height='100%'/>\n"
            + $"{string.Concat(groups)}</svg>\n";
    }

    private static SvgDrawing Draw(Figure figure, bool isPanel) => figure switch
    {
        LineFigure lines => SvgLines.Draw(lines, isPanel ? SvgFrame.Panel : SvgFrame.Wide),
        HistogramFigure histogram => Draw(histogram),
        HeatMapFigure map => SvgHeatMap.Draw(map, isPanel ? SvgFrame.Panel : SvgFrame.Wide),
        PanelFigure panels => Draw(panels),
        TableFigure => throw new ArgumentException($"{figure.Place} is a table, which is no picture; leave it out."),
        _ => throw new InvalidOperationException($"{figure.GetType().Name} has no picture."),
    };

    private static SvgDrawing Draw(HistogramFigure figure)
    {
        AxisRange x = FigureRanges.X(figure);
        SvgPlot plot = new(figure, SvgFrame.Small, x, FigureRanges.Y(figure));
        plot.AddCaption(figure.Caption);
        plot.AddAxes("density");
        plot.AddBars(figure.Bars(x));
        if (figure.Density is { } density)
        {
            plot.AddLine(density.Values.Select((value, i) => (density.At(i), value)));
        }

        return plot.Finish();
    }

    /// <summary>Panels below a title, and the caption below them.</summary>
    private static SvgDrawing Draw(PanelFigure figure)
    {
        (IReadOnlyList<string> groups, double width, double height) =
            Grid([.. figure.Drawn.Select(panel => Draw(panel, isPanel: true))], PanelColumns);
        List<string> elements = [$"<text class='title' x='16' y='24'>{SvgText.Escape(figure.Title)}</text>"];
        if (figure.Subtitle.Length > 0)
        {
            elements.Add($"<text class='number' x='16' y='42'>{SvgText.Escape(figure.Subtitle)}</text>");
        }

        elements.Add($"<g transform='translate(0,50)'>\n{string.Concat(groups)}</g>");
        double bottom = 50 + height;
        foreach (string line in SvgText.Lines(figure.Caption, (int)(width / SvgText.LetterWidth)))
        {
            elements.Add($"<text class='caption' x='16' y='{SvgPlot.Number(bottom += 16)}'>{SvgText.Escape(line)}</text>");
        }

        return new(figure.Title, width, bottom + 16, elements);
    }

    private static (IReadOnlyList<string> Groups, double Width, double Height) Grid(SvgDrawing[] plots, int columns)
    {
        columns = Math.Min(columns, plots.Length);
        (double width, double height) = (plots.Max(plot => plot.Width), plots.Max(plot => plot.Height));
        string[] groups = [.. plots.Index().Select(plot =>
            $"<g transform='translate({SvgPlot.Number(plot.Index % columns * width)},{SvgPlot.Number(plot.Index / columns * height)})'>\n"
            + string.Join("\n", plot.Item.Elements) + "\n</g>\n")];
        return (groups, columns * width, (plots.Length + columns - 1) / columns * height);
    }
}
