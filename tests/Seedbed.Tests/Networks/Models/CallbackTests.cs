using System.Diagnostics.CodeAnalysis;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Keras's callbacks: what they watch, what they write, and trainings that go on where they were interrupted.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class CallbackTests : IDisposable
{
    private static readonly DataSet s_data = Spirals.Create(60, seed: 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("seedbed-callbacks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_without_improvement_ends_and_the_best_weights_come_back()
    {
        // The rate explodes behind the second epoch: the best weights are those of the second.
        Sequential model = Make(new SGD(0.01));
        List<float[]> kernels = [];
        EarlyStopping stopping = new("loss", patience: 2, restoreBestWeights: true);
        History history = model.Fit(s_data, new FitOptions
        {
            Epochs = 20, Callbacks =
            [
                new LearningRateScheduler((epoch, rate) => epoch < 2 ? 0.1 : 5), new Kernels(kernels), stopping,
            ],
        });

        int best = Enumerable.Range(0, history.Epochs).MinBy(epoch => history["loss"][epoch]) + 1;
        Assert.Equal(best, stopping.BestEpoch);
        Assert.Equal(best + 2, history.Epochs);
        Assert.Equal(history.Epochs, stopping.StoppedEpoch);
        Assert.Equal(kernels[best - 1], model.Weights[0].ToArray<float>());
        Assert.Equal([0.1, 0.1, 5], history["learning_rate"].Take(3));
    }

    [Fact]
    public void Stopping_follows_Kerass_rules_of_baseline_delta_and_first_epochs()
    {
        Assert.Equal(3, Epochs(new EarlyStopping("value", patience: 1), 3, 2, 2, 1));
        Assert.Equal(4, Epochs(new EarlyStopping("value", patience: 2), 3, 2, 2, 2, 1));
        Assert.Equal(2, Epochs(new EarlyStopping("value", minDelta: 0.5, patience: 1), 3, 2.6, 2.2, 1));
        Assert.Equal(2, Epochs(new EarlyStopping("value", patience: 1, mode: MonitorMode.Max), 3, 2, 1));
        Assert.Equal(4, Epochs(new EarlyStopping("value", patience: 1, startFromEpoch: 2), 1, 5, 4, 4, 3));
        Assert.Equal(2, Epochs(new EarlyStopping("value", baseline: 1), 3, 3, 1));
        Assert.Equal(3, Epochs(new EarlyStopping("accuracy_value", patience: 1), 1, 2, 2, 3));

        static int Epochs(EarlyStopping stopping, params double[] values) => Make("sgd").Fit(s_data, new FitOptions
        {
            Epochs = values.Length, Callbacks = [new Told(stopping.Monitor, values), stopping],
        }).Epochs;
    }

    [Fact]
    public void Functions_are_called_where_Keras_calls_them()
    {
        List<string> calls = [];
        Make("sgd").Fit(s_data, new FitOptions
        {
            Epochs = 2, BatchSize = 30, Callbacks =
            [
                new LambdaCallback(
                    _ => calls.Add("begin"), state => calls.Add($"epoch {state.Epoch}"), state => calls.Add($"step {state.Batch}"),
                    state => calls.Add($"told {string.Join(" ", state.Logs.Keys)}"), _ => calls.Add("end")),
                new LambdaCallback(),
            ],
        });

        string[] steps = [.. Enumerable.Range(1, (s_data.Count + 29) / 30).Select(step => $"step {step}")];
        Assert.Equal(["begin", "epoch 1", .. steps, "told loss", "epoch 2", .. steps, "told loss", "end"], calls);
    }

    [Fact]
    public void The_rate_falls_on_a_plateau()
    {
        Sequential model = Make(new SGD(0.8));
        History history = model.Fit(s_data, new FitOptions
        {
            Epochs = 8, Callbacks =
            [
                new Told("value", [5, 5, 5, 5, 5, 5, 5, 5]),
                new ReduceLROnPlateau("value", factor: 0.5, patience: 2, cooldown: 1, minLearningRate: 0.3),
            ],
        });

        Assert.Equal([0.8, 0.8, 0.8, 0.4, 0.4, 0.3, 0.3, 0.3], history["learning_rate"]);
        Assert.Contains("ExponentialDecay gives it", Assert.Throws<InvalidOperationException>(() => Make(
            new SGD { Schedule = new ExponentialDecay(0.1, 1, 1) }).Fit(s_data, new FitOptions
            {
                Callbacks = [new LearningRateScheduler((_, _) => 1)],
            })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_are_written_under_the_names_of_their_epochs()
    {
        Sequential model = Make("sgd");
        ModelCheckpoint all = new(Path.Combine(_folder, "m{epoch:02d}-{value:.1f}.keras"));
        ModelCheckpoint best = new(Path.Combine(_folder, "best.weights.h5"), "value", saveBestOnly: true, saveWeightsOnly: true);
        List<float[]> kernels = [];
        model.Fit(s_data, new FitOptions { Epochs = 3, Callbacks = [new Told("value", [3, 1.25, 2]), new Kernels(kernels), all, best] });

        Assert.Equal(["best.weights.h5", "m01-3.0.keras", "m02-1.2.keras", "m03-2.0.keras"],
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Sequential other = Make("sgd");
        other.LoadWeights(best.LastPath!);
        Assert.Equal(kernels[1], other.Weights[0].ToArray<float>());
        Assert.Equal(kernels[2], Model.Load(all.LastPath!).Weights[0].ToArray<float>());
        Assert.Throws<ArgumentException>(() => new ModelCheckpoint("m.txt"));
    }

    [Fact]
    public void Values_are_logged_as_lines()
    {
        string path = Path.Combine(_folder, "log.csv");
        History history = Make("sgd").Fit(s_data, new FitOptions { Epochs = 2, Callbacks = [new Told("b", [1.5, 2]), new CSVLogger(path)] });
        Make("sgd").Fit(s_data, new FitOptions { Callbacks = [new Told("b", [3]), new CSVLogger(path, append: true)] });

        Assert.Equal(
            ["epoch,b,loss", $"0,1.5,{history["loss"][0]}", $"1,2,{history["loss"][1]}", $"0,3,{history["loss"][0]}"],
            File.ReadAllLines(path));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_quietly_where_that_is_asked()
    {
        Assert.True(Fit(new TerminateOnNaN()).Epochs < 50);
        Assert.Throws<NotFiniteNumberException>(() => Fit());

        static History Fit(params Callback[] callbacks)
        {
            Sequential model = new([new Input([2]), new Dense(1)], seed: 1);
            model.Compile(new SGD(1e30), "mse");
            return model.Fit(s_data, new FitOptions { Epochs = 50, Callbacks = callbacks });
        }
    }

    [Theory]
    [InlineData("Adam(amsgrad=True)")]
    [InlineData("SGD(momentum=0.9, use_ema=True, gradient_accumulation_steps=3)")]
    [InlineData("Nadam(learning_rate=CosineDecay(initial_learning_rate=0.01, decay_steps=20))")]
    public void An_interrupted_training_ends_with_the_same_bits(string optimizer)
    {
        Sequential whole = Make(optimizer);
        whole.Fit(s_data, new FitOptions { Epochs = 5, BatchSize = 8 });

        Assert.Throws<OperationCanceledException>(() => Make(optimizer).Fit(s_data, new FitOptions
        {
            Epochs = 5, BatchSize = 8, Callbacks = [new BackupAndRestore(_folder), new Breaks(epoch: 3)],
        }));
        Sequential again = Make(optimizer, weights: 99);
        BackupAndRestore backup = new(_folder);
        again.Fit(s_data, new FitOptions { Epochs = 5, BatchSize = 8, Callbacks = [backup] });

        Assert.Equal(2, backup.RestoredEpoch);
        Assert.All(whole.Weights.Zip(again.Weights), pair => Assert.Equal(pair.First.ToArray<float>(), pair.Second.ToArray<float>()));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_backup_of_another_training_is_refused()
    {
        Assert.Throws<OperationCanceledException>(() => Make("adam").Fit(s_data, new FitOptions
        {
            Epochs = 2, Callbacks = [new BackupAndRestore(_folder), new Breaks(epoch: 2)],
        }));
        Assert.Equal(7, BackupAndRestore.SeedIn(_folder));
        Assert.Null(BackupAndRestore.SeedIn(Path.Combine(_folder, "none")));
        FitOptions options = new() { Epochs = 2, Callbacks = [new BackupAndRestore(_folder)] };

        Assert.Contains("has no 'optimizer/slot2/0'", Assert.Throws<FormatException>(() => Make("Adam(amsgrad=True)").Fit(s_data, options)).Message,
            StringComparison.Ordinal);
        Sequential other = new([new Input([2]), new Dense(3)], seed: 8);
        other.Compile("adam", "mse");
        Assert.Contains("is of a training with the seed 7, and this model's is 8;",
            Assert.Throws<FormatException>(() => other.Fit(new DataSet(s_data.X, new float[s_data.Count, 3]), options)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tanh", "SGD(learning_rate=0.5)", "mse", "with the optimizer {")]
    [InlineData("tanh", "sgd", "mae", "with the loss {")]
    [InlineData("relu", "sgd", "mse", "with other layers or arguments of them, such as an activation;")]
    public void A_backup_of_the_same_weights_and_another_training_is_refused(string activation, string optimizer, string loss, string difference)
    {
        Assert.Throws<OperationCanceledException>(() => Small("tanh", "sgd", "mse", new Breaks(epoch: 2)));

        string sentence = Assert.Throws<FormatException>(() => Small(activation, optimizer, loss)).Message;

        Assert.Contains($"is of a training {difference}", sentence, StringComparison.Ordinal);
        Assert.EndsWith("use the same to go on, or delete the file to begin anew.", sentence, StringComparison.Ordinal);
        Assert.Equal(3, Small("tanh", "sgd", "mse").Epochs);

        History Small(string activation, string optimizer, string loss, params Callback[] others)
        {
            Sequential model = new([new Input([2]), new Dense(3, activation: activation), new Dense(1)], seed: 7);
            model.Compile(optimizer, loss);
            return model.Fit(
                new DataSet(s_data.X, new float[s_data.Count, 1]),
                new FitOptions { Epochs = 4, Callbacks = [new BackupAndRestore(_folder), .. others] });
        }
    }

    [Fact]
    public void A_value_that_is_not_told_gets_a_sentence() => Assert.Equal(
        "EarlyStopping watches 'val_loss', and the training tells loss; name one of these, or give validation data.",
        Assert.Throws<ArgumentException>(() => Make("sgd").Fit(s_data, new FitOptions { Callbacks = [new EarlyStopping()] })).Message);

    [Fact]
    public void Lines_of_progress_are_Kerass()
    {
        StringWriter text = new();
        Make("sgd").Fit(s_data, new FitOptions { Epochs = 2, BatchSize = 20, Callbacks = [new ProgbarLogger(text, isInteractive: false)] });

        Assert.Matches(@"^Epoch 1/2\n3/3 ━{20} \d+s \d+ms/step - loss: \d\.\d{4}\nEpoch 2/2\n3/3 ━{20} \d+s \d+ms/step - loss: \d\.\d{4}\n$",
            text.ToString());
        StringWriter live = new();
        Make("sgd").Fit(s_data, new FitOptions { BatchSize = 20, Callbacks = [new ProgbarLogger(live)] });
        Assert.Equal(4, live.ToString().Count(letter => letter == '\r'));
    }

    [Fact]
    public void A_loss_that_stays_is_told_once_and_one_that_has_fallen_is_not()
    {
        Assert.StartsWith("the loss has stayed at ", Assert.Single(Told(new SGD(0))), StringComparison.Ordinal);
        Assert.Empty(Told(new SGD(0.5)));

        static List<string> Told(Optimizer optimizer)
        {
            List<string> told = [];
            Sequential model = new([new Input([1]), new Dense(1, useBias: false, kernelInitializer: "ones")], seed: 1);
            model.Compile(optimizer, "mse");
            model.Fit(new DataSet(new float[] { 1 }, new float[] { 0 }), new FitOptions { Epochs = 20, Callbacks = [new PitfallWarnings(told.Add)] });
            return told;
        }
    }

    [Theory]
    [InlineData("relu", "glorot_uniform", 6, "6 layers with relu begin with weights of Glorot's scale or less")]
    [InlineData("relu", "he_normal", 6, null)]
    [InlineData("relu", "glorot_uniform", 3, null)]
    [InlineData("tanh", "RandomNormal(stddev=1.0)", 1, "'dense/kernel' has a deviation of ")]
    [InlineData("sigmoid", "RandomNormal(stddev=1.0)", 1, "sigmoid is flat there; use a scheme that counts inputs")]
    [InlineData("tanh", "glorot_uniform", 6, null)]
    [InlineData("tanh", "zeros", 1, "all elements of 'dense/kernel' are 0, so that its units give the same and learn the same")]
    [InlineData("tanh", "ones", 1, "all elements of 'dense/kernel' are 1, so that")]
    public void A_beginning_that_leads_nowhere_is_told_once(string activation, string initializer, int layers, string? sentence)
    {
        List<string> told = [];
        Layer[] hidden = [.. Enumerable.Range(0, layers).Select(_ => new Dense(64, activation: activation, kernelInitializer: initializer))];
        Sequential model = new([new Input([64]), .. hidden, new Dense(1)], seed: 1);
        model.Compile(new SGD(0.001), "mse");

        model.Fit(new DataSet(new float[4, 64], new float[4]), new FitOptions { Epochs = 2, Callbacks = [new PitfallWarnings(told.Add)] });

        Assert.Equal(sentence is null ? 0 : 1, told.Count);
        Assert.True(sentence is null || told[0].Contains(sentence, StringComparison.Ordinal), string.Join("|", told));
    }

    [Fact]
    public void A_training_may_end_after_a_step()
    {
        History history = Make("sgd").Fit(s_data, new FitOptions { Epochs = 4, BatchSize = 20, Callbacks = [new EndsAfterStep(5)] });

        Assert.Equal(2, history.Epochs);
    }

    private static Sequential Make(Optimizer optimizer, long? weights = null)
    {
        Sequential model = new([new Input([2]), new Dense(8, activation: "tanh"), new Dropout(0.2), new Dense(3, activation: "softmax")], seed: 7);
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        if (weights is { } shift)
        {
            model.Weights[0].Set<float>([.. model.Weights[0].ToArray<float>().Select(value => value + shift)]);
        }

        return model;
    }

    private sealed class Told(string name, double[] values) : Callback
    {
        public override void OnEpochEnd(TrainingState state) => state.Tell(name, values[state.Epoch - 1]);
    }

    private sealed class Kernels(List<float[]> kernels) : Callback
    {
        public override void OnEpochEnd(TrainingState state) => kernels.Add(state.Model.Weights[0].ToArray<float>());
    }

    private sealed class Breaks(int epoch) : Callback
    {
        public override void OnBatchEnd(TrainingState state)
        {
            if (state.Epoch == epoch && state.Batch == 2)
            {
                throw new OperationCanceledException();
            }
        }
    }

    private sealed class EndsAfterStep(int steps) : Callback
    {
        private int _steps;

        public override void OnBatchEnd(TrainingState state)
        {
            if (++_steps == steps)
            {
                state.StopAtOnce();
            }
        }
    }
}
