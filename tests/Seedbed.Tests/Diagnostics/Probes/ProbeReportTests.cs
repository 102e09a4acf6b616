using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Probes;

/// <summary>The pages of probes and trainings: their figures hold the numbers that were measured.</summary>
public sealed class ProbeReportTests
{
    [Fact]
    public void A_page_has_the_signal_beside_theory_and_a_verdict()
    {
        ProbeResult own = SignalProbe.Run(Stack("relu", new GlorotUniform()), new ProbeOptions { Seeds = 3, Seed = 1 });
        ProbeResult he = SignalProbe.Run(Stack("relu", new HeNormal()), new ProbeOptions { Seeds = 3, Seed = 1 });
        Report report = ProbeReport.Of([("glorot", own), ("he", he)]);

        Assert.Equal("Signal and gradient reach every layer with he, and with no other initialization.", report.Verdict);
        Assert.Equal(Standing.Doubtful, report.Standing);
        LineFigure forward = Assert.IsType<LineFigure>(report.Sections[0].Figures[0]);
        Assert.Equal(["glorot", "glorot, theory", "he", "he, theory"], forward.Series.Select(series => series.Name));
        Assert.Equal(own.Weighted.Select(layer => layer.SecondMoment.Median), forward.Series[0].Values);
        Assert.Equal(own.Weighted.Select(layer => layer.SecondMoment.High), forward.Series[0].High!);
        Assert.Equal(own.Weighted.Select(layer => layer.Predicted!.SecondMoment!.Value), forward.Series[1].Values);
        Assert.Equal(6, Assert.IsType<PanelFigure>(report.Sections[0].Figures[2]).Panels.Count);
        Assert.Equal(
            ["Dead units", "Input-output Jacobian", "Weights", "Weights and their intended density"],
            report.Sections.Skip(2).SelectMany(section => section.Figures).Select(figure => figure.Title));
        Assert.Contains("Second moment by depth", report.ToHtml(), StringComparison.Ordinal);

        // The bound is one of the mean, and few large seeds take that far above the median.
        LayerProbe last = he.Weighted.Last();
        Assert.Contains(
            $"by the mean of the seeds, which is not the median that is drawn: behind {last.Node.Name} the mean is {last.SecondMoment.Mean:G3}, "
            + $"theory's {last.Predicted!.SecondMoment:G3}, the median {last.SecondMoment.Median:G3}.",
            report.Summary[^1], StringComparison.Ordinal);
        Assert.Contains("Lines are medians", forward.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void The_intended_density_lies_over_the_weights()
    {
        ProbeResult result = SignalProbe.Run(Stack("relu", new RandomUniform(-0.5, 0.5)), new ProbeOptions { Seed = 1 });
        ValueHistogram histogram = result.Histograms[0];

        Assert.Equal(16 * 32, histogram.Counts.Sum());
        Assert.InRange(histogram.Edges[0], -0.5, -0.48);
        Assert.Equal(1, histogram.Intended!.Density(0.1));
    }

    [Fact]
    public void A_network_of_one_activation_stands_beside_the_critical_line()
    {
        ProbeResult result = SignalProbe.Run(
            Stack("tanh", new VarianceScaling(1.5), new Constant(0.2)), new ProbeOptions { Seeds = 2, Seed = 1 });
        LineFigure chaos = ProbeReport.Of([("own", result)]).Sections.SelectMany(section => section.Figures).OfType<LineFigure>()
            .First(figure => figure.Title == "Order and chaos");

        // Schoenholz et al. 2017: σw² = 1.76 at σb² = .05.
        Series line = chaos.Series[0];
        int above = line.X!.Index().First(each => each.Item > 0.05).Index;
        Assert.InRange(1.76095, line.Values[above - 1], line.Values[above]);
        Assert.Equal(0.04, chaos.Series[1].X![0], 1e-6);
        Assert.Equal(1.5, chaos.Series[1].Values[0], 0.1);
    }

    [Fact]
    public void A_training_tells_curves_and_the_test()
    {
        ComparedRun[] runs = [.. Enumerable.Range(1, 6).SelectMany(seed => new[] { Run("a", seed, 0.5), Run("b", seed, 0.2) })];
        Report report = TrainingReport.Of("m", RunComparison.Of(runs, "loss"));

        Assert.Equal("b ends with the least loss, 0.235.", report.Verdict);
        Assert.Contains(report.Summary, sentence => sentence.Contains("more than noise", StringComparison.Ordinal));
        LineFigure curves = Assert.IsType<LineFigure>(report.Sections[0].Figures[0]);
        Assert.Equal([1, 0.535], curves.Series[0].Values);
        Assert.Equal([1, 0.51], curves.Series[0].Low!);

        static ComparedRun Run(string name, int seed, double last) => new(
            name, seed, new Dictionary<string, IReadOnlyList<double>> { ["loss"] = [1, last + (seed * 0.01)] });
    }

    private static Sequential Stack(string activation, Initializer scheme, Initializer? bias = null) => new(
    [
        new Input([16]), .. Enumerable.Range(0, 16).Select(_ => new Dense(
            32, activation: activation, kernelInitializer: scheme, biasInitializer: bias ?? new Zeros())),
        new Dense(4),
    ], seed: 3);
}
