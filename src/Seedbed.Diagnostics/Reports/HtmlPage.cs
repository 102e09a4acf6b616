using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Seedbed.Diagnostics.Reports;

/// <summary>
/// A report as one HTML file that loads nothing: its policy allows the program that stands in it, known by its hash, styles, and nothing
/// else. Every figure is drawn in the page from the table that stands below it.
/// </summary>
internal static class HtmlPage
{
    private const int MostOpenLines = 16;

    private const string PlotLicence = "uPlot.LICENSE.txt";

    private static readonly string s_style = Asset("uPlot.min.css") + "\n" + Palette.PageStyle + Asset("page.css");

    private static readonly string s_program = Asset("uPlot.iife.min.js") + Asset("page.js");

    private static readonly string s_policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_program))) + "'";

    internal static string Of(Report report)
    {
        StringBuilder page = new();
        AddHead(page, report);
        AddSummary(page, report);
        AddContents(page, report);
        int figure = 0;
        foreach ((int i, ReportSection section) in report.Sections.Index())
        {
            Add(page, $"<section id=\"section-{i + 1}\">\n<h2>{Markup.Text(section.Title)}</h2>\n");
            foreach (string paragraph in section.Paragraphs)
            {
                Add(page, $"<p>{Markup.Text(paragraph)}</p>\n");
            }

            if (section.Code is { } code)
            {
                AddCode(page, code.ReplaceLineEndings("\n").Split('\n'));
            }

            foreach (Figure each in section.Figures)
            {
                HtmlFigure.Add(page, each, ++figure);
            }

            Add(page, $"</section>\n");
        }

        Add(page, $"</main>\n<footer><p>Made by seedbed. Figures are drawn by uPlot (MIT licence). Nothing is loaded.</p></footer>\n");
        Add(page, $"<!--\n{Asset(PlotLicence)}-->\n<script>{s_program}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Long code is folded, so that what stands behind it is seen; a printer gets all of it.</summary>
    private static void AddCode(StringBuilder page, string[] lines)
    {
        bool isFolded = lines.Length > MostOpenLines;
        string summary = isFolded ? $"<details class=\"code\"><summary>To paste: {lines.Length} lines</summary>\n" : "";
        Add(page, $"{summary}<pre tabindex=\"0\"><code>{string.Join("\n", lines.Select(Markup.Text))}</code></pre>\n");
        Add(page, $"{(isFolded ? "</details>\n" : "")}");
    }

    /// <summary>Text that is HTML already.</summary>
    internal static void Add(StringBuilder page, FormattableString html) => page.Append(html.ToString(CultureInfo.InvariantCulture));

    private static void AddHead(StringBuilder page, Report report) => Add(page, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{s_policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Markup.Text(report.Title)}</title>
        <style>{s_style}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the summary</a>
        <header><p class="product">seedbed</p><button type="button" id="theme" hidden>Dark</button>
        <h1>{Markup.Text(report.Title)}</h1></header>
        <main id="content">
        <noscript><p>The figures are drawn by a program in this page, which is switched off. Their numbers stand below each.</p></noscript>

        """);

    private static void AddSummary(StringBuilder page, Report report)
    {
        string standing = StandingOf(report.Standing);
        if (report.Verdict.Length > 0 || report.Summary.Count > 0)
        {
            Add(page, $"<section class=\"summary {standing}\" aria-label=\"Summary\">\n");
            if (report.Verdict.Length > 0)
            {
                Add(page, $"<p class=\"verdict\"><span class=\"sign\" aria-hidden=\"true\"></span>{Markup.Text(report.Verdict)}</p>\n");
            }

            if (report.Summary.Count > 0)
            {
                Add(page, $"<ul>\n{string.Concat(report.Summary.Select(sentence => $"<li>{Markup.Text(sentence)}</li>\n"))}</ul>\n");
            }

            Add(page, $"</section>\n");
        }

        if (report.Facts.Count > 0)
        {
            IEnumerable<string> facts = report.Facts.Select(fact =>
                $"<div><dt>{Markup.Text(fact.Name)}</dt><dd>{Markup.Text(fact.Value)}</dd></div>\n");
            Add(page, $"<dl class=\"facts\">\n{string.Concat(facts)}</dl>\n");
        }
    }

    private static void AddContents(StringBuilder page, Report report)
    {
        if (report.Sections.Count > 1)
        {
            IEnumerable<string> links = report.Sections.Select((section, i) =>
                $"<li><a href=\"#section-{i + 1}\">{Markup.Text(section.Title)}</a></li>\n");
            Add(page, $"<nav aria-label=\"Sections\"><ul>\n{string.Concat(links)}</ul></nav>\n");
        }
    }

    /// <summary>A file of the folder Page, which is a part of this assembly.</summary>
    private static string Asset(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"{name} is no part of the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string StandingOf(Standing standing) => standing switch
    {
        Standing.Neutral => "neutral",
        Standing.Good => "good",
        Standing.Doubtful => "doubtful",
        Standing.Bad => "bad",
        _ => throw new InvalidOperationException($"{standing} is no standing."),
    };
}
