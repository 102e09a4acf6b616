using System.Diagnostics.CodeAnalysis;
using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Training as <c>model.fit</c> does it: what is told, what stops it, what is refused.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class FitTests
{
    /// <summary>y = 1 where x₀ &gt; x₁, on a grid.</summary>
    private static readonly DataSet s_sides = new(
        Samples.Of<float>([.. Enumerable.Range(0, 200).Select(i => (float)Math.Sin(i * (i % 2 == 0 ? 1.7 : 2.3)))], 100, 2),
        Samples.Of<int>([.. Enumerable.Range(0, 100).Select(i => Math.Sin(2 * i * 1.7) > Math.Sin(((2 * i) + 1) * 2.3) ? 1 : 0)], 100));

    [Fact]
    public void A_model_learns_and_tells_of_every_epoch()
    {
        Sequential model = Small(3);
        model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");

        History history = model.Fit(s_sides.X, s_sides.Y, batchSize: 10, epochs: 60);
        Evaluation evaluation = model.Evaluate(s_sides);

        Assert.Equal(["loss", "accuracy"], history.Names);
        Assert.Equal(60, history.Epochs);
        Assert.Equal(60, history["loss"].Count);
        Assert.True(history["loss"][^1] < history["loss"][0] / 2);
        Assert.True(evaluation["accuracy"] > 0.9, $"accuracy is {evaluation["accuracy"]}");
        Assert.Equal([evaluation.Loss, evaluation["accuracy"]], evaluation.Values);
        Assert.Throws<ArgumentException>(() => history["val_loss"]);
        Assert.Throws<ArgumentException>(() => evaluation["mae"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_training_on_any_number_of_threads()
    {
        IReadOnlyList<double> first = Losses(new FitOptions { Epochs = 3 });

        Assert.Equal(first, Losses(new FitOptions { Epochs = 3, MaxDegreeOfParallelism = 1 }));
        Assert.Equal(first, Losses(new FitOptions { Epochs = 3, Seed = 3 }));
        Assert.NotEqual(first, Losses(new FitOptions { Epochs = 3, Seed = 4 }));
        Assert.NotEqual(first, Losses(new FitOptions { Epochs = 3, Shuffle = false }));

        static IReadOnlyList<double> Losses(FitOptions options)
        {
            Sequential model = Small(3);
            model.Compile("sgd", "sparse_categorical_crossentropy");
            return model.Fit(s_sides, options)["loss"];
        }
    }

    [Fact]
    public void Every_epoch_takes_every_sample_once_in_an_order_of_its_own()
    {
        int[] first = new int[50];
        int[] second = new int[50];

        SampleOrder.Fill(first, 7, 1);
        SampleOrder.Fill(second, 7, 2);

        Assert.Equal(Enumerable.Range(0, 50), first.Order());
        Assert.Equal(Enumerable.Range(0, 50), second.Order());
        Assert.NotEqual(first, second);
        SampleOrder.Fill(second, 7, 1);
        Assert.Equal(first, second);
        SampleOrder.Fill(second, null, 1);
        Assert.Equal(Enumerable.Range(0, 50), second);
    }

    [Fact]
    public void Orders_are_uniform()
    {
        int[,] counts = new int[4, 4];
        int[] order = new int[4];
        for (int epoch = 0; epoch < 4000; epoch++)
        {
            SampleOrder.Fill(order, 1, epoch);
            for (int i = 0; i < 4; i++)
            {
                counts[i, order[i]]++;
            }
        }

        // Binomial(4000, 1/4) has the deviation 27.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1000 - 140, 1000 + 140));
    }

    [Fact]
    public void The_last_samples_are_kept_for_validation_and_not_learned_from()
    {
        Sequential split = Small(3);
        split.Compile("sgd", "sparse_categorical_crossentropy", "accuracy");
        Sequential apart = Small(3);
        apart.Compile("sgd", "sparse_categorical_crossentropy", "accuracy");

        History first = split.Fit(s_sides.X, s_sides.Y, epochs: 2, validationSplit: 0.25);
        History second = apart.Fit(s_sides.X.Slice(0, 75), s_sides.Y.Slice(0, 75), epochs: 2, validationData: s_sides.Slice(75, 25));

        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], first.Names);
        Assert.All(first.Names, name => Assert.Equal(second[name], first[name]));
        Assert.Equal(first["val_loss"][^1], split.Evaluate(s_sides.Slice(75, 25)).Loss, 1e-12);
    }

    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_over_samples_not_over_batches()
    {
        Sequential model = Small(3);
        model.Compile(new SGD(learningRate: 0), "sparse_categorical_crossentropy", "accuracy");

        History history = model.Fit(s_sides, new FitOptions { BatchSize = 37 });

        Evaluation evaluation = model.Evaluate(s_sides, batchSize: 100);
        Assert.Equal(evaluation.Loss, history["loss"][0], 1e-6);
        Assert.Equal(evaluation["accuracy"], history["accuracy"][0], 1e-12);
    }

    [Fact]
    public void Training_goes_on_where_it_ended()
    {
        Sequential once = Compiled("adam");
        Sequential twice = Compiled("adam");
        Sequential anew = Compiled("adam");
        FitOptions two = new() { Epochs = 2, Shuffle = false };

        once.Fit(s_sides, two);
        twice.Fit(s_sides, two with { Epochs = 1 });
        twice.Fit(s_sides, two with { Epochs = 1 });
        anew.Fit(s_sides, two with { Epochs = 1 });
        anew.Compile("adam", "sparse_categorical_crossentropy");
        anew.Fit(s_sides, two with { Epochs = 1 });

        Assert.Equal(once.GetWeights(), twice.GetWeights());
        Assert.NotEqual(once.GetWeights(), anew.GetWeights());
    }

    [Fact]
    public void Callbacks_are_told_and_may_stop()
    {
        Recorder recorder = new();
        List<TrainingProgress> reports = [];
        Sequential model = Compiled("sgd");

        History history = model.Fit(s_sides.X, s_sides.Y, batchSize: 60, epochs: 9, callbacks: [recorder], progress: new Reports(reports));

        Assert.Equal(
            ["begin", "epoch 1", "batch 1", "batch 2", "end of 1", "epoch 2", "batch 1", "batch 2", "end of 2", "end"], recorder.Events);
        Assert.Equal(2, history.Epochs);
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], reports.Select(report => (report.Epoch, report.Batch)));
        Assert.All(reports, report => Assert.Equal((9, 2), (report.Epochs, report.Batches)));
        Assert.Equal(history["loss"][1], reports[3].Logs["loss"]);
    }

    [Fact]
    public void A_cancelled_training_stops_between_steps()
    {
        using CancellationTokenSource source = new();
        Sequential model = Compiled("sgd");
        List<TrainingProgress> reports = [];

        Assert.ThrowsAny<OperationCanceledException>(() => model.Fit(
            s_sides.X, s_sides.Y, batchSize: 10, epochs: 5, progress: new Reports(
                reports, () => source.Cancel()), cancellationToken: source.Token));

        Assert.Single(reports);
        Assert.All(model.GetWeights(), weight => Assert.All(weight, value => Assert.True(float.IsFinite(value))));
        model.Fit(s_sides.X, s_sides.Y);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_epoch_batch_and_layer()
    {
        Sequential model =
            new([new Input([2]), new Dense(8, activation: "relu"), new Dense(8, activation: "relu", name: "deep"), new Dense(2)], seed: 1);
        model.Compile(new SGD(learningRate: 1e30), "mse");

        NotFiniteNumberException fault =
            Assert.Throws<NotFiniteNumberException>(
                () => model.Fit(s_sides.X, new float[100, 2], batchSize: 50, epochs: 3, shuffle: false));

        Assert.Matches("^the loss is (NaN|Infinity) in epoch [12], batch [12]: the first layer whose output is not finite is "
            + "'(dense|deep|dense_1)' \\(Dense\\); try a learning rate below 1E\\+30,", fault.Message);
        Assert.All(model.Weights, weight => Assert.All(weight.ToArray<float>(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void The_layer_is_found_in_a_functional_model_too()
    {
        Input input = new([2]);
        Dense first = new(3, kernelInitializer: "zeros", biasInitializer: "Constant(value=1e30)");
        Dense second = new(1, kernelInitializer: "Constant(value=1e30)", name: "second");
        Model model = new(input, second.On(first.On(input)));
        model.Compile("sgd", "mae");

        NotFiniteNumberException fault = Assert.Throws<NotFiniteNumberException>(() => model.Fit(s_sides.X, s_sides.Y));

        Assert.StartsWith("the loss is Infinity in epoch 1, batch 1: the first layer whose output is not finite is 'second' (Dense);",
            fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_overflows_by_itself_is_told_apart()
    {
        Sequential model = new([new Input([2]), new Dense(1, kernelInitializer: "Constant(value=1e25)")]);
        model.Compile("sgd", "mse");

        Assert.Contains(
            "the outputs of all layers are finite, so it is the loss itself that overflows",
            Assert.Throws<NotFiniteNumberException>(() => model.Fit(s_sides.X, s_sides.Y)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_gets_a_sentence()
    {
        Sequential model = Compiled("sgd");

        Assert.Equal("the layer 'input_layer' (InputLayer) takes [batch, 2], and the samples are [100, 3]; reshape the samples, or change "
            + "the layer's shape.", Fault(() => model.Fit(new float[100, 3], s_sides.Y)));
        Assert.StartsWith("the layer 'input_layer' (InputLayer) takes [batch, 2], and the samples are [4, 2, 2];",
            Fault(() => model.Predict(new float[4, 2, 2])), StringComparison.Ordinal);
        Assert.StartsWith("there are 100 inputs of shape [100, 2] and 99 targets of shape [99];",
            Fault(() => model.Fit(s_sides.X, new int[99])), StringComparison.Ordinal);
        Assert.StartsWith("the label of sample 0 is 2; layer 'dense_1' (Dense) predicts 2 classes",
            Fault(() => model.Fit(s_sides.X, Enumerable.Repeat(2, 100).ToArray())), StringComparison.Ordinal);
        Assert.StartsWith("x of the training data has the value NaN in sample 1;",
            Fault(() => model.Fit(new[,] { { 0, 1f }, { 0, float.NaN } }, new int[2])), StringComparison.Ordinal);
        Assert.StartsWith("y of the validation data has the value NaN",
            Fault(
                () =>
                    model.Fit(s_sides.X, s_sides.Y,
                        validationData: new DataSet(new float[1, 2], new[] { double.NaN }))), StringComparison.Ordinal);
        Assert.StartsWith(
            "there are no samples to train on", Fault(() => model.Fit(new float[0, 2], Array.Empty<int>())), StringComparison.Ordinal);
        Assert.StartsWith("a validation split of 0.999 leaves 0 of 100 samples",
            Fault(() => model.Fit(s_sides.X, s_sides.Y, validationSplit: 0.999)), StringComparison.Ordinal);
        Assert.StartsWith(
            "epochs is 0; it must be at least 1.", Fault(() => model.Fit(s_sides.X, s_sides.Y, epochs: 0)), StringComparison.Ordinal);
        Assert.StartsWith("the batch size is 0; it must be at least 1.", Fault(() => model.Fit(s_sides.X, s_sides.Y, batchSize: 0)),
            StringComparison.Ordinal);
        Assert.StartsWith("the metric 'mse' cannot be measured beside the loss sparse_categorical_crossentropy",
            Fault(() => model.Compile("sgd", "sparse_categorical_crossentropy", "mse")), StringComparison.Ordinal);
        Assert.StartsWith("there are two values of the name 'accuracy'", Fault(() => model.Compile("sgd", "mse", "accuracy", "accuracy")),
            StringComparison.Ordinal);
        Assert.Contains("call Compile first", Assert.Throws<InvalidOperationException>(() => Small(1).Fit(s_sides.X, s_sides.Y)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("2 arrays of samples are given", Fault(() => model.PredictAll([s_sides.X, s_sides.X])), StringComparison.Ordinal);

        static string Fault(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void An_axis_of_size_1_is_added_or_left_out_for_the_layer()
    {
        Sequential wide = new([new Input([2, 1]), new Dense(3)], seed: 1);
        Sequential narrow = new([new Input([2]), new Dense(3)], seed: 1);

        Assert.Equal([100, 2, 3], wide.Predict(s_sides.X).Dimensions);
        Assert.Equal(narrow.Predict(new float[5, 2]).ToArray(), narrow.Predict(new float[5, 2, 1]).ToArray());
    }

    [Fact]
    public void Float64_trains_too()
    {
        Sequential model = new([new Input([2]), new Dense(8, activation: "tanh"), new Dense(1)], seed: 1, type: ElementType.Float64);
        model.Compile("rmsprop", "mse", "mae");

        History history = model.Fit(s_sides.X, s_sides.Y, epochs: 20);

        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.True(history["mae"][^1] < history["mae"][0]);
    }

    private static Sequential Small(long seed) =>
        new([new Input([2]), new Dense(16, activation: "tanh"), new Dense(2, activation: "softmax")], seed: seed);

    private static Sequential Compiled(Optimizer optimizer)
    {
        Sequential model = Small(3);
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        return model;
    }

    private sealed class Recorder : Callback
    {
        internal List<string> Events { get; } = [];

        public override void OnTrainBegin(TrainingState state) => Events.Add("begin");

        public override void OnEpochBegin(TrainingState state) => Events.Add($"epoch {state.Epoch}");

        public override void OnBatchEnd(TrainingState state) => Events.Add($"batch {state.Batch}");

        public override void OnEpochEnd(TrainingState state)
        {
            Events.Add($"end of {state.Epoch}");
            state.StopTraining = state.Epoch == 2 && state.Logs["loss"] > 0;
        }

        public override void OnTrainEnd(TrainingState state) => Events.Add("end");
    }

    private sealed class Reports(List<TrainingProgress> reports, Action? then = null) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
