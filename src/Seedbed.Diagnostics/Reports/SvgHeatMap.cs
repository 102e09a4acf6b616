namespace Seedbed.Diagnostics.Reports;

/// <summary>A heat map as SVG: the stronger the colour, the larger the number.</summary>
internal static class SvgHeatMap
{
    private const double LowestRow = 14;
    private const double HighestRow = 34;
    private const double UsualHeight = 240;

    /// <summary>A number fits into a cell so wide.</summary>
    private const double WidthOfNumber = 46;

    /// <summary>From here on a number on the colour is that of the ground.</summary>
    private const double Strong = 0.55;

    private const int LettersOfRow = 16;

    internal static SvgDrawing Draw(HeatMapFigure figure, SvgFrame frame)
    {
        int rows = figure.RowNames.Count;
        double rowHeight = Math.Clamp(UsualHeight / rows, LowestRow, HighestRow);
        double labels = 12 + (Math.Min(LettersOfRow, figure.RowNames.Max(name => name.Length)) * SvgText.LetterWidth);
        double top = frame.Top - (figure.Subtitle.Length == 0 ? 18 : 0);
        frame = frame with { Left = Math.Max(24, labels), Top = top, Height = rows * rowHeight };
        AxisRange columns = new(-0.5, figure.ColumnNames.Count - 0.5);
        SvgPlot plot = new(figure, frame, columns, new(0, rows));
        AxisRange scale = FigureRanges.Scale(figure);
        for (int row = 0; row < rows; row++)
        {
            string name = SvgText.Shortened(figure.RowNames[row], LettersOfRow);
            plot.AddText("number y", plot.Left - 6, plot.Top + ((row + 0.5) * rowHeight) + 4, name);
            AddRow(plot, figure, scale, row, rowHeight);
        }

        plot.AddHeatAxis(figure.Columns);
        (string faintest, string strongest) = (Digits.Rounded(scale.Minimum), Digits.Rounded(scale.Maximum));
        string range = $"{figure.Scale.Title}: from {faintest} (faintest) to {strongest} (strongest).";
        plot.AddCaption(string.Join('\n', [figure.Caption, range, .. figure.Remarks()]));
        return plot.Finish();
    }

    private static void AddRow(SvgPlot plot, HeatMapFigure figure, AxisRange scale, int row, double height)
    {
        double width = (plot.Right - plot.Left) / figure.ColumnNames.Count;
        double y = plot.Top + (row * height);
        for (int column = 0; column < figure.ColumnNames.Count; column++)
        {
            double value = figure.Values[row][column];
            double x = plot.Left + (column * width);
            bool isNumber = scale.PlaceOf(value) != OffAxis.NotANumber;
            double strength = isNumber ? Math.Clamp(scale.Fraction(value), 0, 1) : 0;
            plot.Add($"<rect class='cell' x='{SvgPlot.Number(x)}' y='{SvgPlot.Number(y)}' width='{SvgPlot.Number(width)}' "
                + $"height='{SvgPlot.Number(height)}' fill-opacity='{strength:0.###}'/>");
            if (width >= WidthOfNumber || !isNumber)
            {
                string text = isNumber ? Digits.Rounded(value) : width >= WidthOfNumber ? "NaN" : "✕";
                plot.AddText(strength > Strong ? "middle on-cell" : "middle", x + (width / 2), y + (height / 2) + 4, text);
            }
        }
    }
}
