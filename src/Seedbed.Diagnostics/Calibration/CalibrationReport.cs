using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>A calibration as a page.</summary>
/// <example>
/// <code>
/// Model model = Model.Load("samples/deep.json", seed: 42);
/// CalibrationTable table = model.Calibrate(DataSet.Read("samples/digits.npz"), Calibration.Lsuv);
/// Report report = CalibrationReport.Of(table);
/// Console.WriteLine(report.Verdict);
/// </code>
/// </example>
public static class CalibrationReport
{
    /// <summary>Names in a sentence: more are not read, and stand in the table.</summary>
    private const int MostNames = 4;

    /// <summary>What notes of rows begin with that were not changed.</summary>
    private const string Left = "left: ";

    /// <summary>The report of a calibration: what it changed in words, before and after by depth, the table, and the weights.</summary>
    /// <param name="table">What was changed.</param>
    public static Report Of(CalibrationTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        CalibratedLayer[] changed = [.. table.Layers.Where(layer => table.ChangedWeights.Contains(layer.Weight))];
        return new Report($"Calibration of {table.Model.Name}")
        {
            Verdict = Verdict(table, changed),
            Standing = table.Layers.Any(layer => layer.After is null) ? Standing.Bad
                : table.HasFailures ? Standing.Doubtful
                : Standing.Good,
            Summary = [.. Sentences(table, changed)],
            Facts =
            [
                new("Model", table.Model.Name), new("Method", $"{table.Method}"), new("Samples", $"{table.BatchSize}"),
                new("Seed", $"{table.Model.Seed}"),
            ],
            Sections = [.. Sections(table)],
        };
    }

    private static string Verdict(CalibrationTable table, CalibratedLayer[] changed)
    {
        string name = table.Method.Own.Aliases[0];
        int kernels = table.Layers.Select(layer => layer.Weight).OfType<string>().Distinct().Count();
        return changed.Length == 0
            ? $"{name} changed none of the {kernels} kernels."
            : $"{name} changed {changed.Select(layer => layer.Weight).Distinct().Count()} of {kernels} kernels: the standard deviation of "
                + $"what they give was {Range(changed, layer => layer.Before)}, and is {Range(changed, layer => layer.After)}.";
    }

    private static string Range(CalibratedLayer[] layers, Func<CalibratedLayer, double?> deviation)
    {
        double[] numbers = [.. layers.Select(deviation).OfType<double>().Order()];
        string[] ends = numbers.Length == 0 ? [] : [Digits.Rounded(numbers[0]), Digits.Rounded(numbers[^1])];
        return string.Join(
            " or ", [.. ends.Length == 0 ? (string[])[] : [string.Join(" to ", ends.Distinct())],
                .. numbers.Length < layers.Length ? (string[])["no number"] : []]);
    }

    private static IEnumerable<string> Sentences(CalibrationTable table, CalibratedLayer[] changed)
    {
        yield return $"{table.Method}: {table.Method.Own.Formula} ({table.Method.Own.Source}).";
        string[] others = [.. table.ChangedWeights.Except(changed.Select(layer => layer.Weight!))];
        if (others.Length > 0)
        {
            yield return $"{NamesOf(others)} {(others.Length == 1 ? "has" : "have")} other values too.";
        }

        foreach (IGrouping<string, CalibratedLayer> left in table.Layers.Where(layer => layer.Note is not null)
            .GroupBy(layer => layer.Note!))
        {
            string names = NamesOf([.. left.Select(layer => layer.Name)]);
            yield return left.Key.StartsWith(Left, StringComparison.Ordinal)
                ? $"{names} stayed as {(left.Count() == 1 ? "it was" : "they were")}: {left.Key[Left.Length..]}."
                : $"{names}: {left.Key}.";
        }

        foreach (string note in table.Notes)
        {
            yield return $"Note: {note}";
        }
    }

    private static string NamesOf(string[] names) => string.Join(", ", names.Take(MostNames).Select(name => name.Excerpt()))
        + (names.Length > MostNames ? $" and {names.Length - MostNames} more" : "");

    private static IEnumerable<ReportSection> Sections(CalibrationTable table)
    {
        if (table.Layers.Count == 0)
        {
            yield break;
        }

        yield return new("Before and after", [ByDepth(table), Rows(table)]);
        if (table.Histograms.Count > 0)
        {
            yield return new("Weights", [ValueHistogram.PanelOf(
                table.Histograms,
                "Values of changed kernels as bars; the line is what their initializers draw from.")]);
        }
    }

    private static LineFigure ByDepth(CalibrationTable table)
    {
        return new LineFigure(
            "Standard deviation by depth",
            "Of each kernel's layer, before its activation, over the batch and all units; of recurrent layers that of x·W. A signal that "
            + "keeps its size is a level line.",
            Axis.Of("layer", [.. table.Layers.Select(layer => layer.Name)]), new Axis("std", AxisScale.Logarithmic),
            [Line("before", layer => layer.Before), Line("after", layer => layer.After)])
        {
            References = table.Method is LayerSequentialUnitVariance ? [new ReferenceLine("unit variance", 1)] : [],
        };

        Series Line(string name, Func<CalibratedLayer, double?> deviation) =>
            new(name, [.. table.Layers.Select(layer => deviation(layer) ?? double.NaN)]);
    }

    private static TableFigure Rows(CalibrationTable table) => new(
        "What was changed", "factor: by how much the kernel's root mean square grew; tries: how often it was rescaled.",
        ["layer", "std before", "std after", "factor", "tries", "note"],
        [.. table.Layers.Select(layer => (IReadOnlyList<string>)
        [
            layer.Name, Digits.Of(layer.Before ?? double.NaN), Digits.Of(layer.After ?? double.NaN), Digits.Of(layer.Factor),
            $"{layer.Tries}", layer.Note ?? "",
        ])]);
}
