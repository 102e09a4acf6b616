using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;

namespace Seedbed.Cli.Output;

/// <summary>An initialized model for people: a summary, before it in a dry run a line a tensor.</summary>
internal static class InitText
{
    private static readonly TableColumn[] s_columns =
    [
        new("name", Least: 20), new("shape", ColumnKind.Whole), new("dtype", ColumnKind.Whole), new("initializer"),
        new("std", ColumnKind.Whole), new("key", Least: 9),
    ];

    internal static void Print(Terminal terminal, InitReport report)
    {
        if (report.File is null)
        {
            TextTable.Print(terminal, s_columns, [.. report.Plan.Tensors.Select(RowOf)]);
            terminal.Output.WriteLine();
        }

        if (report.Calibration is { } calibration)
        {
            CalibrationOutput.Print(terminal, calibration);
        }

        FactList.Print(terminal, "file", report.File ?? "none, this is a dry run");
        FactList.Print(terminal, "tensors", $"{report.Plan.Tensors.Length}");
        FactList.Print(terminal, "parameters", $"{report.ParameterCount:N0}");
        FactList.Print(terminal, "bytes", $"{report.Plan.ByteCount:N0}");
        string seed = report.Plan.GlobalSeed is null ? "seed" : "global seed";
        FactList.Print(terminal, seed, $"{report.Plan.Seed} ({report.Plan.Stream.Name})");
        FactList.Print(terminal, "keras", $"{report.Release}");
        if (report.Calibration is { } table)
        {
            FactList.Print(terminal, "calibration", $"{table.Method} on {table.BatchSize} {(table.BatchSize == 1 ? "sample" : "samples")}");
        }

        if (report.Seconds is double seconds)
        {
            FactList.Print(terminal, "seconds", $"{seconds:F2}");
        }
    }

    private static string[] RowOf(PlannedTensor tensor) =>
    [
        tensor.Name,
        $"{tensor.Shape}",
        tensor.Type.Name,
        InitReport.SchemeOf(tensor),
        $"{InitReport.DeviationOf(tensor):G6}",
        $"{InitReport.KeyOf(tensor)} {(tensor.SeedSource is "name" or null ? "" : $"({tensor.SeedSource})")}".Trim(),
    ];
}
