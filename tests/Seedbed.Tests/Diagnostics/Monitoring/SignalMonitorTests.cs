using System.Diagnostics.CodeAnalysis;
using Seedbed.Diagnostics;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Networks.Training;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Monitoring;

/// <summary>What a monitor records, against plain sums over what another callback copies; and that the training is the same.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class SignalMonitorTests
{
    private static readonly DataSet s_spirals = Spirals.Create(90, seed: 1);

    public static TheoryData<string> Models => ["mlp", "cnn", "batchnorm", "lstm", "attention"];

    [Theory]
    [InlineData(20, "1 2 5 10 20 40")]
    [InlineData(1000, "1 2 5 10")]
    [InlineData(5, "1 2 5 10 15 20 25 30 35 40 45")]
    public void The_first_steps_and_every_nth_are_recorded(int every, string steps)
    {
        SignalMonitor monitor = new(every);
        Fit(Small("tanh"), monitor, epochs: 5, batchSize: 10);

        Assert.Equal(steps, string.Join(' ', monitor.Records.Select(record => $"{record.Step}")));
        Assert.All(monitor.Records, record => Assert.Equal((record.Step + 8) / 9, record.Epoch));
    }

    /// <summary>The models of Keras's runs, with convolutions, pooling, normalization, dropout, recurrence and attention.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void A_monitored_training_learns_the_same_bits(string name)
    {
        DataSet data = DataSet.Read(TrainingFiles.PathOf(name + ".data.npz"));
        SignalMonitor monitor = new(every: 3);
        float[][][] weights = [.. new Callback[][] { [monitor], [] }.Select(callbacks =>
        {
            Model model = Model.Load(TrainingFiles.PathOf(name + ".json"), seed: 5);
            model.Compile("adam", TrainingFiles.Curve(name).GetProperty("loss").GetString()!);
            model.Fit(data, new FitOptions { Epochs = 2, Callbacks = callbacks });
            return model.GetWeights().ToArray();
        })];

        Assert.Equal(weights[1], weights[0]);
        Assert.True(monitor.Records.Count >= 4);
        Assert.Empty(monitor.Warnings);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Every_number_is_that_of_plain_sums(ElementType type)
    {
        string dtype = type.Name();
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), $$$$$"""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "i", "dtype": "{{{{{dtype}}}}}"}},
              {"class_name": "Dense", "config": {"name": "relu", "units": 9, "activation": "relu", "dtype": "{{{{{dtype}}}}}"}},
              {"class_name": "Dense", "config": {"name": "tanh", "units": 5, "activation": "tanh", "dtype": "{{{{{dtype}}}}}",
                "kernel_initializer": {"class_name": "RandomNormal", "config": {"stddev": 3.0}}}},
              {"class_name": "Dense", "config": {"name": "out", "units": 3, "activation": "softmax", "dtype": "{{{{{dtype}}}}}"}}]}}
            """);
        Model model = Model.Load(folder.At("m.json"), seed: 7);
        SignalMonitor monitor = new(every: 1);
        Copying copying = new();
        model.Compile("SGD(learning_rate=0.1)", "sparse_categorical_crossentropy");
        model.Fit(s_spirals, new FitOptions { BatchSize = 30, Callbacks = [copying] });
        Dictionary<string, double[]>[] steps = [.. copying.Steps];
        model.Initialize();
        model.Fit(s_spirals, new FitOptions { BatchSize = 30, Callbacks = [monitor] });

        Assert.Equal(3, monitor.Records.Count);
        Assert.Equal(type, model.Weights[0].Type);
        foreach ((StepRecord record, Dictionary<string, double[]> step) in monitor.Records.Zip(steps))
        {
            Assert.Equal(step["loss"][0], record.Loss);
            Assert.Equal(0.1, record.LearningRate, 12);
            Assert.Equal(["relu", "tanh", "out"], record.Layers.Select(layer => layer.Name));
            Assert.All(record.Layers, layer => AssertLayer(layer, step[layer.Name]));
            Assert.Equal(model.Weights.Select(weight => weight.Name), record.Weights.Select(weight => weight.Name));
            Assert.All(record.Weights, weight => AssertWeight(weight, step));
        }
    }

    [Fact]
    public void Gradients_that_are_added_up_are_no_update_and_no_lost_one()
    {
        SignalMonitor monitor = new(every: 1);
        Fit(Small("tanh"), monitor, epochs: 1, batchSize: 10, optimizer: "SGD(learning_rate=0.1, gradient_accumulation_steps=3)");

        Assert.Equal(
            [false, false, true, false, false, true, false, false, true],
            monitor.Records.Select(record => record.Weights.All(weight => weight.UpdateRatio > 0 || weight.Norm == 0) && record.Weights[0].UpdateDeviation > 0));
        Assert.All(monitor.Records.Where(record => record.Step % 3 != 0), record => Assert.Null(record.Weights[0].LostFraction));
        Assert.Empty(monitor.Warnings);
    }

    /// <summary>The second step has ten rows, so large that Adam's updates are lost in them, while momentum moves the 500 of the first.</summary>
    [Fact]
    public void Elements_that_momentum_moves_are_none_of_those_with_a_gradient()
    {
        Sequential model = new([new Input([500]), new Embedding(510, 4, name: "e"), new GlobalAveragePooling1D(), new Dense(1)], seed: 1);
        float[] table = model.GetLayer("e").Weights[0].ToArray<float>();
        table.AsSpan(2000).Fill(1e6f);
        model.GetLayer("e").Weights[0].Set<float>(table);
        int[] tokens = [.. Enumerable.Range(0, 500), .. Enumerable.Range(0, 500).Select(i => 500 + (i % 10))];
        SignalMonitor monitor = new(every: 1);
        model.Compile("adam", "mse");
        model.Fit(
            new DataSet(Samples.Of<int>(tokens, 2, 500), Samples.Of<float>([1f, 2f], 2, 1)),
            new FitOptions { BatchSize = 1, Shuffle = false, Callbacks = [monitor] });

        WeightRecord[] steps = [.. monitor.Records.Select(record => record.Weights[0])];
        Assert.Equal([0.0, 1.0], steps.Select(step => step.LostFraction!.Value));
        Assert.True(steps[1].UpdateDeviation > 0);
    }

    [Fact]
    public void Units_of_channels_first_are_those_of_the_second_axis()
    {
        Sequential model = new([new Input([2, 5, 5]), new Conv2D(3, 2, dataFormat: "channels_first", name: "c"), new Flatten(), new Dense(1)], seed: 1);
        float[] kernel = model.GetLayer("c").Kernel.ToArray<float>();
        for (int i = 0; i < kernel.Length; i += 3)
        {
            kernel[i] = 0;
        }

        model.GetLayer("c").Kernel.Set<float>(kernel);
        model.Compile("sgd", "mse");
        SignalMonitor monitor = new();
        float[] x = [.. Enumerable.Range(0, 4 * 50).Select(i => (i % 7) - 3f)];
        model.Fit(Samples.Of<float>(x, 4, 2, 5, 5), Samples.Of<float>(new float[4], 4, 1), batchSize: 4, callbacks: [monitor]);

        Assert.Equal(1 / 3.0, monitor.Records[0].Layers[0].DeadFraction);
    }

    [Fact]
    public void A_training_begins_anew_and_arguments_are_checked()
    {
        SignalMonitor monitor = new(every: 100);
        Model model = Small("tanh");
        Fit(model, monitor, epochs: 2);
        Fit(model, monitor, epochs: 1);

        Assert.Equal([1, 2], monitor.Records.Select(record => record.Step));
        Assert.Contains("every is 0; it must be at least 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new SignalMonitor(0)).Message,
            StringComparison.Ordinal);
        Assert.Contains("its name must end in .csv or .jsonl.", Assert.Throws<ArgumentException>(() => new SignalMonitor(logPath: "a.txt")).Message,
            StringComparison.Ordinal);
    }

    private static void AssertLayer(LayerRecord layer, double[] values)
    {
        int units = layer.Name switch { "relu" => 9, "tanh" => 5, _ => 3 };
        Assert.Equal(values.Average(), layer.Mean, 1e-12);
        Assert.Equal(Deviation(values), layer.Deviation, 1e-12);
        int dead = Enumerable.Range(0, units).Count(unit => values.Where((_, i) => i % units == unit).Distinct().Count() == 1);
        Assert.Equal((double)dead / units, layer.DeadFraction);
        Assert.Equal(
            layer.Name == "tanh" ? values.Count(value => Math.Abs(value) >= 0.95) / (double)values.Length : null, layer.SaturatedFraction);
    }

    private static void AssertWeight(WeightRecord weight, Dictionary<string, double[]> step)
    {
        double[] before = step[weight.Name];
        double[] gradient = step["gradient of " + weight.Name];
        double[] update = [.. step["after " + weight.Name].Zip(before, (after, value) => after - value)];
        double norm = Math.Sqrt(before.Sum(value => value * value));
        Assert.Equal(norm, weight.Norm, 1e-12);
        Assert.Equal(Deviation(before), weight.Deviation, 1e-12);
        Assert.Equal(Deviation(gradient), weight.GradientDeviation!.Value, 1e-12);
        Assert.Equal(Deviation(update), weight.UpdateDeviation!.Value, 1e-12);
        Assert.Equal(norm == 0, weight.UpdateRatio is null);
        Assert.Equal(norm == 0 ? 0 : Math.Sqrt(update.Sum(value => value * value)) / norm, weight.UpdateRatio ?? 0, 1e-12);

        // Of the gradients' elements that are not 0 all move a weight; a dead unit's are 0.
        Assert.Equal(gradient.Any(value => value != 0) ? 0.0 : null, weight.LostFraction);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static Sequential Small(string activation) =>
        new([new Input([2]), new Dense(9, activation: activation), new Dense(3, activation: "softmax")], seed: 7);

    private static void Fit(Model model, Callback callback, int epochs, int batchSize = 45, string optimizer = "adam")
    {
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        model.Fit(s_spirals, new FitOptions { Epochs = epochs, BatchSize = batchSize, Callbacks = [callback] });
    }

    /// <summary>Copies what there is to see of every step.</summary>
    private sealed class Copying : Callback
    {
        public List<Dictionary<string, double[]>> Steps { get; } = [];

        public override void OnBatchBegin(TrainingState state)
        {
            Dictionary<string, double[]> step = [];
            Steps.Add(step);
            state.Observe(call => step[call.Node.Name] = Values(call.Outputs[0]));
        }

        public override void OnGradients(TrainingState state)
        {
            foreach (Weight weight in state.Model.Weights)
            {
                Steps[^1][weight.Name] = weight.ToArray<double>();
                Steps[^1]["gradient of " + weight.Name] = Values(weight.Value.Gradient!);
            }
        }

        public override void OnBatchEnd(TrainingState state)
        {
            Steps[^1]["loss"] = [state.Loss];
            foreach (Weight weight in state.Model.Weights)
            {
                Steps[^1]["after " + weight.Name] = weight.ToArray<double>();
            }
        }

        private static double[] Values(Seedbed.Autodiff.Tensor tensor) => tensor.Type == ElementType.Float32
            ? [.. tensor.Values<float>().ToArray().Select(value => (double)value)]
            : tensor.Values<double>().ToArray();
    }
}
