using System.Globalization;
using System.Xml.Linq;
using Seedbed.Diagnostics;
using Seedbed.Diagnostics.Reports;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Reports;

public sealed class SvgPlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Bars_and_lines_stand_where_the_axes_say()
    {
        SvgPlot plot = Plot(-2, 2, 10);
        plot.AddAxes("density");
        plot.AddBars([(-1, 1, 5), (1, 2, 0)]);
        plot.AddLine([(-2, 0), (0, 10), (2, 0)]);
        XElement page = Page(plot);

        // The axis from -2 to 2 is 324 points wide from 60 on, that from 0 to 10 is 138 high up to 50.
        XElement bar = Assert.Single(Of(page, "bar"));
        Assert.Equal([60 + (324 / 4.0), 188 - (138 / 2.0), (324 / 2.0) - 1, 138 / 2.0], Numbers(bar, "x", "y", "width", "height"));
        Assert.Equal("60,188 222,50 384,188", Assert.Single(Of(page, "line")).Attribute("points")!.Value);
        Assert.Equal(["-2", "-1", "0", "1", "2"], Of(page, "number x").Select(text => text.Value));
        Assert.Equal([60, 141, 222, 303, 384], Of(page, "number x").SelectMany(text => Numbers(text, "x")));
        Assert.Equal(["0", "5", "10"], Of(page, "number y").Select(text => text.Value));
        XElement title = Assert.Single(Of(page, "axis-title"));
        Assert.Equal("density", title.Value);
        Assert.Equal("rotate(-90 14 119)", title.Attribute("transform")!.Value);
    }

    [Theory]
    [InlineData(0, 1e-9, "0", "2E-10", "4E-10", "6E-10", "8E-10", "1E-09")]
    [InlineData(-0.115, 0.115, "-0.1", "-0.05", "0", "0.05", "0.1")]
    [InlineData(1e6, 1.05e6, "1E+06", "1.01E+06", "1.02E+06", "1.03E+06", "1.04E+06", "1.05E+06")]
    public void Ticks_are_round_numbers_within_the_axis(double minimum, double maximum, params string[] ticks)
    {
        SvgPlot plot = Plot(minimum, maximum, 1);
        plot.AddAxes("");

        Assert.Equal(ticks, Of(Page(plot), "number x").Select(text => text.Value));
    }

    [Fact]
    public void Text_is_text_and_long_captions_are_broken()
    {
        XElement page = XElement.Parse(Histogram("<b>&'\"\u202E", string.Join(' ', Enumerable.Repeat("w·x", 30))).ToSvg());

        Assert.Equal("<b>&'\"\uFFFD", Assert.Single(Of(page, "title")).Value);
        Assert.Equal(3, Of(page, "caption").Count());
        Assert.All(Of(page, "caption"), line => Assert.InRange(line.Value.Length, 1, 54));
    }

    [Fact]
    public void Plots_stand_in_rows_on_a_ground_that_is_light_or_dark()
    {
        Figure[] plots = [.. Enumerable.Range(0, 5).Select(plot => Histogram($"{plot}", "one line"))];
        XElement page = XElement.Parse(Figure.SvgPage(plots, columns: 2));

        Assert.Equal("0 0 800 696", page.Attribute("viewBox")!.Value);
        Assert.Equal(
            ["translate(0,0)", "translate(400,0)", "translate(0,232)", "translate(400,232)", "translate(0,464)"],
            page.Elements(s_svg + "g").Select(group => group.Attribute("transform")!.Value));
        Assert.Contains("prefers-color-scheme:dark", page.Element(s_svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Single(Of(page, "page"));
    }

    internal static IEnumerable<XElement> Of(XElement page, string kind) =>
        page.Descendants().Where(element => element.Attribute("class")?.Value == kind);

    private static HistogramFigure Histogram(string title, string caption) => new(title, caption, new Axis("value"), [0, 1], [1]);

    private static SvgPlot Plot(double minX, double maxX, double maxY) =>
        new(Histogram("title", ""), SvgFrame.Small, new AxisRange(minX, maxX), new AxisRange(0, maxY));

    private static XElement Page(SvgPlot plot) => XElement.Parse($"<svg>{string.Concat(plot.Finish().Elements)}</svg>");

    private static IEnumerable<double> Numbers(XElement element, params string[] names) =>
        names.Select(name => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture));
}
