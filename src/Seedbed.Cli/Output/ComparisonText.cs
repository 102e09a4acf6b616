using Seedbed.Cli.Training;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Runs from several seeds for people: the median of each curve between its least and greatest, the runs, and the tests.</summary>
internal static class ComparisonText
{
    internal static void Print(Terminal terminal, IReadOnlyList<TrainedRun> runs, RunComparison comparison)
    {
        foreach (IGrouping<string, CurveBand> bands in comparison.Bands.GroupBy(band => band.Quantity))
        {
            PrintBands(terminal, [.. bands]);
            if (bands.Key == comparison.Quantity)
            {
                CurvePlot.Print(terminal, [.. bands]);
            }
        }

        PrintRuns(terminal, runs);
        foreach (PairedDifference difference in comparison.Differences)
        {
            FactList.Print(terminal, "difference", difference.Sentence);
        }
    }

    private static void PrintBands(Terminal terminal, CurveBand[] bands)
    {
        terminal.Output.WriteLine(terminal.Bold($"{bands[0].Quantity}, median, least and greatest of {bands.Max(band => band.Runs)} runs"));
        IEnumerable<string> titles = bands.SelectMany(band => (string[])[band.Name, "least", "greatest"]);
        TableColumn[] columns = [.. titles.Prepend("epoch").Select(TableColumn.OfNumbers)];
        TextTable.Print(terminal, columns, [.. Enumerable.Range(0, bands[0].Median.Count).Select(epoch => (string[])
            [$"{epoch + 1}", .. bands.SelectMany(band => Numbers(band, epoch))])]);
        terminal.Output.WriteLine();
    }

    private static void PrintRuns(Terminal terminal, IReadOnlyList<TrainedRun> runs)
    {
        IReadOnlyList<string> names = runs.FirstOrDefault(run => run.Evaluation is not null)?.Evaluation?.Names ?? [];
        string[] monitored = runs[0].Monitor is null ? [] : ["warnings"];
        TableColumn[] columns = [new("evaluate"), .. names.Prepend("seed").Concat(monitored).Select(TableColumn.OfNumbers)];
        TextTable.Print(terminal, columns, [.. runs.Select(run => (string[])
            [run.Name, $"{run.Seed}", .. names.Select(name => run.Evaluation is { } values ? Number(values[name]) : "failed"),
                .. monitored.Select(_ => $"{run.Monitor?.Warnings.Count}")])]);
        terminal.Output.WriteLine();
    }

    private static IEnumerable<string> Numbers(CurveBand band, int epoch) =>
        ((double[])[band.Median[epoch], band.Least[epoch], band.Greatest[epoch]]).Select(Number);

    private static string Number(double value) => double.IsNaN(value) ? "" : TrainText.Number(value);
}
