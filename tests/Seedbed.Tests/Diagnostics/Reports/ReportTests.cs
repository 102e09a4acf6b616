using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Reports;

/// <summary>The page as text; .ci/check-pages opens it in a browser.</summary>
public sealed partial class ReportTests
{
    private static readonly string s_page = RichReport.Create().ToHtml();

    [Fact]
    public void The_same_report_gives_the_same_page_in_every_culture()
    {
        Assert.Equal(s_page, RichReport.Create().ToHtml());
        using OtherCulture culture = new();
        Assert.Equal(s_page, RichReport.Create().ToHtml());
    }

    [Fact]
    public void A_page_loads_nothing_and_its_policy_allows_the_one_program_in_it()
    {
        string program = Assert.Single(Program().Matches(s_page)).Groups["program"].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(program)));

        Assert.Contains(
            $"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-{hash}'\"",
            s_page, StringComparison.Ordinal);
        string rest = s_page.Replace(program, "", StringComparison.Ordinal);
        Assert.DoesNotMatch(Loading(), rest);
        Assert.Equal(1, rest.Split("<script").Length - 1);
        Assert.Contains("Copyright (c) 2022 Leon Sorokin", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text()
    {
        Assert.DoesNotContain("<img", s_page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", s_page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", s_page, StringComparison.Ordinal);
        // In the summary, in code, in the tables of the five figures by layer, and in the table of text.
        Assert.Equal(8, s_page.Split("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;").Length - 1);
    }

    [Fact]
    public void The_summary_comes_first_and_sections_are_linked()
    {
        string[] parts = ["<h1>Signal of mlp_120", "class=\"summary bad\"", "class=\"verdict\"", "<li>he_normal keeps", "<dt>model</dt>", "href=\"#section-1\"", "<figure"];

        int[] places = [.. parts.Select(part => s_page.IndexOf(part, StringComparison.Ordinal))];

        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
        Assert.All(Enumerable.Range(1, 6), section => Assert.Single(Regex.Matches(s_page, $"<section id=\"section-{section}\">")));
    }

    [Fact]
    public void Each_figure_has_its_numbers_behind_it()
    {
        Report report = RichReport.Create();
        Figure[] plots = [.. report.Sections.SelectMany(section => section.Figures)
            .SelectMany(figure => figure is PanelFigure panels ? panels.Panels : [figure]).Where(figure => figure is not TableFigure)];

        Assert.Equal(plots.Length, Regex.Count(s_page, "<div class=\"plot\""));
        Assert.Equal(plots.Length, Regex.Count(s_page, "<details>"));
        Assert.Equal(plots.SelectMany(figure => figure.Tables()).Sum(table => table.Rows.Count) + 3, Regex.Count(s_page, "<tr><th scope=\"row\""));
        foreach (Match figure in Data().Matches(s_page))
        {
            using JsonDocument json = JsonDocument.Parse(System.Net.WebUtility.HtmlDecode(figure.Groups["json"].Value));
            Assert.Contains(json.RootElement.GetProperty("kind").GetString(), (string[])["lines", "histogram", "heatmap"]);
        }
    }

    [Fact]
    public void A_page_of_200_layers_and_three_initializers_is_small()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(layer => $"block{layer / 4}_conv2d_{layer}")];
        Series[] series = [.. Enumerable.Range(0, 6).Select(i => new Series($"scheme_{i}", Values(i)) { Low = Values(i + 7), High = Values(i + 8) })];
        Figure[] figures = [.. Enumerable.Range(0, 12).Select(i =>
            new LineFigure($"{i}", "", Axis.Of("layer", names), new Axis("std", AxisScale.Logarithmic), series))];

        Assert.InRange(new Report("large") { Sections = [new("all", figures)] }.ToHtml().Length, 400_000, 2_000_000);

        static double[] Values(int seed) => [.. Enumerable.Range(1, 200).Select(layer => Math.Exp(-0.123456789 * layer / (seed + 1)))];
    }

    [Fact]
    public void Every_figure_is_a_picture_of_its_own()
    {
        using TemporaryFolder folder = new();
        string pictures = Path.Combine(folder.Path, "figures");

        IReadOnlyList<string> files = RichReport.Create().SaveFigures(pictures);

        Assert.Equal(10, files.Count);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(pictures).Order(StringComparer.Ordinal));
        Assert.Equal("01-under-glorot-uniform-the-signal-dies-with-depth.svg", Path.GetFileName(files[0]));
        Assert.All(files, file => Assert.Equal("img", XElement.Load(file).Attribute("role")!.Value));
        string[] bytes = [.. files.Select(File.ReadAllText)];

        ArgumentException refused = Assert.Throws<ArgumentException>(() => RichReport.Create().SaveFigures(pictures));
        Assert.Contains("allow files to be replaced", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, RichReport.Create().SaveFigures(pictures, new WriteOptions { Overwrite = true }).Select(File.ReadAllText));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_in_a_sentence()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "f");
        File.WriteAllText(file, "");

        Assert.Equal(
            $"the folder {file} cannot be made: a file has that name; choose another.",
            Assert.Throws<IOException>(() => RichReport.Create().SaveFigures(file)).Message);
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(
                "the folder /proc/1/x cannot be made: its folder takes no new ones; choose another place.",
                Assert.Throws<IOException>(() => RichReport.Create().SaveFigures("/proc/1/x")).Message);
        }
    }

    /// <summary>A printer gets folded code too: by the style where pseudo-elements of details are known, else by the program.</summary>
    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Long_code_is_folded_and_printed(int lines, bool isFolded)
    {
        string code = string.Join('\n', Enumerable.Range(1, lines));
        string page = new Report("r") { Sections = [new("change", []) { Code = code }] }.ToHtml();

        Assert.Contains(
            $"{(isFolded ? "<details class=\"code\"><summary>To paste: 17 lines</summary>\n" : "</h2>\n")}<pre tabindex=\"0\"><code>{code}</code></pre>\n"
            + $"{(isFolded ? "</details>\n" : "")}</section>",
            page, StringComparison.Ordinal);
        Assert.Contains("details:not([open]):not(.code){display:none!important}details.code::details-content{content-visibility:visible", page, StringComparison.Ordinal);
        Assert.Contains("querySelectorAll('details.code:not([open])')", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_written_whole_and_never_over_another()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "r.html");

        RichReport.Create().Save(path);

        Assert.Equal(s_page, File.ReadAllText(path));
        Assert.Throws<ArgumentException>(() => new Report("other").Save(path));
        Assert.Equal(s_page, File.ReadAllText(path));
        new Report("other").Save(path, new WriteOptions { Overwrite = true });
        Assert.Contains("<h1>other</h1>", File.ReadAllText(path), StringComparison.Ordinal);
        Report broken = new("broken") { Sections = [new("", [new HistogramFigure("h", "", new Axis("x"), [0, 1], [])])] };
        string missing = Path.Combine(folder.Path, "broken.html");
        Assert.Throws<ArgumentException>(() => broken.Save(missing));
        Assert.False(File.Exists(missing));
    }

    /// <summary>The bytes of the release that CONTRIBUTING names, as npm serves them.</summary>
    [Theory]
    [InlineData("uPlot.iife.min.js", "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f")]
    [InlineData("uPlot.min.css", "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04")]
    [InlineData("uPlot.LICENSE.txt", "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd")]
    public void The_plotting_library_is_the_one_that_was_taken(string name, string hash)
    {
        byte[] content = File.ReadAllBytes(Repository.At("src", "Seedbed.Diagnostics", "Reports", "Page", name));

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [GeneratedRegex("<script>(?<program>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Program();

    [GeneratedRegex(@"\ssrc=""|url\(|@import|<link|<iframe|<object|<embed|\shref=""[^#]", RegexOptions.CultureInvariant)]
    private static partial Regex Loading();

    [GeneratedRegex("data-figure=\"(?<json>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Data();
}
