namespace Seedbed.Diagnostics;

/// <summary>A probe, or several side by side, as a page.</summary>
/// <example>
/// <code>
/// Model model = Model.Load("samples/deep.json", seed: 1);
/// ProbeResult own = SignalProbe.Run(model, new ProbeOptions { Seeds = 3, Seed = 1 });
/// Report report = ProbeReport.Of([("its own initializers", own)]);
/// Console.WriteLine(report.Verdict);
/// </code>
/// </example>
public static class ProbeReport
{
    /// <summary>The report of probes of one model.</summary>
    /// <param name="probes">Each with the name of its initialization.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Report Of(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        if (probes.Count == 0)
        {
            throw new ArgumentException("there is no probe; give one or more.", nameof(probes));
        }

        ProbeResult first = probes[0].Result;
        SignalFinding[] findings = [.. probes.SelectMany(probe => probe.Result.Findings)];
        bool isWell = probes.Any(probe => probe.Result.Findings.Count == 0);
        return new Report($"Signal propagation in {first.Model.Name}")
        {
            Verdict = Verdict(probes),
            Standing = findings.Length == 0 ? Standing.Good : isWell ? Standing.Doubtful : Standing.Bad,
            Summary = [.. probes.SelectMany(Sentences)],
            Facts = [.. Facts(first)],
            Sections = [.. Sections(probes)],
        };
    }

    /// <summary>The figures of probes, for pages of more than a probe.</summary>
    /// <param name="probes">Each with the name of its initialization.</param>
    internal static IEnumerable<ReportSection> Sections(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        yield return new("The signal on its way forward", [Forward(probes), Correlation(probes), .. Activations(probes)]);
        if (probes.SelectMany(probe => probe.Result.Weighted).Any(layer => !double.IsNaN(layer.Signals[0].GradientNorm)))
        {
            yield return new("The gradient on its way back", [Backward(probes)]);
        }

        if (ChaosFigure.Of(probes) is { } chaos)
        {
            yield return new("Order and chaos", [chaos]);
        }

        Figure[] shares = [.. Shares(probes)];
        if (shares.Length > 0)
        {
            yield return new("Units that carry nothing", shares);
        }

        Figure[] spectra = [.. Spectra(probes)];
        if (spectra.Length > 0)
        {
            yield return new("Singular values", spectra);
        }

        Figure[] widths = [.. probes.Where(probe => probe.Result.Coordinates.Count > 0).Select(Coordinates)];
        if (widths.Length > 0)
        {
            yield return new("Other widths", widths);
        }

        if (probes[0].Result.Histograms is { Count: > 0 } histograms)
        {
            yield return new("Weights", [ValueHistogram.PanelOf(
                histograms, $"Values of kernels with {probes[0].Name} as bars; the line is what the initializer intends.")]);
        }
    }

    private static string Verdict(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        string[] well = [.. probes.Where(probe => probe.Result.Findings.Count == 0).Select(probe => probe.Name)];
        return well.Length == probes.Count ? "Signal and gradient reach every layer."
            : well.Length > 0 ? $"Signal and gradient reach every layer with {string.Join(", ", well)}, and with no other initialization."
            : probes.Count == 1 ? probes[0].Result.Findings[0].Sentence
            : "With none of these initializations do signal and gradient reach every layer.";
    }

    private static IEnumerable<string> Sentences((string Name, ProbeResult Result) probe)
    {
        foreach (SignalFinding finding in probe.Result.Findings)
        {
            yield return $"{probe.Name}: {finding.Sentence}";
        }

        LayerProbe[] predicted = [.. probe.Result.Weighted.Where(layer => layer.IsAsPredicted is not null)];
        if (predicted.Length > 0)
        {
            int met = predicted.Count(layer => layer.IsAsPredicted == true);
            string mean = probe.Result.Seeds == 1 ? "" : $", by the mean of the seeds, which is not the median that is drawn: behind "
                + $"{predicted[^1].Node.Name} the mean is {predicted[^1].SecondMoment.Mean:G3}, theory's "
                + $"{predicted[^1].Predicted!.SecondMoment:G3}, the median {predicted[^1].SecondMoment.Median:G3}";
            yield return $"{probe.Name}: {met} of {predicted.Length} layers with weights are where theory has them{mean}.";
        }
    }

    private static IEnumerable<Fact> Facts(ProbeResult result)
    {
        yield return new("Model", result.Model.Name);
        yield return new("Layers with weights", $"{result.Weighted.Count()} of {result.Layers.Count}");
        yield return new("Samples", result.InputsInWords);
        yield return new("Seeds", result.Seeds == 1 ? $"{result.FirstSeed}" : $"{result.Seeds}, from {result.FirstSeed} on");
        yield return new("Normalization", result.IsInference ? "by moving statistics" : "by the batch's statistics");
    }

    private static LineFigure Forward(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        List<Series> series = [];
        foreach ((int colour, (string name, ProbeResult result)) in probes.Index())
        {
            LayerProbe[] layers = [.. result.Weighted];
            series.Add(Line(name, layers, signal => signal.SecondMoment, colour));
            (double X, double Y)[] theory = [.. layers.Index().Where(each => each.Item.Predicted?.SecondMoment is not null)
                .Select(each => ((double)each.Index, each.Item.Predicted!.SecondMoment!.Value))];
            if (theory.Length > 0)
            {
                series.Add(new Series($"{name}, theory", [.. theory.Select(point => point.Y)])
                {
                    X = [.. theory.Select(point => point.X)], Style = SeriesStyle.Dashed, Colour = colour,
                });
            }
        }

        return new LineFigure(
            "Second moment by depth",
            "E[x²] of each layer with weights, before its activation; a signal that keeps its size is a level line. Lines are medians "
            + "of the seeds, bands hold their middle 80 %; broken lines are the means that theory predicts without running the model.",
            Depth(probes), new Axis("E[x²]", AxisScale.Logarithmic), series);
    }

    private static LineFigure Backward(IReadOnlyList<(string Name, ProbeResult Result)> probes) => new(
        "Gradient by depth",
        "The norm of dL/dx of one sample at each layer with weights, before its activation. Read from right to left: it starts at the "
        + "loss.",
        Depth(probes), new Axis("norm of dL/dx", AxisScale.Logarithmic),
        [.. probes.Select((probe, colour) => Line(probe.Name, [.. probe.Result.Weighted], signal => signal.GradientNorm, colour))]);

    private static LineFigure Correlation(IReadOnlyList<(string Name, ProbeResult Result)> probes) => new(
        "Cosine between two samples by depth",
        "At 1 a layer no longer tells samples apart: nothing behind it can.",
        Depth(probes), new Axis("mean cosine") { Minimum = LeastCosine(probes), Maximum = 1.02 },
        [.. probes.Select((probe, colour) => Line(probe.Name, [.. probe.Result.Weighted], signal => signal.Correlation, colour))]);

    private static IEnumerable<PanelFigure> Activations(IReadOnlyList<(string Name, ProbeResult Result)> probes) =>
        probes.Where(probe => probe.Result.Activations.Count > 0).Select(probe => new PanelFigure(
            $"Values of layers: {probe.Name}", "Some layers with weights, before their activations; each axis is that of its own values.",
            [.. probe.Result.Activations.Select(histogram => histogram.ToFigure())]) { SharesAxes = false });

    /// <summary>Where the axis of cosines begins: a little below 0, or the least of them.</summary>
    private static double LeastCosine(IReadOnlyList<(string Name, ProbeResult Result)> probes) => probes
        .SelectMany(probe => probe.Result.Weighted).Select(layer => layer.BandOf(signal => signal.Correlation).Low)
        .Where(double.IsFinite).Append(0).Min() - 0.05;

    private static IEnumerable<HeatMapFigure> Shares(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        foreach ((string title, string caption, Func<LayerSignal, double> share) in new (string, string, Func<LayerSignal, double>)[]
        {
            ("Dead units", "The share of units that give one value for all samples.", signal => signal.DeadFraction),
            ("Saturated outputs", "The share of outputs at the ends of a bounded activation, where its slope is nearly 0.",
                signal => signal.SaturatedFraction),
        })
        {
            LayerProbe[] told = [.. probes[0].Result.Layers.Where(layer => !double.IsNaN(layer.BandOf(share).Median))];
            if (told.Length > 0)
            {
                int[] places = [.. told.Select(layer => layer.Node.Index)];
                yield return new HeatMapFigure(
                    title, caption, Axis.Of("initialization", [.. probes.Select(probe => probe.Name)]),
                    Axis.Of("layer", [.. told.Select(layer => layer.Node.Name)]),
                    [.. probes.Select(probe => (IReadOnlyList<double>)[.. places.Select(
                        place => probe.Result.Layers[place].BandOf(share).Median)])],
                    new Axis("share") { Minimum = 0, Maximum = 1 });
            }
        }
    }

    private static IEnumerable<LineFigure> Spectra(IReadOnlyList<(string Name, ProbeResult Result)> probes)
    {
        (string, IReadOnlyList<double>)[] jacobians = [.. probes.Where(probe => probe.Result.Spectra is { Jacobian.Count: > 1 })
            .Select(probe => (probe.Name, probe.Result.Spectra!.Jacobian))];
        if (jacobians.Length > 0)
        {
            yield return LineFigure.Spectra(
                "Input-output Jacobian",
                "Singular values of the derivative of the last layer by the input, at one sample. All near 1: every direction reaches the "
                + "end as it is (dynamical isometry).", jacobians);
        }

        if (probes[0].Result.Spectra is { Weights.Count: > 0 } spectra)
        {
            yield return LineFigure.Spectra(
                "Weights", $"Singular values of weights with {probes[0].Name}.",
                [.. ValueHistogram.Some([.. spectra.Weights]).Select(weight => (weight.Name, weight.Values))]);
        }
    }

    private static LineFigure Coordinates((string Name, ProbeResult Result) probe)
    {
        IReadOnlyList<CoordinateCheck> checks = probe.Result.Coordinates;
        bool hasSteps = checks[0].Changes.Count > 0;
        return new LineFigure(
            $"{(hasSteps ? "Change of layers by width" : "Size of layers by width")}: {probe.Name}",
            (hasSteps ? $"E|Δx| of layers with weights, before their activations, over the first {UpdateRatios.Steps} steps. "
                : "E|x| of layers with weights, before their activations. ")
            + "Level lines: what works at one width works at others.",
            new Axis("width", AxisScale.Logarithmic), new Axis(hasSteps ? "E|Δx|" : "E|x|", AxisScale.Logarithmic),
            [.. ValueHistogram.Some([.. checks]).Select(check => new Series(
                $"{check.Name}, {check.Trend}", hasSteps ? check.Changes : check.Sizes)
            {
                X = [.. check.Widths.Select(width => (double)width)],
            })]);
    }

    private static Series Line(string name, LayerProbe[] layers, Func<LayerSignal, double> quantity, int colour)
    {
        Band[] bands = [.. layers.Select(layer => layer.BandOf(quantity))];
        Series series = new(name, [.. bands.Select(band => band.Median)]) { Colour = colour };
        return layers is [{ Signals.Count: > 1 }, ..]
            ? series with { Low = [.. bands.Select(band => band.Low)], High = [.. bands.Select(band => band.High)] }
            : series;
    }

    private static Axis Depth(IReadOnlyList<(string Name, ProbeResult Result)> probes) =>
        Axis.Of("layer", [.. probes[0].Result.Weighted.Select(layer => layer.Node.Name)]);
}
