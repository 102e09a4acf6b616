using System.Diagnostics.CodeAnalysis;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Calibration;

/// <summary>What every calibration leaves alone, refuses, and puts back.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class ModelCalibrationTests
{
    private static readonly Samples s_samples = Batches.Normal(30, 6);

    [Fact]
    public void Given_values_stay_be_they_set_loaded_trained_or_named()
    {
        using TemporaryFolder folder = new();
        Sequential model = Layers();
        model.GetLayer("a").SetWeights([.. model.GetLayer("a").GetWeights()]);
        CalibrationTable table = model.Calibrate([s_samples], "lsuv", new CalibrationOptions { Keep = ["c", "other/**"] });
        Assert.Equal(
            ["left: its values were given, not drawn", null, "left: it is to be kept"], table.Layers.Select(layer => layer.Note));
        Assert.Equal(["b/kernel"], table.ChangedWeights);

        string file = Path.Combine(folder.Path, "w.safetensors");
        model.SaveWeights(file);
        Sequential loaded = Layers();
        loaded.LoadWeights(file);
        Assert.Empty(loaded.Calibrate([s_samples], "lsuv").ChangedWeights);

        Sequential trained = Layers();
        trained.Compile("sgd", "mse");
        trained.Fit(new DataSet(s_samples, new float[30, 3]), new FitOptions { Epochs = 1 });
        Assert.Empty(trained.Calibrate([s_samples], "data_dependent").ChangedWeights);
        trained.Initialize();
        Assert.Equal(3, trained.Calibrate([s_samples], "lsuv").ChangedWeights.Count);
    }

    [Fact]
    public void Kernels_that_draw_nothing_or_are_not_trained_stay()
    {
        Sequential model = new(
            [
                new Input([6]), new Dense(6, kernelInitializer: "identity", name: "identity"),
                new Dense(6, name: "frozen") { Trainable = false }, new Dense(6, kernelInitializer: "zeros", name: "zeros"),
                new Dense(6, name: "dead"),
            ], seed: 1);
        CalibrationTable table = model.Calibrate([s_samples], "lsuv");
        Assert.Equal(
            [
                "left: Identity draws nothing", "left: it is not trainable", "left: Zeros draws nothing",
                "left: dead, what it gives has no variance",
            ], table.Layers.Select(layer => layer.Note));
        Assert.Empty(table.ChangedWeights);
        Assert.Equal(["'dead' was left as drawn: dead, what it gives has no variance."], table.Notes);
    }

    [Fact]
    public void What_does_not_follow_its_kernel_stays()
    {
        Sequential model = new(
            [new Input([6]), new Dense(6, biasInitializer: new RandomNormal(0, 5, 3), name: "biased"), new Dense(6, name: "behind")], seed: 1);
        float[][] before = [.. model.GetWeights()];
        CalibrationTable table = model.Calibrate([s_samples], "lsuv(tries=4)");
        Assert.Contains("after 4 tries; it does not follow the kernel, or its bias is too large", table.Layers[0].Note, StringComparison.Ordinal);
        Assert.Equal(1, table.Layers[0].Factor);
        Assert.Equal(before[0], model.GetWeights()[0]);
        Assert.Equal(1, table.Layers[1].After!.Value, 0.05);
    }

    [Fact]
    public void The_values_do_not_depend_on_threads()
    {
        float[][][] values = [.. ((int[])[1, 4]).Select(threads =>
        {
            Model model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", "models", "f_zoo.json"), seed: 1);
            model.Calibrate("data_dependent", new CalibrationOptions { BatchSize = 8, Execution = new ExecutionOptions(threads) });
            return model.GetWeights().ToArray();
        })];
        Assert.Equal(values[0], values[1]);
    }

    [Fact]
    public void Wrong_samples_are_refused_and_change_nothing()
    {
        Sequential model = Layers();
        float[][] before = [.. model.GetWeights()];
        float[,] broken = new float[4, 6];
        broken[2, 1] = float.NaN;
        Refuses("input 0 of the data has the value NaN in sample 2; every value must be finite", broken);
        Refuses("there are no samples to calibrate with", new float[0, 6]);
        Refuses("takes [batch, 6]", new float[4, 5]);
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => model.Calibrate(
            [s_samples], "lsuv", new CalibrationOptions { Execution = new ExecutionOptions(1, stopped.Token) }));
        Assert.Throws<ArgumentException>(() => model.Calibrate([s_samples], "fixup"));
        Assert.Throws<ArgumentException>(() => model.Calibrate([s_samples], "orthogonal_recurrent"));
        Assert.Throws<ArgumentException>(() => model.Calibrate([s_samples], "lsvu"));
        Assert.Throws<ArgumentException>(() => model.Calibrate([s_samples], "lsuv(tolerance=1)"));
        Assert.Throws<ArgumentException>(() => model.Calibrate([s_samples], "lsuv(tries=0)"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibrationOptions { BatchSize = 0 });
        Assert.Equal(before, model.GetWeights());

        void Refuses(string sentence, Samples samples) => Assert.Contains(
            sentence, Assert.ThrowsAny<ArgumentException>(() => model.Calibrate([samples], "lsuv")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lsuv")]
    [InlineData("data_dependent")]
    [InlineData("critical")]
    public void Few_equal_and_empty_samples_leave_finite_weights(string method)
    {
        float[,] constant = new float[8, 6];
        for (int i = 0; i < 48; i++)
        {
            constant[i / 6, i % 6] = 2;
        }

        foreach (Samples samples in (Samples[])[Batches.Normal(1, 6), constant, new float[8, 6], Batches.Normal(2, 6)])
        {
            Sequential model = Layers();
            CalibrationTable table = model.Calibrate([samples], method);
            Assert.All(model.GetWeights(), weight => Assert.All(weight, value => Assert.True(float.IsFinite(value))));
            Assert.Equal(samples.Count, table.BatchSize);
            Assert.All(table.Layers, layer => Assert.True(double.IsFinite(layer.Factor)));
        }
    }

    [Fact]
    public void Without_data_the_inputs_are_drawn_and_told()
    {
        CalibrationTable table = Layers().Calibrate("lsuv", new CalibrationOptions { BatchSize = 100 });
        string note = Assert.Single(table.Notes);
        Assert.Contains("100 samples of independent N(0, 1), drawn from the seed 42", note, StringComparison.Ordinal);
        Assert.Equal(100, table.BatchSize);
        Sequential tokens = new([new Input([null]), new Embedding(5, 4), new GRU(3)], seed: 2);
        CalibrationTable embedded = tokens.Calibrate("lsuv");
        Assert.Contains("64 samples of tokens", Assert.Single(embedded.Notes), StringComparison.Ordinal);
        Assert.Contains("sizes that the model does not tell are 32", embedded.Notes[0], StringComparison.Ordinal);
        Assert.All(embedded.Layers, layer => Assert.InRange(layer.After!.Value, 0.9, 1.1));
    }

    [Fact]
    public void Large_models_get_a_smaller_batch_and_say_so()
    {
        Sequential model = new([new Input([2000, 2000, 1]), new MaxPooling2D(500), new Flatten(), new Dense(2, name: "out")], seed: 1);
        CalibrationTable table = model.Calibrate([Batches.Normal(1, 2000, 2000, 1)], "lsuv");
        Assert.Equal(1, table.BatchSize);
        Assert.Empty(table.Notes);
        Input input = new([3000, 3000, 1]);
        Model larger = new(input, new Flatten().On(new MaxPooling2D(1000).On(new ReLU().On(new ReLU().On(input)))), seed: 1);
        Assert.Contains("a batch of 14 samples", Assert.Single(larger.Calibrate([new byte[1, 3000, 3000, 1]], "lsuv").Notes), StringComparison.Ordinal);
    }

    private static Sequential Layers() => new(
        [new Input([6]), new Dense(5, activation: "relu", name: "a"), new Dense(4, activation: "tanh", name: "b"), new Dense(3, name: "c")], seed: 42);
}
