using System.Text;
using System.Text.Json;

namespace Seedbed.Diagnostics.Reports;

/// <summary>What a page's program is told of a figure beside its table: kinds, names, axes, and the columns of the numbers.</summary>
internal static class FigureJson
{
    internal static string Of(Figure figure)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            Write(json, figure);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        switch (figure)
        {
            case LineFigure lines:
                json.WriteString("kind", "lines");
                WriteAxis(json, "x", lines.X, FigureRanges.X(lines));
                WriteAxis(json, "y", lines.Y, FigureRanges.Y(lines));
                WriteSeries(json, lines);
                WriteReferences(json, lines);
                break;
            case HistogramFigure histogram:
                json.WriteString("kind", "histogram");
                WriteAxis(json, "x", histogram.X, FigureRanges.X(histogram));
                WriteAxis(json, "y", new Axis("density"), FigureRanges.Y(histogram));
                json.WriteString("density", histogram.Density is { Values.Count: > 0 } density ? density.Name.Excerpt() : "");
                break;
            case HeatMapFigure map:
                json.WriteString("kind", "heatmap");
                json.WriteBoolean("turned", DataTable.IsTurned(map));
                WriteAxis(json, "rows", map.Rows, new(0, map.RowNames.Count));
                WriteAxis(json, "columns", map.Columns, new(0, map.ColumnNames.Count));
                WriteAxis(json, "scale", map.Scale, FigureRanges.Scale(map));
                break;
            default:
                throw new InvalidOperationException($"{figure.GetType().Name} is not drawn by the page's program.");
        }
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, Axis axis, AxisRange range)
    {
        json.WriteStartObject(name);
        json.WriteString("title", axis.Title);
        json.WriteNumber("min", range.Minimum);
        json.WriteNumber("max", range.Maximum);
        json.WriteBoolean("log", axis.Scale == AxisScale.Logarithmic);
        json.WriteBoolean("names", axis.Names is not null);
        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, LineFigure figure)
    {
        json.WriteStartArray("series");
        int column = 1;
        foreach ((int i, Series series) in figure.Series.Index())
        {
            json.WriteStartObject();
            json.WriteString("name", series.Name.Excerpt());
            json.WriteString("style", StyleOf(series.Style));
            json.WriteNumber("colour", Palette.ColourOf(series, i));
            json.WriteBoolean("thin", (series.Colour ?? i) >= Palette.Count);
            json.WriteNumber("column", column);
            json.WriteBoolean("band", series.Low is not null);
            json.WriteEndObject();
            column += series.Low is null ? 1 : 3;
        }

        json.WriteEndArray();
    }

    private static void WriteReferences(Utf8JsonWriter json, LineFigure figure)
    {
        json.WriteStartArray("references");
        foreach (ReferenceLine line in figure.References)
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name.Excerpt());
            json.WriteNumber("value", line.Value);
            json.WriteBoolean("vertical", line.Direction == LineDirection.Vertical);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string StyleOf(SeriesStyle style) => style switch
    {
        SeriesStyle.Solid => "solid",
        SeriesStyle.Dashed => "dashed",
        SeriesStyle.Points => "points",
        _ => throw new InvalidOperationException($"{style} is no style."),
    };
}
