using System.Text.Json;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>What a calibration changed, for people and for programs.</summary>
internal static class CalibrationOutput
{
    private static readonly TableColumn[] s_columns =
    [
        new("layer", Least: 16), TableColumn.OfNumbers("std before"), TableColumn.OfNumbers("std after"), TableColumn.OfNumbers("factor"),
        TableColumn.OfNumbers("tries"), new("note"),
    ];

    /// <summary>A line for each kernel.</summary>
    internal static void Print(Terminal terminal, CalibrationTable table)
    {
        TextTable.Print(terminal, s_columns, [.. table.Layers.Select(RowOf)]);
        terminal.Output.WriteLine();
    }

    /// <summary>The member "calibration".</summary>
    internal static void Write(Utf8JsonWriter json, CalibrationTable table)
    {
        json.WriteStartObject("calibration");
        json.WriteString("method", $"{table.Method}");
        json.WriteNumber("batch_size", table.BatchSize);
        json.WriteStartArray("layers");
        foreach (CalibratedLayer layer in table.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Layer);
            json.WriteString("class_name", layer.ClassName);
            json.WriteString("weight", layer.Weight);
            json.WriteFinite("std_before", layer.Before);
            json.WriteFinite("std_after", layer.After);
            json.WriteFinite("factor", layer.Factor);
            json.WriteNumber("tries", layer.Tries);
            json.WriteString("note", layer.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] RowOf(CalibratedLayer layer) =>
    [
        layer.Name, NumberOf(layer.Before), NumberOf(layer.After), $"{layer.Factor:G4}", $"{layer.Tries}", layer.Note ?? "",
    ];

    private static string NumberOf(double? value) => value is { } number ? $"{number:G4}" : "no number";
}
