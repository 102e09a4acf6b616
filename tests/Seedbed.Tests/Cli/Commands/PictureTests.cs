using System.Globalization;
using System.Xml.Linq;
using Seedbed.Initializers;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Diagnostics.Reports;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>sample --svg</c> and <c>list --svg</c>.</summary>
public sealed class PictureTests
{
    [Fact]
    public void A_picture_shows_what_was_drawn_and_what_was_intended()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "w.svg");
        string[] sample = ["sample", "random_uniform", "--shape", "4000", "--seed", "1"];

        ToolRun run = ToolRun.InProcess([.. sample, "--svg", path]).IsDone();

        Assert.Equal(ToolRun.InProcess(sample).Output, run.Output);
        XElement page = XElement.Load(path);
        Assert.Equal("RandomUniform [4000]", Assert.Single(SvgPlotTests.Of(page, "title")).Value);
        Assert.Equal("w ~ U[minval, maxval)", Assert.Single(SvgPlotTests.Of(page, "caption")).Value);
        XElement[] bars = [.. SvgPlotTests.Of(page, "bar")];
        Assert.Equal(20, bars.Length);

        // The line is 0, then 10 = 1/0.1 over nine tenths of the width, then 0; the bars stand about as high.
        double[] heights = [.. Assert.Single(SvgPlotTests.Of(page, "line")).Attribute("points")!.Value.Split(' ').Select(point => Number(point.Split(',')[1]))];
        double top = heights.Min();
        Assert.Equal([188, top], heights.Distinct());
        Assert.InRange(heights.Count(height => height == top), 205, 220);
        Assert.All(bars, bar => Assert.InRange(Number(bar.Attribute("height")!.Value) / (188 - top), 0.75, 1.25));
    }

    [Theory]
    [InlineData("he_normal", "16,16", "--dtype", "bfloat16")]
    [InlineData("zeros", "3")]
    [InlineData("orthogonal", "8,8")]
    [InlineData("Constant(value=1e30)", "2", "--json")]
    public void Every_kind_of_scheme_has_a_picture(string id, string shape, params string[] rest)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "w.SVG");

        Assert.Equal(0, ToolRun.InProcess(["sample", id, "--shape", shape, "--svg", path, .. rest]).Status);

        Assert.NotEmpty(SvgPlotTests.Of(XElement.Load(path), "bar"));
    }

    [Fact]
    public void Values_and_a_picture_are_written_together()
    {
        using TemporaryFolder folder = new();
        (string values, string picture) = (Path.Combine(folder.Path, "w.npy"), Path.Combine(folder.Path, "w.svg"));

        Assert.Equal(0, ToolRun.InProcess("sample", "he_normal", "--shape", "4,4", "--seed", "1", "-o", values, "--svg", picture).Status);

        Assert.True(File.Exists(values));
        Assert.True(File.Exists(picture));
    }

    [Theory]
    [InlineData("he_normal", "4,4", "w.png", "the picture is SVG, so its name must end in .svg")]
    [InlineData("he_normal", "0,4", "w.svg", "there is no finite value to draw a picture of")]
    [InlineData("Constant(value=NaN)", "4", "w.svg", "there is no finite value to draw a picture of")]
    public void What_has_no_picture_is_refused(string id, string shape, string name, string sentence)
    {
        using TemporaryFolder folder = new();

        ToolRun.InProcess("sample", id, "--shape", shape, "--seed", "1", "--svg", Path.Combine(folder.Path, name)).IsRefused(2, sentence);

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_range_that_no_axis_has_is_refused()
    {
        using TemporaryFolder folder = new();

        ToolRun.InProcess("sample", "RandomNormal(stddev=1e305)", "--shape", "9", "--seed", "1", "--dtype", "float64",
            "--svg", Path.Combine(folder.Path, "w.svg")).IsRefused(2, "a picture's axis is from 1E-300 to 1E+300 wide");

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void An_existing_picture_is_kept_unless_forced_and_nothing_else_is_written()
    {
        using TemporaryFolder folder = new();
        (string values, string picture) = (Path.Combine(folder.Path, "w.npy"), Path.Combine(folder.Path, "w.svg"));
        File.WriteAllText(picture, "mine");

        ToolRun.InProcess("sample", "ones", "--shape", "2", "-o", values, "--svg", picture).IsRefused(2, "allow it to be replaced with --force");
        ToolRun.InProcess("list", "--svg", picture).IsRefused(2, "allow it to be replaced with --force");

        Assert.Equal("mine", File.ReadAllText(picture));
        Assert.False(File.Exists(values));
        ToolRun.InProcess("list", "he_normal", "--svg", picture, "--force").IsDone();
        Assert.Equal("HeNormal [256, 128]", Assert.Single(SvgPlotTests.Of(XElement.Load(picture), "title")).Value);
    }

    [Fact]
    public void The_README_shows_what_the_tool_draws()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "w.svg");

        ToolRun.InProcess("sample", "he_normal", "--shape", "784,128", "--seed", "42", "--svg", path).IsDone();

        Assert.Equal(File.ReadAllText(Repository.At("docs", "images", "he_normal.svg")), File.ReadAllText(path));
    }

    [Fact]
    public void The_list_has_a_plot_of_every_scheme_with_its_formula()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "list.svg");

        ToolRun.InProcess("list", "--svg", path).IsDone();

        XElement page = XElement.Load(path);
        string[] titles = [.. SvgPlotTests.Of(page, "title").Select(title => title.Value.Split(' ')[0])];
        Assert.Equal(KnownInitializers.All.Select(scheme => scheme.ClassName), titles);
        string captions = string.Join(" ", SvgPlotTests.Of(page, "caption").Select(caption => caption.Value));
        Assert.All(KnownInitializers.All, scheme => Assert.Contains(scheme.Formula, captions, StringComparison.Ordinal));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
