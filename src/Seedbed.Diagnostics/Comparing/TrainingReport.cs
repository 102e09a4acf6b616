namespace Seedbed.Diagnostics;

/// <summary>Trainings as a page: curves with bands, whether they differ by more than noise, and what was monitored.</summary>
/// <example>
/// <code>
/// ComparedRun run = new("he_normal", 1, new Dictionary&lt;string, IReadOnlyList&lt;double&gt;&gt; { ["loss"] = [1.1, 0.6, 0.4] });
/// Report report = TrainingReport.Of("model", RunComparison.Of([run], "loss"));
/// Console.WriteLine(report.Summary[0]);
/// </code>
/// </example>
public static class TrainingReport
{
    /// <summary>The report.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="comparison">The trainings, one or more.</param>
    /// <param name="monitors">What was recorded of some of them, by the initializer's name.</param>
    public static Report Of(
        string model, RunComparison comparison, IReadOnlyList<(string Name, SignalMonitor Monitor)>? monitors = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        monitors ??= [];
        MonitorWarning[] warnings = [.. monitors.SelectMany(each => each.Monitor.Warnings)];
        CurveBand[] last = [.. comparison.Bands.Where(band => band.Quantity == comparison.Quantity)];
        bool isRising = ComparedRun.WorstOf(comparison.Quantity) < 0;
        CurveBand best = isRising ? last.MaxBy(band => band.Median[^1])! : last.MinBy(LeastOf)!;
        return new Report($"Training of {model}")
        {
            Verdict = last.Length == 1
                ? $"The last {comparison.Quantity} is {best.Median[^1]:G4}."
                : $"{best.Name} ends with the {(isRising ? "greatest" : "least")} {comparison.Quantity}, {best.Median[^1]:G4}.",
            Standing = warnings.Length > 0 ? Standing.Doubtful : Standing.Neutral,
            Summary =
            [
                .. last.Select(band => $"{band.Name}: {comparison.Quantity} {band.Median[^1]:G4} (median of {band.Runs})."),
                .. comparison.Differences.Where(each => each.Seeds.Count > 1).Select(each => each.Sentence),
                .. warnings.Select(warning => warning.Sentence),
            ],
            Facts =
            [
                new("Model", model), new("Epochs", $"{best.Median.Count}"),
                new("Runs", string.Join(", ", last.Select(band => $"{band.Runs} of {band.Name}"))),
            ],
            Sections = [new("Curves", [.. Curves(comparison)]), .. Monitored(monitors)],
        };
    }

    /// <summary>The last median; NaN, where all runs failed, behind all numbers.</summary>
    private static double LeastOf(CurveBand band) => double.IsNaN(band.Median[^1]) ? double.PositiveInfinity : band.Median[^1];

    private static IEnumerable<LineFigure> Curves(RunComparison comparison) =>
        comparison.Bands.GroupBy(band => band.Quantity).Select(bands => new LineFigure(
            bands.Key, "By epoch; the line is the median of the seeds, the band from the least to the greatest.", new Axis("epoch"),
            new Axis(bands.Key), [.. bands.Select(band => new Series(band.Name, band.Median)
            {
                X = [.. Enumerable.Range(1, band.Median.Count).Select(epoch => (double)epoch)],
                Low = band.Runs > 1 ? band.Least : null,
                High = band.Runs > 1 ? band.Greatest : null,
            })]));

    private static IEnumerable<ReportSection> Monitored(IReadOnlyList<(string Name, SignalMonitor Monitor)> monitors)
    {
        foreach ((string name, SignalMonitor monitor) in monitors.Where(each => each.Monitor.Records.Count > 0))
        {
            StepRecord[] steps = [.. monitor.Records];
            string[] layers = [.. steps[0].Layers.Select(layer => layer.Name)];
            string[] weights = [.. steps.First(step => step.Weights.Count > 0 || step == steps[^1]).Weights.Select(weight => weight.Name)
                .Where(weight => weight.EndsWith("kernel", StringComparison.Ordinal))];
            yield return new ReportSection($"While training: {name}",
            [
                Steps("Outputs", "The standard deviation of layers' outputs.", "std", ValueHistogram.Some(layers), steps,
                    (step, layer) => step.Layers.FirstOrDefault(each => each.Name == layer)?.Deviation),
                Steps("Gradients", "The standard deviation of kernels' gradients.", "std", ValueHistogram.Some(weights), steps,
                    (step, weight) => step.Weights.FirstOrDefault(each => each.Name == weight)?.GradientDeviation),
                Steps("Updates", "‖Δw‖/‖w‖ of kernels; 1e-4 to 1e-2 is usual.", "ratio", ValueHistogram.Some(weights), steps,
                    (step, weight) => step.Weights.FirstOrDefault(each => each.Name == weight)?.UpdateRatio),
            ]);
        }
    }

    private static LineFigure Steps(
        string title, string caption, string axis, string[] names, StepRecord[] steps, Func<StepRecord, string, double?> valueOf) => new(
        title, caption, new Axis("step"), new Axis(axis, AxisScale.Logarithmic),
        [.. names.Select(name =>
        {
            (double Step, double Value)[] points = [.. steps.Where(step => valueOf(step, name) is not null)
                .Select(step => ((double)step.Step, valueOf(step, name)!.Value))];
            return new Series(name, [.. points.Select(point => point.Value)]) { X = [.. points.Select(point => point.Step)] };
        })]);
}
