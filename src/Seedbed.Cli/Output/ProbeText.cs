using Seedbed.Cli.Probing;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Probes for people: a table of layers for each initializer, and what it means.</summary>
internal static class ProbeText
{
    /// <summary>Names in a sentence: more are not read, and stand in the table.</summary>
    private const int MostNames = 4;

    private static readonly TableColumn[] s_columns =
    [
        new("layer"), new("class"), TableColumn.OfNumbers("E[x²]"), TableColumn.OfNumbers("theory"), TableColumn.OfNumbers("mean"),
        TableColumn.OfNumbers("gradient"),
        TableColumn.OfNumbers("dead"), TableColumn.OfNumbers("saturated"), TableColumn.OfNumbers("rank"), TableColumn.OfNumbers("corr."),
    ];

    internal static void Print(Terminal terminal, IReadOnlyList<ProbedRun> runs, Bounds? bounds)
    {
        foreach ((int index, ProbedRun run) in runs.Index())
        {
            if (index > 0)
            {
                terminal.Output.WriteLine();
            }

            Print(terminal, run, bounds);
        }
    }

    private static void Print(Terminal terminal, ProbedRun run, Bounds? bounds)
    {
        ProbeResult result = run.Result;
        string seeds = result.Seeds == 1
            ? $"seed {result.FirstSeed}"
            : $"{result.Seeds} seeds from {result.FirstSeed}, medians; theory is of the mean";
        terminal.Output.WriteLine(terminal.Bold(PrintableText.Of(run.Initializer ?? result.Model.Name)));
        foreach (string line in WrappedText.Lines($"{result.InputsInWords}, {seeds}", terminal.Width))
        {
            terminal.Output.WriteLine(terminal.Dim(line));
        }

        TextTable.Print(terminal, s_columns, [.. result.Layers.Select(Row)]);
        PrintWidths(terminal, result);
        foreach (string line in Lines(result, bounds).SelectMany(line => WrappedText.Lines(line, terminal.Width)))
        {
            terminal.Output.WriteLine(line);
        }
    }

    private static void PrintWidths(Terminal terminal, ProbeResult result)
    {
        if (result.Coordinates is not [{ } first, ..])
        {
            return;
        }

        string quantity = first.Changes.Count > 0 ? "E|Δx|" : "E|x|";
        terminal.Output.WriteLine();
        TextTable.Print(
            terminal,
            [
                new("layer"), .. first.Widths.Select(width => TableColumn.OfNumbers($"{quantity} {width}")), TableColumn.OfNumbers("slope"),
                new("by width"),
            ],
            [.. result.Coordinates.Select(check => (string[])
            [
                check.Name, .. (check.Changes.Count > 0 ? check.Changes : check.Sizes).Select(size => $"{size:G3}"),
                $"{(check.Changes.Count > 0 ? check.ChangeSlope : check.Slope):F2}", check.Trend,
            ])]);
    }

    private static string[] Row(LayerProbe layer) =>
    [
        layer.Node.Name, layer.Node.ClassName, Number(layer, signal => signal.SecondMoment),
        layer.Predicted?.SecondMoment is { } predicted ? $"{predicted:G3}" : "-", Number(layer, signal => signal.ForwardMean),
        Number(layer, signal => signal.GradientStd), Share(layer, signal => signal.DeadFraction),
        Share(layer, signal => signal.SaturatedFraction), Number(layer, signal => signal.EffectiveRank),
        Number(layer, signal => signal.Correlation),
    ];

    private static string Number(LayerProbe layer, Func<LayerSignal, double> quantity) => layer.BandOf(quantity).Median switch
    {
        double.NaN => "-",
        double value => $"{value:G3}",
    };

    private static string Share(LayerProbe layer, Func<LayerSignal, double> quantity) => layer.BandOf(quantity).Median switch
    {
        double.NaN => "-",
        double value => $"{value:P0}".Replace(" ", "", StringComparison.Ordinal),
    };

    private static IEnumerable<string> Lines(ProbeResult result, Bounds? bounds)
    {
        foreach (SignalFinding finding in result.Findings)
        {
            yield return $"{finding.Sentence}";
        }

        if (result.Findings.Count == 0)
        {
            yield return "Signal and gradient reach every layer.";
        }

        if (result.Spectra is { Jacobian: [double largest, ..] values } spectra)
        {
            yield return $"Input-output Jacobian: {values.Count} singular values from {values[^1]:G3} to {largest:G3}, mean square "
                + $"{spectra.MeanSquare:G3}.";
        }

        if (result.UpdateRatios.Count > 0)
        {
            double[] ratios = [.. result.UpdateRatios.Values.Order()];
            yield return $"The first steps move weights by {ratios[0]:G3} to {ratios[^1]:G3} of their norm, median "
                + $"{ratios[ratios.Length / 2]:G3}; 1e-4 to 1e-2 is usual.";
        }

        if (result.Coordinates is [{ } first, ..])
        {
            string what = first.Changes.Count > 0 ? "What the first steps change" : "The size of values";
            string[] moving = [.. result.Coordinates.Where(check => check.Trend != "flat").Select(check => $"{check.Name} {check.Trend}")];
            yield return moving.Length == 0
                ? $"{what} does not depend on the width."
                : $"{what} depends on the width: {string.Join(", ", moving.Take(MostNames))}"
                    + $"{(moving.Length > MostNames ? $" and {moving.Length - MostNames} more" : "")}.";
        }

        if (bounds is { } asserted)
        {
            yield return result.FirstOutside(asserted.Low, asserted.High) is var (layer, ratio)
                ? $"--assert {asserted} does not hold: the second moment of {layer.Node.Name} is {ratio:G4} times the first layer's."
                : $"--assert {asserted} holds for every layer with weights.";
        }
    }
}
