using System.Text.Json.Nodes;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Diagnoses for people: what is wrong, the change, the evidence.</summary>
internal static class DiagnoseText
{
    private const int MostOperations = 4;

    private static readonly TableColumn[] s_columns =
        [
            new("initialization"), TableColumn.OfNumbers("seed"), TableColumn.OfNumbers("faults"), TableColumn.OfNumbers("steps"),
            TableColumn.OfNumbers("first loss"), TableColumn.OfNumbers("loss"),
        ];

    private static readonly TableColumn[] s_pairs =
        [
            TableColumn.OfNumbers("seed"), TableColumn.OfNumbers("steps"), TableColumn.OfNumbers("before"), TableColumn.OfNumbers("after"),
        ];

    internal static void Print(Terminal terminal, Diagnosis diagnosis)
    {
        terminal.Output.WriteLine(terminal.Bold(PrintableText.Of(diagnosis.Model.Name)));
        if (diagnosis.IsHealthy)
        {
            Write(terminal, $"Healthy: signal and gradient reach every layer. ({diagnosis.TrainedOn})");
            return;
        }

        foreach (SignalFinding fault in diagnosis.Faults)
        {
            Write(terminal, $"{AdviseJson.NameOf(fault.Fault).Replace('_', ' ')}, since {fault.Node.Name}: {fault.Sentence}");
        }

        Write(terminal, $"({diagnosis.TrainedOn})");
        if (diagnosis.Trials.Count > 1)
        {
            terminal.Output.WriteLine();
            TextTable.Print(terminal, s_columns, [.. diagnosis.Trials.Select(trial =>
                (string[])
                [
                    trial.Name, $"{trial.Seed}", $"{trial.FaultsLeft}", $"{trial.Steps}", $"{trial.FirstLoss:G4}", $"{trial.Loss:G4}",
                ])]);
        }

        if (diagnosis.Change is { } change)
        {
            Print(terminal, diagnosis, change);
        }
        else if (diagnosis.Trials.Count > 1)
        {
            Write(
                terminal,
                "No initialization that was tried is better: the fault lies elsewhere, in depth, activations or normalization.");
        }
    }

    private static void Print(Terminal terminal, Diagnosis diagnosis, ModelChange change)
    {
        terminal.Output.WriteLine();
        Write(terminal, $"The change: {change.Description}");
        terminal.Output.WriteLine(terminal.Dim("C#:"));
        terminal.Output.WriteLine(PrintableText.Of(change.CSharp));
        terminal.Output.WriteLine(terminal.Dim("JSON patch (RFC 6902):"));
        foreach (JsonNode? operation in change.Patch.Take(MostOperations))
        {
            terminal.Output.WriteLine(PrintableText.Of(operation!.ToJsonString()));
        }

        if (change.Patch.Count > MostOperations)
        {
            Write(terminal, $"and {change.Patch.Count - MostOperations} more alike; --json has them all.");
        }

        if (change.Command is { } command)
        {
            terminal.Output.WriteLine(terminal.Dim("and then, since a file holds no calibration:"));
            terminal.Output.WriteLine(PrintableText.Of(command));
        }

        terminal.Output.WriteLine();
        Write(terminal, "The evidence, losses of trainings with other seeds:");
        TextTable.Print(terminal, s_pairs, [.. diagnosis.Evidence.Select(pair =>
            (string[])[$"{pair.Before.Seed}", $"{pair.After.Steps}", $"{pair.Before.Loss:G4}", $"{pair.After.Loss:G4}"])]);
        if (diagnosis.Caveat is { } caveat)
        {
            Write(terminal, caveat);
        }
    }

    private static void Write(Terminal terminal, string text)
    {
        foreach (string line in WrappedText.Lines(text, terminal.Width))
        {
            terminal.Output.WriteLine(line);
        }
    }
}
