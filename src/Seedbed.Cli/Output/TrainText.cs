using Seedbed.Cli.Training;
using Seedbed.Training;

namespace Seedbed.Cli.Output;

/// <summary>Trained models for people: a line an epoch, where there are several runs their curves side by side.</summary>
internal static class TrainText
{
    private const string Epoch = "epoch";

    internal static void Print(Terminal terminal, TrainRequest request, IReadOnlyList<TrainedRun> runs)
    {
        if (runs is [TrainedRun only])
        {
            PrintHistory(terminal, only.History);
        }
        else
        {
            foreach (string name in runs[0].History.Names)
            {
                PrintCurves(terminal, name, runs);
            }
        }

        PrintEvaluations(terminal, runs);
        if (request.Output is { } path)
        {
            FactList.Print(terminal, "file", path);
        }
    }

    private static void PrintHistory(Terminal terminal, History history)
    {
        TableColumn[] columns = [.. history.Names.Prepend(Epoch).Select(TableColumn.OfNumbers)];
        TextTable.Print(terminal, columns, [.. Enumerable.Range(0, history.Epochs)
            .Select(epoch => (string[])[$"{epoch + 1}", .. history.Names.Select(name => Number(history[name][epoch]))])]);
        terminal.Output.WriteLine();
    }

    /// <summary>One value of every run: a column a run.</summary>
    private static void PrintCurves(Terminal terminal, string name, IReadOnlyList<TrainedRun> runs)
    {
        terminal.Output.WriteLine(terminal.Bold(name));
        TableColumn[] columns = [.. runs.Select(run => $"{run.Initializer}").Prepend(Epoch).Select(TableColumn.OfNumbers)];
        TextTable.Print(terminal, columns, [.. Enumerable.Range(0, runs.Max(run => run.History.Epochs))
            .Select(epoch => (string[])[$"{epoch + 1}",
                .. runs.Select(run => epoch < run.History.Epochs ? Number(run.History[name][epoch]) : "")])]);
        terminal.Output.WriteLine();
    }

    private static void PrintEvaluations(Terminal terminal, IReadOnlyList<TrainedRun> runs)
    {
        foreach (TrainedRun run in runs)
        {
            if (run.Evaluation is not { } evaluation)
            {
                continue;
            }

            string values = string.Join(", ", evaluation.Names.Select(name => $"{name} {Number(evaluation[name])}"));
            FactList.Print(terminal, "evaluate", run.Initializer is null ? values : $"{values} ({run.Initializer})");
        }
    }

    private static string Number(double value) => $"{value:G6}";
}
