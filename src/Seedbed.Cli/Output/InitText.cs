using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Planning;
using Seedbed.Cli.Initializing;

namespace Seedbed.Cli.Output;

/// <summary>An initialized model for people: a summary, before it in a dry run a line a tensor.</summary>
internal static class InitText
{
    internal static void Print(Terminal terminal, InitReport report)
    {
        if (report.File is null)
        {
            PrintTensors(terminal, report.Plan);
            terminal.Output.WriteLine();
        }

        FactList.Print(terminal, "file", report.File ?? "none, this is a dry run");
        FactList.Print(terminal, "tensors", $"{report.Plan.Tensors.Length}");
        FactList.Print(terminal, "parameters", $"{report.ParameterCount:N0}");
        FactList.Print(terminal, "bytes", $"{report.Plan.ByteCount:N0}");
        FactList.Print(terminal, "seed", $"{report.Plan.Seed} ({report.Plan.Stream.Name})");
        FactList.Print(terminal, "keras", $"{report.Release}");
        if (report.Seconds is double seconds)
        {
            FactList.Print(terminal, "seconds", $"{seconds:F2}");
        }
    }

    private static void PrintTensors(Terminal terminal, InitializationPlan plan)
    {
        string[] header = ["name", "shape", "dtype", "initializer", "std", "key"];
        TextTable.Print(terminal, header, [.. plan.Tensors.Select(RowOf)]);
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
