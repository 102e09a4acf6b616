using System.Globalization;
using System.Xml.Linq;
using Seedbed.Diagnostics;
using Seedbed.Diagnostics.Reports;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Reports;

/// <summary>Figures: their tables, their words, their axes, their pictures, and what they refuse.</summary>
public sealed class FigureTests
{
    private static readonly Axis s_layers = Axis.Of("layer", ["a", "b", "c"]);

    [Fact]
    public void A_table_has_a_row_for_each_place_and_several_where_points_stand_above_one_another()
    {
        LineFigure figure = new("t", "", new Axis("x"), new Axis("y"),
            [
                new Series("line", [1, 2.5]) { X = [0, 2], Low = [0.5, 2], High = [1.5, double.PositiveInfinity] },
                new Series("points", [7, 1.0 / 3, double.NaN]) { X = [2, 1, 2], Style = SeriesStyle.Points },
            ]);

        DataTable table = Assert.Single(figure.Tables());

        Assert.Equal(["x", "line", "line, low", "line, high", "points"], table.Columns);
        Assert.Equal(
            ["0|1|0.5|1.5|", "1||||0.333333", "2|2.5|2|inf|7", "2||||NaN"],
            table.Rows.Select(row => string.Join("|", row)));
    }

    [Fact]
    public void A_table_of_names_has_them_all_and_tells_where_they_stand()
    {
        DataTable table = Lines(new Axis("y"), new Series("s", [5, 6]) { X = [0, 2] }).Tables().Single();

        Assert.Equal(["a|5", "b|", "c|6"], table.Rows.Select(row => string.Join("|", row)));
        Assert.Equal([0, 1, 2], table.Places);
    }

    [Fact]
    public void What_has_no_place_on_the_axis_is_told()
    {
        Series odd = new("odd", [0, double.NaN, double.PositiveInfinity]) { Low = [0, 1, 1], High = [1, 1, double.NaN] };

        string[] remarks = [.. Lines(new Axis("std", AxisScale.Logarithmic), odd, new Series("even", [1, 10, 100])).Remarks()];

        Assert.Equal(
            [
                "▼ odd: 1 value below the axis (0), at a.", "▲ odd: 1 value above the axis (inf), at c.", "✕ odd: 1 value not a number (NaN), at b.",
                "odd: 1 lower and 1 upper edges of the band lie beyond the axis or are no number; the band ends at the axis there.",
            ],
            remarks);
        Assert.Empty(Lines(new Axis("std"), new Series("even", [-1, 0, 100])).Remarks());
        Assert.Equal(["There is no value to draw."], new HistogramFigure("h", "", new Axis("w"), [0, 1], [0]).Remarks());
        Assert.Equal(["There is no value to draw."], Lines(new Axis("std")).Remarks());
        LineFigure part = new("t", "", new Axis("x", AxisScale.Logarithmic), new Axis("y"), [new("s", [1, 2, 3]) { X = [-1, 0, 10] }]);
        Assert.Equal(["s: 2 values left or right of the axis, and not shown."], part.Remarks());
        Assert.Single(SvgPlotTests.Of(XElement.Parse(part.ToSvg()), "s0"));
        Assert.Equal(["There is no value to draw.", "▼ even: 3 values below the axis (-1, -2, -3), at a, b, c."],
            Lines(new Axis("std") { Minimum = 0, Maximum = 1 }, new Series("even", [-1, -2, -3])).Remarks());
    }

    [Fact]
    public void A_figure_is_told_in_words()
    {
        Assert.Equal(
            "Lines: std, logarithmic, over layer. s goes from 0.5 at a to 20 at c, least 0.5 at a, most 20 at c. p (broken line): 1 at a.",
            Lines(new Axis("std", AxisScale.Logarithmic), new Series("s", [0.5, 4, 20]), new Series("p", [1]) { Style = SeriesStyle.Dashed }).Description());
        Assert.Equal(
            "A histogram of 6 values, w, from -1 to 1; the fullest bin begins at 0 and has 5. The line is N(0, 1).",
            new HistogramFigure("h", "", new Axis("w"), [-1, 0, 1], [1, 5]) { Density = new("N(0, 1)", [0.4]) { X = [0] } }.Description());
        Assert.Equal(
            "A heat map of dead, 1 rows (scheme) and 3 columns (layer). he has at most 0.75, at b.",
            new HeatMapFigure("m", "", Axis.Of("scheme", ["he"]), s_layers, [[0, 0.75, double.NaN]], new Axis("dead")).Description());
    }

    [Theory]
    [InlineData(AxisScale.Linear, new double[] { 2, 10 }, 0, 10.4)]
    [InlineData(AxisScale.Linear, new double[] { 8, 10 }, 7.9, 10.1)]
    [InlineData(AxisScale.Linear, new double[] { 3 }, 1.5, 4.5)]
    [InlineData(AxisScale.Linear, new double[] { double.NaN, double.PositiveInfinity }, 0, 1.05)]
    [InlineData(AxisScale.Logarithmic, new[] { 0, 0.03, 7 }, 0.02, 10)]
    [InlineData(AxisScale.Logarithmic, new[] { 1e-7, 1e5 }, 1e-7, 1e5)]
    [InlineData(AxisScale.Logarithmic, new double[] { 1 }, 0.5, 2)]
    [InlineData(AxisScale.Logarithmic, new double[] { -1, 0 }, 0.5, 2)]
    [InlineData(AxisScale.Logarithmic, new[] { 5e-324, 1e308 }, 1e-300, 1e300)]
    public void An_axis_holds_its_data(AxisScale scale, double[] values, double minimum, double maximum)
    {
        AxisRange range = AxisRange.Of(new Axis("", scale), values);

        Assert.Equal(minimum, range.Minimum, 1e-9 * Math.Abs(minimum));
        Assert.Equal(maximum, range.Maximum, 1e-9 * Math.Abs(maximum));
        Assert.InRange(range.Ticks(6).Count(), 1, 14);
    }

    [Theory]
    [InlineData(1e-6, 1, "1e-6 1e-5 0.0001 0.001 0.01 0.1 1")]
    [InlineData(1e-60, 1e3, "1e-60 1e-50 1e-40 1e-30 1e-20 1e-10 1")]
    [InlineData(0.2, 5, "0.2 0.5 1 2 5")]
    public void Powers_of_ten_stand_at_a_logarithmic_axis(double minimum, double maximum, string ticks) =>
        Assert.Equal(ticks, string.Join(" ", new AxisRange(minimum, maximum, AxisScale.Logarithmic).Ticks(7).Select(Digits.Power)));

    [Fact]
    public void A_picture_has_lines_where_the_values_are_and_marks_where_they_are_not()
    {
        // 1e-2 to 1e2 over 280 points: a decade is 70.
        Series series = new("s", [0.01, 1, 100, 0, double.NaN, double.PositiveInfinity, 10]) { Low = [0.01, 0.1, 1, 1, 1, 1, 1], High = [1, 10, 100, 1, 1, 1, 100] };
        LineFigure figure = new("t", "c", Axis.Of("layer", [.. "abcdefg".Select(letter => $"{letter}")]), new Axis("y", AxisScale.Logarithmic), [series])
        {
            References = [new("one", 1), new("middle", 3, LineDirection.Vertical)],
        };

        XElement page = XElement.Parse(figure.ToSvg());

        double bottom = double.Parse(SvgPlotTests.Of(page, "s0 curve").Last().Attribute("points")!.Value.Split(' ')[0].Split(',')[1], CultureInfo.InvariantCulture);
        double[][] points = [.. SvgPlotTests.Of(page, "s0 curve").Last().Attribute("points")!.Value.Split(' ').Select(Numbers)];
        Assert.Equal([bottom, bottom - 140, bottom - 280], points.Select(point => point[1]));
        // Seven places over 668 points from 72 on; an axis of names begins half a place before the first.
        Assert.Equal([72 + (668 / 14.0), 72 + (668 * 3 / 14.0), 72 + (668 * 5 / 14.0)], points.Select(point => point[0]), (a, b) => Math.Abs(a - b) <= 0.05);
        Assert.Equal(3, SvgPlotTests.Of(page, "s0 mark").Count());
        XElement lonely = Assert.Single(SvgPlotTests.Of(page, "s0"));
        Assert.Equal(bottom - 210, double.Parse(lonely.Attribute("cy")!.Value, CultureInfo.InvariantCulture));
        Assert.Single(SvgPlotTests.Of(page, "s0 band"));
        Assert.Equal(2, SvgPlotTests.Of(page, "reference").Count());
        Assert.Contains("▲ s: 1 value above the axis (inf), at f.", SvgPlotTests.Of(page, "caption").Select(text => text.Value));
        Assert.StartsWith("Lines: y, logarithmic, over layer.", page.Elements().Single(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_without_neighbours_is_a_line_from_edge_to_edge()
    {
        Series line = new("line", [1, double.NaN, 2]) { Low = [1, double.NaN, 1], High = [2, double.NaN, 3] };
        Series points = new("points", [1, 1]) { X = [1, 1], Low = [0.5, 0.7], High = [3, 3], Style = SeriesStyle.Points };

        XElement page = XElement.Parse(Lines(new Axis("y"), line, points).ToSvg());

        Assert.Equal(2, SvgPlotTests.Of(page, "s0 curve whisker").Count());
        Assert.Equal(2, SvgPlotTests.Of(page, "s1 curve whisker").Count());
        Assert.Empty(SvgPlotTests.Of(page, "s0 band"));
    }

    [Fact]
    public void A_heat_map_is_as_strong_as_its_numbers()
    {
        HeatMapFigure figure = new("m", "", Axis.Of("scheme", ["he", "lsuv"]), s_layers, [[0, 0.25, 1], [0.5, double.NaN, 2]], new Axis("dead") { Minimum = 0, Maximum = 1 });

        XElement page = XElement.Parse(figure.ToSvg());

        Assert.Equal(["0", "0.25", "1", "0.5", "0", "1"], SvgPlotTests.Of(page, "cell").Select(cell => cell.Attribute("fill-opacity")!.Value));
        Assert.Equal(["▲ 1 value above the axis (2), at lsuv, c.", "✕ 1 value not a number (NaN), at lsuv, b."], figure.Remarks());
        Assert.Equal(["layer|he|lsuv", "a|0|0.5", "b|0.25|NaN", "c|1|2"], Rows(figure.Tables().Single()));
    }

    [Fact]
    public void Panels_share_their_axes_unless_they_should_not()
    {
        PanelFigure panels = new("p", "", [Lines(new Axis("y"), new Series("s", [1, 2, 3])), Lines(new Axis("y"), new Series("s", [9, 8, 9]))]);

        Assert.Equal([(0.9, 9.05)], panels.Drawn.Cast<LineFigure>().Select(panel => FigureRanges.Y(panel)).Select(y => (Math.Round(y.Minimum, 9), y.Maximum)).Distinct());
        Assert.Equal([0.9, 7.95], (panels with { SharesAxes = false }).Drawn.Cast<LineFigure>().Select(panel => Math.Round(FigureRanges.Y(panel).Minimum, 9)));
        Assert.Equal(2, XElement.Parse(panels.ToSvg()).Descendants().Count(element => element.Name.LocalName == "polyline"));
    }

    [Fact]
    public void Spectra_fall_and_the_edge_of_chaos_has_the_models_beside_it()
    {
        LineFigure spectra = LineFigure.Spectra("s", "", [("w", [1, 3, 2])]);
        LineFigure edge = LineFigure.EdgeOfChaos("e", "", [(0, 1), (0.1, 1.3)], [("he", 0, 2)]);

        Assert.Equal(["rank|w", "1|3", "2|2", "3|1"], Rows(spectra.Tables().Single()));
        Assert.Equal(["bias variance σb²|critical line|he", "0|1|2", "0.1|1.3|"], Rows(edge.Tables().Single()));
        Assert.Single(SvgPlotTests.Of(XElement.Parse(edge.ToSvg()), "halo"));
    }

    public static TheoryData<Figure, string> Broken => new()
    {
        { Lines(new Axis("y"), new Series("s", [1]) { X = [1, 2] }), "the series 's' has 1 values and 2 places; there must be as many." },
        { Lines(new Axis("y"), new Series("s", [1]) { Low = [1] }), "has one edge of a band; give Low and High, or neither." },
        { Lines(new Axis("y"), new Series("s", [1, 2]) { X = [1, 1] }), "has x = 1 at place 1; x is finite and rises along a line: sort it, or draw points." },
        { Lines(new Axis("y"), new Series("s", [1]) { X = [3] }), "'s' has a value at 3, and the axis has the names of 0 to 2." },
        { Lines(new Axis("y") { Minimum = 2, Maximum = 1 }), "the axis 'y' reaches from 2 to 1; its ends must be finite and rise." },
        { Lines(new Axis("y", AxisScale.Logarithmic) { Minimum = 0 }), "has an end that is not above 0" },
        { Lines(new Axis("y"), new Series("s", [1]) { Colour = -1 }), "has the colour -1; they count from 0." },
        { Lines(new Axis("y")) with { References = [new("r", double.NaN)] }, "the reference 'r' is NaN; it must be finite." },
        { new HistogramFigure("h", "", new Axis("w"), [0, 1], [1, 2]), "has 2 bins and 2 edges; there must be a bin, and one edge more than bins." },
        { new HistogramFigure("h", "", new Axis("w"), [1, 0], [1]), "has edges that are not finite, or fall; sort them." },
        { new HistogramFigure("h", "", new Axis("w"), [0, 1], [-1]), "has a count that is not a number from 0 on." },
        { new HeatMapFigure("m", "", s_layers, s_layers, [[1, 2, 3]], new Axis("v")), "3 names of rows and 3 of columns, and 1 rows of 3 numbers" },
        { new PanelFigure("p", "", []), "has no panel" },
        { new TableFigure("t", "", ["a"], [["1", "2"]]), "has 1 columns, or a row of another length" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Numbers_that_do_not_fit_together_are_refused(Figure figure, string sentence)
    {
        Report report = new("r") { Sections = [new("s", [figure])] };

        ArgumentException error = Assert.Throws<ArgumentException>(report.ToHtml);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"the figure '{figure.Title}'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(figure.ToSvg);
    }

    private static LineFigure Lines(Axis y, params Series[] series) => new("t", "", s_layers, y, series);

    private static IEnumerable<string> Rows(DataTable table) => table.Rows.Prepend(table.Columns).Select(row => string.Join("|", row));

    private static double[] Numbers(string point) => [.. point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
