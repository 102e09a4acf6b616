using System.Diagnostics.CodeAnalysis;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Models of layers in C# and of files: weights, names, summaries, saving and loading.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class ModelTests
{
    private static readonly float[,] s_two = { { 1, -2, 3, 0.5f }, { 0, 1, -1, 2 } };

    [Fact]
    public void A_plan_of_the_model_draws_its_weights_and_another_is_refused()
    {
        Model model = Model.Load(Repository.At("samples", "model.json"), seed: 1);
        var file = Seedbed.Keras.KerasModelFile.Read(Repository.At("samples", "model.json"));
        var plan = Seedbed.Checkpoints.InitializationPlan.Create(file.Template, new Seedbed.Checkpoints.PlanOptions { Seed = 2 });
        model.Initialize(plan);
        Assert.Equal(Model.Load(Repository.At("samples", "model.json"), seed: 2).GetWeights(), model.GetWeights());
        Assert.Equal(Model.Of(file, seed: 2).GetWeights(), model.GetWeights());
        Assert.Equal(plan.Tensors[0].Initializer, model.Weights[0].DrawnFrom);
        model.Weights[0].Set<float>(model.Weights[0].ToArray<float>());
        Assert.Null(model.Weights[0].DrawnFrom);
        Model other = Model.Load(Repository.At("samples", "deep.json"), seed: 1);
        Assert.Contains("tensor 0 of the plan is", Assert.Throws<ArgumentException>(() => other.Initialize(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_those_that_the_tool_draws_for_the_same_seed()
    {
        using TemporaryFolder folder = new();
        Sequential model = Mixed(seed: 42);
        File.WriteAllText(folder.At("m.json"), model.ToJson());

        ToolRun.InProcess("init", folder.At("m.json"), "-o", folder.At("m.npz"), "--seed", "42").IsDone();

        Model loaded = Model.Load(folder.At("m.json"), seed: 1);
        Assert.NotEqual(loaded.GetWeights()[0], model.GetWeights()[0]);
        loaded.LoadWeights(folder.At("m.npz"));
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.Equal(Model.Load(folder.At("m.json"), seed: 42).GetWeights(), model.GetWeights());
    }

    [Fact]
    public void Layers_are_named_as_in_Keras()
    {
        Sequential model = Mixed(seed: 1);

        Assert.Equal(["dense/kernel", "dense/bias", "hidden/kernel", "hidden/bias", "dense_1/kernel", "dense_1/bias"],
            model.Weights.Select(weight => weight.Name));
        Assert.Equal(["dense", "hidden", "dense_1"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["hidden/kernel", "hidden/bias"], model.Layers[1].Weights.Select(weight => weight.Name));
        Assert.Equal(["hidden/kernel", "hidden/bias"], model.WeightsOf("hidden").Select(weight => weight.Name));
    }

    [Theory]
    [InlineData(".keras")]
    [InlineData(".weights.h5")]
    [InlineData(".safetensors")]
    [InlineData(".npz")]
    public void What_was_saved_is_loaded(string ending)
    {
        using TemporaryFolder folder = new();
        string path = folder.At("m" + ending);
        Sequential model = Mixed(seed: 42);
        if (ending == ".keras")
        {
            model.Save(path);
        }
        else
        {
            model.SaveWeights(path);
        }

        Model other = ending == ".keras" ? Model.Load(path, seed: 3) : Mixed(seed: 3);
        if (ending != ".keras")
        {
            Assert.NotEqual(model.GetWeights(), other.GetWeights());
            other.LoadWeights(path);
        }

        Assert.Equal(model.GetWeights(), other.GetWeights());
        Assert.Equal(model.Predict(s_two).ToArray(), other.Predict(s_two).ToArray());
        Assert.Equal(model.Summary(), other.Summary());
    }

    [Fact]
    public void A_functional_model_with_branches_is_saved_and_loaded()
    {
        using TemporaryFolder folder = new();
        Model model = Branches();

        model.Save(folder.At("m.keras"));
        Model loaded = Model.Load(folder.At("m.keras"));

        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.Equal(model.Predict(s_two).ToArray(), loaded.Predict(s_two).ToArray());
        Assert.Equal(["dense/kernel", "dense/bias", "shared/kernel", "shared/bias"], loaded.Weights.Select(weight => weight.Name));
        loaded.Save(folder.At("n.keras"));
        Assert.Equal(model.ToJson(), loaded.ToJson());
    }

    [Fact]
    public void Keras_finds_weights_at_the_places_of_the_format()
    {
        using TemporaryFolder folder = new();
        Mixed(seed: 1).Save(folder.At("m.keras"));

        using CheckpointFile file = CheckpointFiles.Open(folder.At("m.keras"));

        Assert.Equal(
            ["layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/0", "layers/dense_1/vars/1", "layers/dense_2/vars/0",
                "layers/dense_2/vars/1"],
            file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_function_is_saved_as_the_layers_default()
    {
        using TemporaryFolder folder = new();
        Sequential model =
            new([new Input([4]), new Dense(2, kernelInitializer: Initializer.FromFunction<float>((values, _) => values.Fill(7)))]);

        model.Save(folder.At("m.keras"));

        Assert.Contains("GlorotUniform", model.ToJson(), StringComparison.Ordinal);
        Assert.All(Model.Load(folder.At("m.keras")).GetWeights()[0], value => Assert.Equal(7, value));
    }

    [Fact]
    public void The_shape_may_come_from_Build_or_from_data()
    {
        Sequential built = new([new Dense(3), new Dense(2)], seed: 1);
        Sequential fed = new([new Dense(3), new Dense(2)], seed: 1);
        Assert.Contains("call Build with a shape, or Fit with data", Assert.Throws<InvalidOperationException>(() => built.Weights).Message,
            StringComparison.Ordinal);

        built.Build([null, 4]);
        fed.Predict(s_two);

        Assert.Equal(built.GetWeights(), fed.GetWeights());
        Assert.Equal([4L, 3], built.Weights[0].Shape.Dimensions.ToArray());
        Assert.Equal("dense", built.Layers[0].Name);
    }

    [Fact]
    public void The_summary_is_the_table_that_Keras_prints()
    {
        const string Expected = """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
            ┃ Layer (type)    ┃ Output Shape ┃ Param # ┃
            ┡━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
            │ dense (Dense)   │ (None, 64)   │     320 │
            ├─────────────────┼──────────────┼─────────┤
            │ hidden (Dense)  │ (None, 32)   │   2,080 │
            ├─────────────────┼──────────────┼─────────┤
            │ dense_1 (Dense) │ (None, 10)   │     330 │
            └─────────────────┴──────────────┴─────────┘
             Total params: 2,730 (10.66 KB)
             Trainable params: 2,730 (10.66 KB)
             Non-trainable params: 0 (0.00 B)

            """;

        Assert.Equal(Expected, Mixed(seed: 1).Summary());
        Assert.Contains(
            "┃ Layer (type)             ┃ Output Shape ┃ Param # ┃ Connected to       ┃", Branches().Summary(), StringComparison.Ordinal);
        Assert.Contains("│ add (Add)                │ (None, 3)    │       0 │ shared[0][0],      │\n│                          │          "
            + "    │         │ shared[1][0]       │\n", Branches().Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_do_not_learn_are_not_trainable()
    {
        Sequential model = new([new Input([4]), new Dense(3) { Trainable = false }, new Dense(2)]);

        Assert.Equal([false, false, true, true], model.Weights.Select(weight => weight.Trainable));
        Assert.Contains("Non-trainable params: 15 (60.00 B)", model.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_set_all_or_none()
    {
        Sequential model = new([new Input([2]), new Dense(1, name: "d")], seed: 1);
        model.SetWeights([3, 4], [5]);
        Assert.Equal(3 + 8 + 5, model.Predict(new float[,] { { 1, 2 } }).ToArray()[0]);

        Assert.Equal("3 values are given for the weight 'd/bias' of shape [1], which has 1 elements.",
            Assert.Throws<ArgumentException>(() => model.SetWeights([1, 1], [1, 2, 3])).Message);
        Assert.StartsWith("1 arrays are given, and the model 'sequential' has 2 weights: d/kernel [2, 1], d/bias [1].",
            Assert.Throws<ArgumentException>(() => model.SetWeights([[1, 1]])).Message, StringComparison.Ordinal);
        Assert.Equal([3f, 4f], model.GetWeights()[0]);
        model.Layers[0].SetWeights([0, 0], [9]);
        model.Weights[0].Set<double>([1, 1]);
        Assert.Equal([1f, 1f], model.Layers[0].GetWeights()[0]);
        Assert.Equal([9.0], model.Weights[1].ToArray<double>());
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_nothing_changes()
    {
        using TemporaryFolder folder = new();
        Sequential other = new([new Input([4]), new Dense(3, name: "dense"), new Dense(2, name: "x")]);
        other.SaveWeights(folder.At("w.npz"));
        other.SaveWeights(folder.At("w.weights.h5"));
        Sequential model = new([new Input([4]), new Dense(3, name: "dense"), new Dense(2, name: "y")]);
        Sequential wide = new([new Input([4]), new Dense(4, name: "dense"), new Dense(2, name: "x")]);
        Sequential shallow = new([new Input([4]), new Dense(3, name: "dense")]);
        IReadOnlyList<float[]> before = model.GetWeights();

        Assert.Contains(
            "has no 'y/kernel' for the weight 'y/kernel'. Did you mean 'x/kernel'?", Fault(model, "w.npz"), StringComparison.Ordinal);
        Assert.Contains("'layers/dense/vars/0' has shape [4, 3], and the weight 'dense/kernel' has shape [4, 4]; they must be equal.",
            Fault(wide, "w.weights.h5"), StringComparison.Ordinal);
        Assert.Contains(
            "has 'x/kernel' of shape [3, 2], which is no weight of this model", Fault(shallow, "w.npz"), StringComparison.Ordinal);
        Assert.Equal(before, model.GetWeights());

        string Fault(Model to, string name) => Assert.Throws<FormatException>(() => to.LoadWeights(folder.At(name))).Message;
    }

    [Fact]
    public void Float64_models_keep_all_digits()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([4]), new Dense(3)], seed: 1, type: ElementType.Float64);

        model.Save(folder.At("m.keras"));
        Model loaded = Model.Load(folder.At("m.keras"));

        Assert.Equal(ElementType.Float64, loaded.Weights[0].Type);
        Assert.Equal(model.Weights[0].ToArray<double>(), loaded.Weights[0].ToArray<double>());
        Assert.Equal(model.Predict(s_two).ToArray(), loaded.Predict(s_two).ToArray());
    }

    [Fact]
    public void What_cannot_be_a_model_gets_a_sentence()
    {
        Dense dense = new(2);
        Sequential first = new([new Input([2]), dense], name: "first");
        _ = first.Weights;
        Input input = new([2]);
        Input stray = new([2], name: "stray");

        Assert.Equal("the layer 'dense' (Dense) is part of the model 'first'; a layer belongs to one model, so make another one.",
            Fault(() => _ = new Sequential([dense])));
        Assert.Equal("two layers have the name 'a'; every layer of a model needs a name of its own.",
            Fault(() => new Sequential([new Input([2]), new Dense(1, name: "a"), new Dense(1, name: "a")]).Build()));
        Assert.Contains("holds half of a surrogate pair",
            Fault(() => new Sequential([new Input([2]), new Dense(1, name: "a\ud800")]).Build()), StringComparison.Ordinal);
        Assert.Contains("holds half of a surrogate pair",
            Fault(() => new Sequential([new Input([2]), new Dense(1)], name: "a\ud800").Build()), StringComparison.Ordinal);
        Assert.Contains("which is none of the model's inputs", Fault(() => _ = new Model([input], [new Add().On(input, stray)])),
            StringComparison.Ordinal);
        Assert.Contains(
            "it must be an Input", Fault(() => _ = new Model(new Dense(2).On(input), new Dense(2).On(input))), StringComparison.Ordinal);
        Assert.Contains("is built, so its layers stay", Assert.Throws<InvalidOperationException>(() => first.Add(new Dense(1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("it has no layers; add one", Assert.Throws<InvalidOperationException>(() => new Sequential().Summary()).Message,
            StringComparison.Ordinal);
        Assert.Contains("has no weights before a model has it",
            Assert.Throws<InvalidOperationException>(() => new Dense(2).GetWeights()).Message, StringComparison.Ordinal);
        Assert.Contains("the name must end in .keras, .h5", Fault(() => first.Save("m.bin")), StringComparison.Ordinal);
        Assert.Contains(
            "the name must end in .h5, .weights.h5, .safetensors, .npz", Fault(() => first.SaveWeights("m.bin")), StringComparison.Ordinal);

        static string Fault(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void The_configuration_is_read_as_the_same_template()
    {
        Sequential model = Mixed(seed: 1);

        ModelTemplate template = KerasModelReader.Read(model.ToJson());

        Assert.Equal(
            model.Weights.Select(weight => (weight.Name, weight.Shape)), template.Tensors.Select(tensor => (tensor.Name, tensor.Shape)));
        Assert.Equal([new HeNormal().ClassName, "Zeros", "GlorotUniform", "Zeros", "Zeros", "Zeros"],
            template.Tensors.Select(tensor => tensor.Initializer.ClassName));
        Assert.Equal("sequential", InitializationPlan.Create(template).TemplateName);
    }

    /// <summary>Dense 64 He, Dense 32 Glorot, Dense 10 zeros.</summary>
    private static Sequential Mixed(long seed) => new(
        [new Input([4]), new Dense(64, activation: "relu", kernelInitializer: "he_normal"),
            new Dense(32, activation: "tanh", name: "hidden"), new Dense(10, activation: "softmax", kernelInitializer: "zeros")],
        seed: seed);

    /// <summary>One layer called twice, and a sum.</summary>
    private static Model Branches()
    {
        Input input = new([4]);
        Dense shared = new(3, activation: "tanh", name: "shared");
        Dense other = new(4);
        SymbolicTensor sum = new Add().On(shared.On(input), shared.On(other.On(input)));
        return new Model(input, sum, seed: 9);
    }
}
