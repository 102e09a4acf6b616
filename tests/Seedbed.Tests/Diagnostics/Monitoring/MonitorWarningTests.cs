using System.Globalization;
using System.Text.Json;
using Seedbed.Diagnostics;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Monitoring;

/// <summary>Each fault is told once, with step, place, value and threshold, and healthy trainings are left in peace; the files have the records.</summary>
public sealed class MonitorWarningTests
{
    private const string CrossEntropy = "sparse_categorical_crossentropy";

    private static readonly DataSet s_spirals = Spirals.Create(90, seed: 1);

    public static TheoryData<MonitorFault, string> Faults => new()
    {
        { MonitorFault.Dead, "step 2: 100.0 % of the units of 'hidden' give one value for the whole batch, above 90 %" },
        { MonitorFault.ZeroVariance, "step 2: the output of 'hidden' has a deviation of " },
        { MonitorFault.ZeroGradient, "step 2: all elements of the gradient of 'out/kernel' are 0, where one must be above 0" },
        { MonitorFault.Saturated, "% of the output of 'hidden' is in the last 2.5 % of its activation's range, above 80 %; take smaller weights" },
        { MonitorFault.LostUpdate, "of the elements of 'hidden/kernel' that have a gradient as they are, 90 % or more, since it is below half a unit" },
        { MonitorFault.LargeUpdate, "step 2: the update changes 'hidden/kernel' by " },
        { MonitorFault.SmallUpdate, "step 2: the update changes 'out/kernel' by " },
        { MonitorFault.Exploding, " times that of step 1, above 1000 times" },
        { MonitorFault.NotFinite, "is NaN or infinite somewhere, and must be finite; lower the learning rate" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_once_with_step_place_value_and_threshold(MonitorFault fault, string sentence)
    {
        List<string> told = [];
        SignalMonitor monitor = new(every: 1, told.Add);
        Train(Sick(fault), OptimizerOf(fault), monitor);

        MonitorWarning warning = monitor.Warnings.First(each => each.Fault == fault);
        Assert.Contains(sentence, warning.Sentence, StringComparison.Ordinal);
        Assert.StartsWith($"step {warning.Step}: ", warning.Sentence, StringComparison.Ordinal);
        Assert.Equal(monitor.Warnings.Select(each => each.Sentence), told);
        Assert.True(fault switch
        {
            MonitorFault.NotFinite => double.IsNaN(warning.Value) && double.IsNaN(warning.Threshold),
            MonitorFault.SmallUpdate => warning.Value < warning.Threshold && warning.Threshold == 1e-7,
            MonitorFault.ZeroGradient or MonitorFault.ZeroVariance => warning.Value <= warning.Threshold,
            _ => warning.Value >= warning.Threshold,
        });
        IEnumerable<(MonitorFault, string)> places = monitor.Warnings.SelectMany(each => each.Others.Prepend(each.Signal).Select(place => (each.Fault, place)));
        Assert.Equal(places.Distinct(), places);
    }

    public static TheoryData<string, string> Healthy => new()
    {
        { "relu", "adam" }, { "tanh", "SGD(learning_rate=0.1)" }, { "sigmoid", "rmsprop" }, { "leaky_relu", "SGD(learning_rate=0.05, momentum=0.9)" },
        { "gelu", "adamw" }, { "selu", "adam" },
    };

    [Theory]
    [MemberData(nameof(Healthy))]
    public void Healthy_trainings_are_left_in_peace(string activation, string optimizer)
    {
        SignalMonitor monitor = new(every: 5);
        Sequential model = new(
            [new Input([2]), new Dense(32, activation, kernelInitializer: "he_normal"), new BatchNormalization(), new Dropout(0.2),
                new Dense(16, activation, kernelInitializer: "glorot_uniform"), new Dense(3, activation: "softmax")], seed: 3);
        model.Compile(optimizer, CrossEntropy);
        model.Fit(s_spirals, new FitOptions { Epochs = 20, BatchSize = 32, Callbacks = [monitor] });

        Assert.Empty(monitor.Warnings);
    }

    /// <summary>With biases of 0 the last layer gives 1/3 everywhere; from the second step on its units differ, and each is constant.</summary>
    [Fact]
    public void A_layer_that_is_constant_and_then_has_constant_units_is_told_once()
    {
        SignalMonitor monitor = new(every: 1);
        Train(Sick(MonitorFault.ZeroGradient), "SGD(learning_rate=0.1)", monitor);

        MonitorWarning warning = Assert.Single(monitor.Warnings, each => each.Fault is MonitorFault.Dead or MonitorFault.ZeroVariance);
        Assert.Equal((2, "the output of 'hidden'"), (warning.Step, warning.Signal));
        Assert.Equal(["the output of 'out'"], warning.Others);
    }

    /// <summary>Fixup, LoRA and others begin so: the gradients before it are 0 in the first step alone.</summary>
    [Fact]
    public void A_last_layer_that_begins_with_0_is_no_fault()
    {
        SignalMonitor monitor = new(every: 5);
        Sequential model = new([new Input([2]), new Dense(16, "tanh"), new Dense(3, "softmax", kernelInitializer: "zeros")], seed: 3);
        Train(model, "SGD(learning_rate=0.1)", monitor);

        Assert.Equal(0, monitor.Records[0].Weights[0].GradientDeviation);
        Assert.Empty(monitor.Warnings);
    }

    /// <summary>A classifier that is sure, and words of which a batch has few.</summary>
    [Fact]
    public void What_the_data_or_success_bring_is_no_fault()
    {
        float[] x = new float[64 * 100];
        float[] y = new float[64];
        for (int i = 0; i < 64; i++)
        {
            x[(i * 100) + (i % 4)] = 1;
            y[i] = i % 2;
        }

        SignalMonitor monitor = new(every: 5);
        Sequential model = new([new Input([100]), new Rescaling(2), new Dense(1, "sigmoid")], seed: 3);
        model.Compile("SGD(learning_rate=20.0)", "binary_crossentropy");
        model.Fit(Samples.Of<float>(x, 64, 100), Samples.Of<float>(y, 64, 1), epochs: 100, callbacks: [monitor]);

        Assert.Equal(0.96, monitor.Records[^1].Layers[0].DeadFraction!.Value, 12);
        Assert.Equal(1, monitor.Records[^1].Layers[1].SaturatedFraction);
        Assert.DoesNotContain(monitor.Warnings, warning => warning.Fault is MonitorFault.Dead or MonitorFault.Saturated or MonitorFault.ZeroVariance);
    }

    [Fact]
    public void The_record_of_a_step_whose_loss_is_no_number_is_kept_where_the_training_ends_without_exception()
    {
        SignalMonitor monitor = new(every: 1);
        Model model = Sick(MonitorFault.NotFinite);
        model.Compile("SGD(learning_rate=1e30)", CrossEntropy);
        model.Fit(s_spirals, new FitOptions { Callbacks = [monitor, new TerminateOnNaN()] });

        Assert.False(double.IsFinite(monitor.Records[^1].Loss));
        Assert.Empty(monitor.Records[^1].Weights);
        Assert.Contains(monitor.Warnings, warning => warning.Fault == MonitorFault.NotFinite && warning.Signal == "the output of 'out'");
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".jsonl")]
    public void The_log_has_every_number_of_the_records(string ending)
    {
        using TemporaryFolder folder = new();
        SignalMonitor monitor = new(every: 2, logPath: folder.At("log" + ending));
        Sequential model = new([new Input([2]), new Dense(4, "tanh", name: "a,\"b"), new Dense(3, "softmax")], seed: 3);
        Train(model, "adam", monitor);

        string[][] expected = [.. monitor.Records.SelectMany(record => record.Layers.Select(layer => Row(
            record, "layer", layer.Name, layer.Mean, layer.Deviation, null, null, null, null, null, layer.DeadFraction, layer.SaturatedFraction))
            .Concat(record.Weights.Select(weight => Row(
                record, "weight", weight.Name, null, weight.Deviation, weight.Norm, weight.GradientDeviation, weight.UpdateDeviation,
                weight.UpdateRatio, weight.LostFraction, null, null))))];
        string[] lines = File.ReadAllLines(folder.At("log" + ending));

        Assert.Equal(expected, ending == ".csv" ? lines.Skip(1).Select(Fields) : lines.Select(Values));
        if (ending == ".csv")
        {
            Assert.Equal(string.Join(',', s_columns), lines[0]);
        }
    }

    [Fact]
    public void A_log_that_is_gone_on_with_keeps_its_lines()
    {
        using TemporaryFolder folder = new();
        Train(Sick(MonitorFault.LargeUpdate), "adam", new SignalMonitor(logPath: folder.At("log.csv"), append: true));
        int lines = File.ReadAllLines(folder.At("log.csv")).Length;
        Train(Sick(MonitorFault.LargeUpdate), "adam", new SignalMonitor(logPath: folder.At("log.csv"), append: true));

        Assert.Equal((2 * lines) - 1, File.ReadAllLines(folder.At("log.csv")).Length);
        IOException fault = Assert.Throws<IOException>(() =>
            Train(Sick(MonitorFault.LargeUpdate), "adam", new SignalMonitor(logPath: folder.At("none/log.csv"))));
        Assert.Contains("its folder does not exist; make it first.", fault.Message, StringComparison.Ordinal);
    }

    private static readonly string[] s_columns =
    [
        "step", "epoch", "loss", "learning_rate", "kind", "name", "mean", "std", "norm", "gradient_std", "update_std", "update_ratio",
        "lost_fraction", "dead_fraction", "saturated_fraction",
    ];

    private static Model Sick(MonitorFault fault)
    {
        if (fault == MonitorFault.LostUpdate)
        {
            return Narrow();
        }

        const string zeros = "zeros";
        Dense hidden = fault switch
        {
            MonitorFault.Dead => new Dense(16, "relu", biasInitializer: "Constant(value=-50.0)", name: "hidden"),
            MonitorFault.ZeroVariance => new Dense(16, "sigmoid", kernelInitializer: zeros, biasInitializer: "Constant(value=-0.847297860387203)", name: "hidden"),
            MonitorFault.ZeroGradient => new Dense(16, "tanh", kernelInitializer: zeros, name: "hidden"),
            MonitorFault.Saturated => new Dense(16, "tanh", kernelInitializer: "RandomNormal(stddev=200.0)", name: "hidden"),
            _ => new Dense(16, "relu", name: "hidden"),
        };
        string outer = fault == MonitorFault.ZeroGradient ? zeros : "glorot_uniform";
        return new Sequential([new Input([2]), hidden, new Dense(3, "softmax", kernelInitializer: outer, name: "out")], seed: 3);
    }

    /// <summary>bfloat16 has 8 bits: around .5 a step of 1e-5 is far below half of its last.</summary>
    private static Model Narrow()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "i", "dtype": "float32"}},
              {"class_name": "Dense", "config": {"name": "hidden", "units": 16, "activation": "tanh", "dtype": "bfloat16"}},
              {"class_name": "Dense", "config": {"name": "out", "units": 3, "activation": "softmax", "dtype": "float32"}}]}}
            """);
        return Model.Load(folder.At("m.json"), seed: 3);
    }

    private static string OptimizerOf(MonitorFault fault) => fault switch
    {
        MonitorFault.Exploding => "SGD(learning_rate=1e6)",
        MonitorFault.NotFinite => "SGD(learning_rate=1e30)",
        MonitorFault.LargeUpdate => "SGD(learning_rate=5.0)",
        MonitorFault.SmallUpdate => "SGD(learning_rate=3e-7)",
        MonitorFault.ZeroVariance => "SGD(learning_rate=1e-9)",
        MonitorFault.LostUpdate => "Adam(learning_rate=1e-5)",
        _ => "SGD(learning_rate=1e-3)",
    };

    /// <summary>A loss that is no number ends some of them.</summary>
    private static void Train(Model model, string optimizer, SignalMonitor monitor)
    {
        model.Compile(optimizer, CrossEntropy);
        model.Fit(s_spirals, new FitOptions { Epochs = 3, BatchSize = 30, Callbacks = [monitor, new TerminateOnNaN()] });
    }

    private static string[] Row(StepRecord record, string kind, string name, params double?[] numbers) =>
        [.. new[] { record.Step, record.Epoch, record.Loss, record.LearningRate }.Select(Text), kind, name,
            .. numbers.Select(number => number is { } value ? Text(value) : "")];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string[] Values(string line)
    {
        JsonElement row = JsonDocument.Parse(line).RootElement;
        return [.. s_columns.Select(column => !row.TryGetProperty(column, out JsonElement value) ? ""
            : value.ValueKind == JsonValueKind.String ? value.GetString()! : Text(value.GetDouble()))];
    }

    /// <summary>The name alone may be quoted.</summary>
    private static string[] Fields(string line)
    {
        int opening = line.IndexOf('"', StringComparison.Ordinal);
        if (opening < 0)
        {
            return line.Split(',');
        }

        int closing = line.LastIndexOf('"');
        string name = line[(opening + 1)..closing].Replace("\"\"", "\"", StringComparison.Ordinal);
        return [.. line[..(opening - 1)].Split(','), name, .. line[(closing + 2)..].Split(',')];
    }
}
