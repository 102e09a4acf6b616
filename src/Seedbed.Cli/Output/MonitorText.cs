using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>A record of a monitor for people: a line for each layer and each weight.</summary>
internal static class MonitorText
{
    internal static void Print(Terminal terminal, StepRecord record)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(terminal.Bold($"outputs in step {record.Step}"));
        TextTable.Print(
            terminal, [new("layer"), .. ((string[])["mean", "std", "dead", "saturated"]).Select(TableColumn.OfNumbers)],
            [.. record.Layers.Select(layer => (string[])
                [layer.Name, Number(layer.Mean), Number(layer.Deviation), $"{layer.DeadFraction:P1}", $"{layer.SaturatedFraction:P1}"])]);
        if (record.Weights.Count > 0)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine(terminal.Bold($"weights in step {record.Step}"));
            TextTable.Print(
                terminal,
                [new("weight"), .. ((string[])["std", "gradient std", "update std", "update/weight"]).Select(TableColumn.OfNumbers)],
                [.. record.Weights.Select(weight => (string[])[weight.Name, Number(weight.Deviation), Number(weight.GradientDeviation),
                    Number(weight.UpdateDeviation), Number(weight.UpdateRatio)])]);
        }

        terminal.Output.WriteLine();
    }

    private static string Number(double? value) => $"{value:G4}";
}
