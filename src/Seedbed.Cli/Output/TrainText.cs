using Seedbed.Cli.Training;

namespace Seedbed.Cli.Output;

/// <summary>Trained models for people: a line an epoch, where there are several runs their curves side by side.</summary>
internal static class TrainText
{
    private const string Epoch = "epoch";

    internal static void Print(Terminal terminal, TrainRequest request, TrainedRuns runs)
    {
        if (runs.Comparison is { } comparison)
        {
            ComparisonText.Print(terminal, runs.Runs, comparison);
        }
        else if (runs.Runs is [TrainedRun only])
        {
            PrintHistory(terminal, only);
        }
        else
        {
            foreach (string name in runs.Runs.MaxBy(run => run.Epochs)!.Values.Select(each => each.Key))
            {
                PrintCurves(terminal, name, runs.Runs);
            }
        }

        if (runs.Comparison is null)
        {
            PrintEvaluations(terminal, runs.Runs);
            PrintMonitors(terminal, request, runs.Runs);
        }

        if (request.Output is { } path)
        {
            FactList.Print(terminal, "file", path);
        }
    }

    internal static string Number(double value) => $"{value:G6}";

    private static void PrintHistory(Terminal terminal, TrainedRun run)
    {
        TableColumn[] columns = [.. run.Values.Select(each => each.Key).Prepend(Epoch).Select(TableColumn.OfNumbers)];
        TextTable.Print(terminal, columns, [.. Enumerable.Range(0, run.Epochs)
            .Select(epoch => (string[])[$"{epoch + 1}", .. run.Values.Select(each => Number(each.Value[epoch]))])]);
        terminal.Output.WriteLine();
    }

    /// <summary>One value of every run: a column a run.</summary>
    private static void PrintCurves(Terminal terminal, string name, IReadOnlyList<TrainedRun> runs)
    {
        terminal.Output.WriteLine(terminal.Bold(name));
        TableColumn[] columns = [.. runs.Select(run => $"{run.Initializer}").Prepend(Epoch).Select(TableColumn.OfNumbers)];
        IReadOnlyList<double>[] curves = [.. runs.Select(run => run.Values.FirstOrDefault(each => each.Key == name).Value ?? [])];
        TextTable.Print(terminal, columns, [.. Enumerable.Range(0, curves.Max(curve => curve.Count))
            .Select(epoch => (string[])[$"{epoch + 1}", .. curves.Select(curve => epoch < curve.Count ? Number(curve[epoch]) : "")])]);
        terminal.Output.WriteLine();
    }

    private static void PrintEvaluations(Terminal terminal, IReadOnlyList<TrainedRun> runs)
    {
        foreach (TrainedRun run in runs)
        {
            string? values = run.Failure is not null ? "failed, counts as infinite"
                : run.Evaluation is { } all ? string.Join(", ", all.Names.Select(name => $"{name} {Number(all[name])}"))
                : null;
            if (values is not null)
            {
                FactList.Print(terminal, "evaluate", run.Initializer is null ? values : $"{values} ({run.Initializer})");
            }
        }
    }

    /// <summary>What was recorded last of a run, or how many warnings several runs had.</summary>
    private static void PrintMonitors(Terminal terminal, TrainRequest request, IReadOnlyList<TrainedRun> runs)
    {
        foreach (TrainedRun run in runs)
        {
            if (run.Monitor is not { Records: [.., { } last] } monitor)
            {
                continue;
            }

            if (!request.IsComparison)
            {
                MonitorText.Print(terminal, last);
            }

            string count = $"{monitor.Records.Count} of {last.Step} steps recorded, {monitor.Warnings.Count} warnings";
            FactList.Print(terminal, "monitor", request.IsComparison ? $"{count} ({run.Name})" : count);
        }
    }
}
