using System.Diagnostics.CodeAnalysis;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>What can be seen of a model while it computes: every call, before and behind its activation, and nothing is changed by it.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class ObservingTests
{
    private static readonly DataSet s_data = Spirals.Create(60, seed: 1);

    public static TheoryData<string> Models =>
        ["models/a_mlp_mnist.json", "models/b_cnn_mnist.json", "models/d_lstm.json", "models/e_attention.json", "models/f_zoo.json",
            .. Directory.GetFiles(Repository.At("tests", "Seedbed.Tests", "Golden", "training"), "*.json").Where(path => !path.EndsWith(".curve.json", StringComparison.Ordinal))
                .Select(path => "training/" + Path.GetFileName(path))];

    [Fact]
    public void Every_call_is_seen_in_the_order_of_the_nodes_and_gives_what_the_model_predicts()
    {
        Model model = Branches();
        float[,] x = { { 1, 2 }, { -3, 4 } };
        using ModelRun run = model.Observe([x]);
        Assert.Equal(model.Nodes, run.Calls.Select(call => call.Node));
        Assert.Equal(["shared", "shared#2", "add", "hidden", "end"], model.Nodes.Select(node => node.Name));
        Assert.Equal(model.Predict(x).ToArray<float>(), run.Outputs[0].Values<float>().ToArray());
        ModelNode add = model.Nodes[2];
        Assert.Equal([new NodeTensor(0, 0), new NodeTensor(1, 0)], add.Inputs);
        Assert.Equal([new NodeTensor(-1, 0)], model.Nodes[0].Inputs);
        Assert.Equal([new NodeTensor(4, 0)], model.OutputTensors);
        Assert.Equal([null, 2], add.OutputShapes[0]);
        Assert.Equal(["shared/kernel", "shared/bias"], model.Nodes[1].Weights.Select(weight => weight.Name));
        Assert.Equal("relu", (string?)model.Nodes[1].Config["activation"]);
    }

    [Fact]
    public void The_value_before_the_activation_gives_the_output()
    {
        using ModelRun run = Branches().Observe([new float[,] { { 1, 2 }, { -1, -2 } }]);
        ObservedCall shared = run.Calls[0];
        Assert.Contains(shared.PreActivation.Values<float>().ToArray(), value => value < 0);
        Assert.Equal(
            shared.PreActivation.Values<float>().ToArray().Select(value => Math.Max(value, 0)), shared.Outputs[0].Values<float>().ToArray());
        Assert.Same(run.Calls[2].Outputs[0], run.Calls[2].PreActivation);
    }

    [Fact]
    public void A_watched_gradient_is_that_which_a_tape_keeps()
    {
        Model model = Branches();
        Dictionary<string, float[]> seen = [];
        using (ModelRun run = model.Observe([new float[,] { { 1, 2 }, { -3, 4 } }], new ObserveOptions
        {
            IsRecording = true, NeedsInputGradients = true,
        }))
        {
            foreach (ObservedCall call in run.Calls)
            {
                run.Tape.WatchGradient(call.PreActivation, gradient => seen[call.Node.Name] = gradient.Values<float>().ToArray());
            }

            run.Tape.Backward(run.Outputs[0]);
            Assert.NotNull(run.Inputs[0].Gradient);
        }

        Assert.Equal(model.Nodes.Select(node => node.Name).Order(), seen.Keys.Order());

        // The sum of the outputs of the last layer, which is linear in what it takes: all ones, then its kernel.
        Assert.All(seen["end"], value => Assert.Equal(1, value));
        float[] kernel = model.GetLayer("end").Kernel.ToArray<float>();
        Assert.Equal([.. Enumerable.Range(0, 4).Select(i => kernel[2 * (i % 2)] + kernel[(2 * (i % 2)) + 1])], seen["hidden"]);
    }

    [Fact]
    public void A_run_as_in_training_leaves_the_model_as_it_was()
    {
        Sequential model = new([new Dense(8), new BatchNormalization(), new Dropout(0.5), new Dense(3)], seed: 3);
        model.Compile("sgd", "sparse_categorical_crossentropy");
        model.Fit(s_data, new FitOptions { Epochs = 1 });
        Model twin = model.Clone();
        twin.Compile("sgd", "sparse_categorical_crossentropy");
        twin.Fit(s_data, new FitOptions { Epochs = 1 });
        float[][] before = [.. model.GetWeights()];
        using (ModelRun run = model.Observe(s_data, new ObserveOptions { IsTraining = true, IsRecording = true }))
        {
            run.Tape.Backward(run.Loss!);
            Assert.Contains(0, run.Calls[2].Outputs[0].Values<float>().ToArray());
        }

        Assert.Equal(before, model.GetWeights());

        // Dropout goes on where it would have.
        model.Fit(s_data, new FitOptions { Epochs = 1 });
        twin.Fit(s_data, new FitOptions { Epochs = 1 });
        Assert.Equal(twin.GetWeights(), model.GetWeights());
    }

    [Fact]
    public void A_training_that_is_looked_at_learns_the_same()
    {
        Sequential model = new([new Dense(8, activation: "tanh"), new LSTM(4), new Dense(3, activation: "softmax")], seed: 3);
        DataSet data = new(new Samples[] { Sequences() }[0], new int[] { 0, 1, 2, 0, 1, 2 });
        Model twin = model.Clone();
        Looking looking = new();
        Looking beside = new();
        foreach ((Model each, Callback[] callbacks) in new (Model, Callback[])[] { (model, [looking, beside]), (twin, []) })
        {
            each.Compile("adam", "sparse_categorical_crossentropy");
            each.Fit(data, new FitOptions { Epochs = 2, BatchSize = 2, Callbacks = callbacks });
        }

        Assert.Equal(twin.GetWeights(), model.GetWeights());
        Assert.Equal(6 * 3, looking.Calls);
        Assert.Equal(looking.Calls, beside.Calls);
        Assert.Equal(6, looking.Gradients);
    }

    [Fact]
    public void An_observer_may_change_weights_and_compute_a_call_again()
    {
        Model model = Branches();
        float[,] x = { { 1, 2 }, { -3, 4 } };
        using ModelRun run = model.Observe([x], new ObserveOptions
        {
            Observer = call =>
            {
                if (call.Node.Name == "hidden")
                {
                    call.Node.Weights[0].Value.Values<float>().Clear();
                    call.Repeat();
                    Assert.All(call.PreActivation.Values<float>().ToArray(), value => Assert.Equal(0, value));
                }
            },
        });
        Assert.All(run.Outputs[0].Values<float>().ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(model.Predict(x).ToArray<float>(), run.Outputs[0].Values<float>().ToArray());
    }

    [Fact]
    public void Products_inside_layers_are_seen_by_the_names_of_their_kernels()
    {
        Input input = new([5, 2]);
        SymbolicTensor attended = new MultiHeadAttention(2, 3, name: "mha").On(input, input);
        Model model = new(input, new Bidirectional(new LSTM(4), name: "both").On(attended), seed: 42);
        using ModelRun run = model.Observe([Sequences()]);
        Assert.Equal(
            ["mha/query/kernel", "mha/key/kernel", "mha/value/kernel", "mha/attention_output/kernel"],
            run.Calls[0].Products.Select(product => product.Key).Order(Comparer<string>.Create((one, other) => Place(one) - Place(other))));
        Assert.Equal(run.Calls[0].Outputs[0].Values<float>().ToArray(), run.Calls[0].Products[^1].Value.Values<float>().ToArray());
        Assert.Equal(
            ["both/forward_lstm/lstm_cell/kernel", "both/backward_lstm/lstm_cell/kernel"],
            run.Calls[1].Products.Select(product => product.Key));
        Assert.All(run.Calls[1].Products, product => Assert.Equal([6, 5, 16], product.Value.Dimensions.ToArray()));
        run.Calls[1].Repeat();
        Assert.Equal(2, run.Calls[1].Products.Count);

        int Place(string name) => model.Weights.Select((weight, index) => (weight, index)).First(each => each.weight.Name == name).index;
    }

    [Fact]
    public void A_repeated_call_begins_with_the_states_that_it_began_with()
    {
        Model model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Cases", "stateful_lstm.json"), seed: 42);
        int[] sizes = [.. model.InputShapes[0].Select(size => (int)(size ?? 5))];
        float[] values = [.. Enumerable.Range(0, sizes.Aggregate((product, size) => product * size)).Select(i => (i % 7) - 3f)];
        using ModelRun run = model.Observe([Samples.Of<float>(values, sizes)]);
        float[] first = run.Calls[0].Outputs[0].Values<float>().ToArray();
        run.Calls[0].Repeat();
        Assert.Equal(first, run.Calls[0].Outputs[0].Values<float>().ToArray());
    }

    [Fact]
    public void A_repeated_call_of_16_bits_sees_what_its_weights_are_now()
    {
        Model model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", "models", "c_mlp_mixed.json"), seed: 1);
        float[][] before = [.. model.GetWeights()];
        float[] first = [], second = [];
        using ModelRun run = model.Observe(
            [.. model.InputShapes.Select(shape => Samples.Of<float>([.. Enumerable.Repeat(1f, 2 * (int)shape[1]!)], 2, (int)shape[1]!))],
            new ObserveOptions
            {
                Observer = call =>
                {
                    if (call.Node.Weights.Count > 0 && first.Length == 0)
                    {
                        first = call.PreActivation.Values<float>().ToArray();
                        foreach (ref float value in call.Node.Weights[0].Value.Values<float>())
                        {
                            value *= 2;
                        }

                        call.Repeat();
                        second = call.PreActivation.Values<float>().ToArray();
                    }
                },
            });
        Assert.NotEqual(before[0], model.GetWeights()[0]);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Real_models_give_under_observation_what_they_predict(string file)
    {
        Model model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", file), seed: 1);
        Samples[] inputs = [.. model.InputShapes.Select(shape =>
        {
            int[] sizes = [.. shape.Select((size, axis) => (int)(size ?? (axis == 0 ? 2 : 5)))];
            float[] values = new float[sizes.Aggregate((product, size) => product * size)];
            for (int i = 0; i < values.Length; i += 3)
            {
                values[i] = 1;
            }

            return Samples.Of<float>(values, sizes);
        })];
        using ModelRun run = model.Observe(inputs);
        Assert.Equal(model.Nodes, run.Calls.Select(call => call.Node));
        Assert.Equal(model.PredictAll(inputs)[0].ToArray<float>(), run.Outputs[0].Values<float>().ToArray());
    }

    private static float[,,] Sequences()
    {
        float[,,] values = new float[6, 5, 2];
        for (int i = 0; i < 6; i++)
        {
            (values[i, 0, 0], values[i, 4, 1]) = (i - 2, 0.5f * i);
        }

        return values;
    }

    /// <summary>A layer that is called twice, and an addition.</summary>
    private static Model Branches()
    {
        Input input = new([2]);
        Dense shared = new(2, activation: "relu", name: "shared");
        SymbolicTensor first = shared.On(input);
        SymbolicTensor sum = new Add(name: "add").On(first, shared.On(first));
        return new Model(input, new Dense(2, useBias: false, name: "end").On(new Dense(2, name: "hidden").On(sum)), seed: 42);
    }

    private sealed class Looking : Callback
    {
        public int Calls { get; private set; }

        public int Gradients { get; private set; }

        public override void OnBatchBegin(TrainingState state) => state.Observe(_ => Calls++);

        public override void OnGradients(TrainingState state) =>
            Gradients += state.Model.Weights.All(weight => weight.Value.Gradient is not null) ? 1 : 0;
    }
}
