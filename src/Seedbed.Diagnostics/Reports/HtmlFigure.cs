using System.Text;

namespace Seedbed.Diagnostics.Reports;

/// <summary>A figure in a page: its title, caption, the place where it is drawn, what cannot be drawn in words, and its numbers.</summary>
internal static class HtmlFigure
{
    /// <summary>More panels are smaller.</summary>
    private const int FewPanels = 4;

    internal static void Add(StringBuilder page, Figure figure, int number)
    {
        HtmlPage.Add(page, $"<figure id=\"figure-{number}\">\n<figcaption><h3>{Markup.Text(figure.Title)}</h3>\n");
        AddLines(page, "subtitle", figure.Subtitle);
        AddLines(page, "caption", figure.Caption);
        HtmlPage.Add(page, $"</figcaption>\n");
        switch (figure)
        {
            case TableFigure table:
                AddTable(page, table.Tables().Single());
                break;
            case PanelFigure panels:
                AddPanels(page, panels);
                break;
            default:
                AddPlot(page, figure);
                break;
        }

        HtmlPage.Add(page, $"</figure>\n");
    }

    private static void AddPanels(StringBuilder page, PanelFigure figure)
    {
        HtmlPage.Add(page, $"<div class=\"panels{(figure.Panels.Count > FewPanels ? " many" : "")}\">\n");
        foreach (Figure panel in figure.Drawn)
        {
            HtmlPage.Add(page, $"<div class=\"panel\">\n<h4>{Markup.Text(panel.Title)}</h4>\n");
            AddLines(page, "subtitle", panel.Subtitle);
            AddLines(page, "caption", panel.Caption);
            AddPlot(page, panel);
            HtmlPage.Add(page, $"</div>\n");
        }

        HtmlPage.Add(page, $"</div>\n");
    }

    private static void AddPlot(StringBuilder page, Figure figure)
    {
        (string json, string words) = (Markup.Text(FigureJson.Of(figure)), Markup.Text(figure.Description()));
        HtmlPage.Add(page, $"<div class=\"plot\" data-figure=\"{json}\" data-words=\"{words}\"></div>\n");
        foreach (string remark in figure.Remarks())
        {
            HtmlPage.Add(page, $"<p class=\"remark\">{Markup.Text(remark)}</p>\n");
        }

        DataTable[] tables = [.. figure.Tables()];
        string sizes = string.Join("; ", tables.Select(table => $"{table.Rows.Count} rows, {table.Columns.Count} columns"));
        HtmlPage.Add(page, $"<details><summary>Data: {sizes}</summary>\n");
        foreach (DataTable table in tables)
        {
            AddTable(page, table);
        }

        HtmlPage.Add(page, $"</details>\n");
    }

    /// <summary>In a box of its own, which scrolls where the page is narrow. HTML lets the ends of cells and rows be left out.</summary>
    private static void AddTable(StringBuilder page, DataTable table)
    {
        string title = Markup.Name(table.Title);
        HtmlPage.Add(page, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table>\n<thead><tr>");
        foreach (string column in table.Columns)
        {
            HtmlPage.Add(page, $"<th scope=\"col\">{Markup.Name(column)}");
        }

        page.Append("</thead>\n<tbody>\n");
        foreach ((int i, IReadOnlyList<string> row) in table.Rows.Index())
        {
            string place = table.Places is { } places ? $" data-x=\"{places[i]}\"" : "";
            HtmlPage.Add(page, $"<tr><th scope=\"row\"{place}>{Markup.Name(row[0])}");
            foreach (string cell in row.Skip(1))
            {
                HtmlPage.Add(page, $"<td>{Markup.Name(cell)}");
            }

            page.Append('\n');
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void AddLines(StringBuilder page, string kind, string text)
    {
        if (text.Length > 0)
        {
            HtmlPage.Add(page, $"<p class=\"{kind}\">{string.Join("<br>", text.Split('\n').Select(Markup.Text))}</p>\n");
        }
    }
}
