using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Calibration;

/// <summary>The page of a calibration holds the numbers of its table, and says in words what was changed and what was left.</summary>
public sealed class CalibrationReportTests
{
    [Fact]
    public void Before_and_after_stand_by_depth_in_the_table_and_in_words()
    {
        Sequential model = Layers(new GlorotUniform());
        CalibrationTable table = model.Calibrate(
            [Batches.Normal(40, 6)], "lsuv", new CalibrationOptions { Keep = ["kept"] });
        Report report = CalibrationReport.Of(table);

        Assert.Equal("Calibration of small", report.Title);
        Assert.Equal(Standing.Good, report.Standing);
        CalibratedLayer[] changed = [table.Layers[0], table.Layers[2]];
        Assert.Equal(
            $"lsuv changed 2 of 3 kernels: the standard deviation of what they give was {changed.Min(layer => layer.Before):G3} to "
            + $"{changed.Max(layer => layer.Before):G3}, and is 1.", report.Verdict);
        Assert.Contains("kept stayed as it was: it is to be kept.", report.Summary);
        LineFigure figure = Assert.IsType<LineFigure>(report.Sections[0].Figures[0]);
        Assert.Equal(["a", "kept", "out"], figure.X.Names!);
        Assert.Equal(AxisScale.Logarithmic, figure.Y.Scale);
        Assert.Equal(["before", "after"], figure.Series.Select(series => series.Name));
        Assert.Equal(table.Layers.Select(layer => layer.Before!.Value), figure.Series[0].Values);
        Assert.Equal(table.Layers.Select(layer => layer.After!.Value), figure.Series[1].Values);
        TableFigure rows = Assert.IsType<TableFigure>(report.Sections[0].Figures[1]);
        Assert.Equal(["kept", "1", "0", "left: it is to be kept"], [rows.Rows[1][0], .. rows.Rows[1].Skip(3)]);
        Assert.Contains("Standard deviation by depth", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_weights_stand_beside_what_their_initializers_draw()
    {
        Sequential model = Layers(new RandomUniform(-0.5, 0.5));
        CalibrationTable table = model.Calibrate([Batches.Normal(40, 6)], "lsuv", new CalibrationOptions { Keep = ["kept"] });

        Assert.Equal(["a/kernel", "out/kernel"], table.Histograms.Select(histogram => histogram.Name));
        double[] values = Batches.Values(model, "a/kernel");
        Assert.Equal((values.Min(), values.Max()), (table.Histograms[0].Edges[0], table.Histograms[0].Edges[^1]));
        Assert.Equal(1, table.Histograms[0].Intended!.Density(0.1));
        PanelFigure panel = Assert.IsType<PanelFigure>(CalibrationReport.Of(table).Sections[1].Figures[0]);
        Assert.Equal(2, panel.Panels.Count);
    }

    [Fact]
    public void A_kernel_that_could_not_be_calibrated_is_told_and_one_without_a_number_is_bad()
    {
        Sequential dead = new([new Input([6]), new Dense(6, kernelInitializer: "zeros", name: "zeros"), new Dense(6, name: "dead")], seed: 1);
        Report report = CalibrationReport.Of(dead.Calibrate([Batches.Normal(40, 6)], "lsuv"));
        Assert.Equal(Standing.Doubtful, report.Standing);
        Assert.Equal("lsuv changed none of the 2 kernels.", report.Verdict);
        Assert.Contains("Note: 'dead' was left as drawn: dead, what it gives has no variance.", report.Summary);
        Assert.Single(report.Sections);

        Sequential wild = new(
            [new Input([6]), new Dense(6, kernelInitializer: new RandomNormal(0, 1e30), activation: "exponential", name: "a"), new Dense(6, name: "b")],
            seed: 1);
        wild.GetLayer("a").SetWeights([.. wild.GetLayer("a").GetWeights()]);
        Assert.Equal(Standing.Bad, CalibrationReport.Of(wild.Calibrate([Batches.Normal(40, 6)], "lsuv")).Standing);
    }

    [Fact]
    public void Kernels_of_one_layer_are_told_apart()
    {
        Model model = Model.Load(Repository.At("tests/Seedbed.Tests/Golden/training/attention.json"), seed: 1);
        CalibrationTable table = model.Calibrate("lsuv");

        string[] names = [.. table.Layers.Select(layer => layer.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names, Assert.IsType<LineFigure>(CalibrationReport.Of(table).Sections[0].Figures[0]).X.Names!);
    }

    private static Sequential Layers(Initializer kernel) => new(
        [
            new Input([6]), new Dense(20, activation: "relu", kernelInitializer: kernel, name: "a"),
            new Dense(20, kernelInitializer: kernel, name: "kept"), new Dense(4, kernelInitializer: kernel, name: "out"),
        ], name: "small", seed: 42);
}
