using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Writing;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>.h5 files of Keras 1 and 2: as templates, as weights, and written.</summary>
public sealed class LegacyFileTests
{
    private static string Case(string name) => Repository.At("tests", "Seedbed.Tests", "Cases", name);

    [Fact]
    public void A_model_is_a_template()
    {
        var file = KerasModelFile.Read(Case("legacy_model.h5"));

        Assert.Equal(["dense/kernel [4, 3]", "dense/bias [3]"], file.Template.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
        Assert.Equal(new Version(2, 4, 0), file.KerasVersion);
    }

    [Fact]
    public void A_model_is_loaded_with_its_weights() => IsHalfAndOne(Model.Load(Case("legacy_model.h5"), seed: 1));

    [Theory]
    [InlineData("legacy_model.h5")]
    [InlineData("legacy_weights.h5")]
    public void Weights_are_loaded(string name)
    {
        var model = Model.Load(Case("legacy.json"), seed: 1);

        Assert.Empty(model.LoadWeights(Case(name)));

        IsHalfAndOne(model);
    }

    /// <summary>Mean of (y − Σ x/2 − 1)² over the samples, before the first step: what a training from these weights begins with.</summary>
    [Fact]
    public void A_training_begins_with_them()
    {
        ToolRun run = ToolRun.InProcess(
            "train", Case("legacy.json"), "--data", Case("xy.npz"), "--loss", "mse", "--optimizer", "SGD(learning_rate=0.0)", "--weights",
            Case("legacy_weights.h5"), "--epochs", "1", "--seed", "1", "--json");
        using var data = CheckpointFile.Open(Case("xy.npz"));
        double[] x = Numbers(data, "x");
        double[] y = Numbers(data, "y");
        double expected = y.Select((target, at) => Math.Pow(target - 1 - (x[(at / 3 * 4)..((at / 3 * 4) + 4)].Sum() / 2), 2)).Average();

        Assert.Equal(0, run.Status);
        Assert.Equal(expected, run.Json().GetProperty("history").GetProperty("loss")[0].GetDouble(), 1e-5);
    }

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["f_zoo", "e_attention", "d_lstm"])
        {
            var model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", "models", name + ".keras"));
            model.Save(folder.At(name + ".h5"));
            model.SaveWeights(folder.At(name + ".weights-only.h5"));
            var again = Model.Load(folder.At(name + ".h5"), seed: 5);
            var other = Model.Load(ModelFiles.PathOf(name), seed: 6);

            Assert.Empty(other.LoadWeights(folder.At(name + ".weights-only.h5")));

            Assert.Equal(model.GetWeights(), again.GetWeights());
            Assert.Equal(model.GetWeights(), other.GetWeights());
        }
    }

    [Fact]
    public void Layers_of_other_names_are_taken_in_their_order_and_by_name_left_out()
    {
        using TemporaryFolder folder = new();
        Two("a", "b", 3, seed: 1).SaveWeights(folder.At("w.h5"));
        Sequential renamed = Two("c", "d", 3, seed: 2);
        Sequential partly = Two("a", "x", 3, seed: 3);
        float[] kept = partly.GetLayer("x").Kernel.ToArray<float>();

        Assert.Empty(renamed.LoadWeights(folder.At("w.h5")));
        IReadOnlyList<string> notes = partly.LoadWeights(folder.At("w.h5"), new WeightLoadOptions { ByName = true });

        Assert.Equal(Two("a", "b", 3, seed: 1).GetWeights(), renamed.GetWeights());
        Assert.Equal(renamed.GetLayer("c").Kernel.ToArray<float>(), partly.GetLayer("a").Kernel.ToArray<float>());
        Assert.Equal(kept, partly.GetLayer("x").Kernel.ToArray<float>());
        Assert.Equal(4, notes.Count);
        Assert.Contains(notes, note => note.Contains("'b/b/kernel:0' is left out, as the model has no layer 'b'", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("the weight 'x/bias' keeps its values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".h5")]
    [InlineData(".weights.h5")]
    [InlineData(".safetensors")]
    public void Another_shape_is_refused_or_left_out(string ending)
    {
        using TemporaryFolder folder = new();
        string path = folder.At("w" + ending);
        Two("a", "b", 3, seed: 1).SaveWeights(path);
        Sequential wider = Two("a", "b", 4, seed: 2);
        float[] kept = wider.GetLayer("b").Kernel.ToArray<float>();

        Assert.Contains("they must be equal", Assert.Throws<FormatException>(() => wider.LoadWeights(path)).Message, StringComparison.Ordinal);
        IReadOnlyList<string> notes = wider.LoadWeights(path, new WeightLoadOptions { SkipMismatch = true });

        Assert.Equal(2, notes.Count);
        Assert.All(notes, note => Assert.EndsWith("it is left out.", note, StringComparison.Ordinal));
        Assert.Equal(kept, wider.GetLayer("b").Kernel.ToArray<float>());
        Assert.Equal(
            Two("a", "b", 3, seed: 1).GetLayer("a").Kernel.ToArray<float>(), wider.GetLayer("a").Kernel.ToArray<float>());
    }

    [Fact]
    public void A_file_that_does_not_fit_is_told_with_its_layers_or_its_layout()
    {
        using TemporaryFolder folder = new();
        Two("a", "b", 3, seed: 1).SaveWeights(folder.At("w.h5"));
        Sequential one = new([new Input([2]), new Dense(3, name: "z")], seed: 1);

        Assert.Contains(
            "has the weights of 2 layers ('a', 'b'), and the model has 1 with weights ('z')",
            Assert.Throws<FormatException>(() => one.LoadWeights(folder.At("w.h5"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "It is laid out neither as Keras 3 does it",
            Assert.Throws<FormatException>(() => one.LoadWeights(Repository.At("tests", "Seedbed.Tests", "Golden", "hdf5", "chunked.h5"))).Message,
            StringComparison.Ordinal);
        one.SaveWeights(folder.At("w.weights.h5"));
        Assert.Contains(
            "finds weights by the places of their layers",
            Assert.Throws<ArgumentException>(
                () => one.LoadWeights(folder.At("w.weights.h5"), new WeightLoadOptions { ByName = true })).Message, StringComparison.Ordinal);
    }

    /// <summary>A frozen normalization has all its weights behind those that are trained, in its own order.</summary>
    [Fact]
    public void Weights_that_training_changes_stand_first()
    {
        const string Model = """
            {"class_name": "Sequential", "keras_version": "2.4.0", "config": {"name": "s", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "name": "in"}},
              {"class_name": "Sequential", "config": {"name": "inner", "layers": [
                {"class_name": "BatchNormalization", "config": {"name": "bn"}},
                {"class_name": "Dense", "config": {"name": "d", "units": 2}}]}}]}}
            """;

        TemplateLayer layer = Assert.Single(KerasModelReader.Read(Model).Layers);

        Assert.Equal("inner", layer.Name);
        Assert.Equal(
            ["inner/bn/gamma", "inner/bn/beta", "inner/d/kernel", "inner/d/bias", "inner/bn/moving_mean", "inner/bn/moving_variance"],
            layer.Tensors.Select(number => KerasModelReader.Read(Model).Tensors[number].Name));
    }

    /// <summary>More names than one attribute of HDF5 has room for are cut into several, as Keras does it.</summary>
    [Fact]
    public void Very_many_layers_are_listed()
    {
        using TemporaryFolder folder = new();
        string[] names = [.. Enumerable.Range(0, 900).Select(index => $"{new string('l', 90)}_{index}")];
        Sequential model = new([new Input([1]), .. names.Select(name => new Dense(1, name: name))], seed: 1);
        model.SaveWeights(folder.At("w.h5"));
        using (var file = CheckpointFiles.Open(folder.At("w.h5")))
        {
            Assert.Equal(KerasFormats.Legacy, file.Format);
            Assert.Equal<IEnumerable<string>>(names, file.TextsOf("", "layer_names")!.Value);
            Assert.Null(file.TextsOf("", "layer_names2"));
            Assert.NotNull(file.TextsOf("", "layer_names1"));
        }

        Sequential again = new([new Input([1]), .. names.Select(name => new Dense(1, name: name))], seed: 2);
        Assert.Empty(again.LoadWeights(folder.At("w.h5")));
        Assert.Equal(model.GetWeights(), again.GetWeights());
    }

    [Fact]
    public void A_model_of_Keras_3_in_it_is_told_about()
    {
        using TemporaryFolder folder = new();

        Assert.Contains(
            "spelled as Keras 3 does it", Assert.Single(Two("a", "b", 3, seed: 1).Save(folder.At("m.h5"))), StringComparison.Ordinal);
        Assert.Empty(Model.Load(Case("legacy.json"), seed: 1).Save(folder.At("n.h5")));
    }

    [Fact]
    public void The_tool_leaves_out_and_says_so()
    {
        ToolRun run = ToolRun.InProcess(
            "train", Case("legacy.json"), "--data", Case("xy.npz"), "--loss", "mse", "--weights", ModelFilesOf("c_mlp_mixed.weights.h5"),
            "--skip-mismatch", "--seed", "1");

        Assert.Equal(0, run.Status);
        Assert.Contains("it is left out.", run.Error, StringComparison.Ordinal);
        ToolRun.InProcess("train", Case("legacy.json"), "--data", Case("xy.npz"), "--loss", "mse", "--by-name", "--seed", "1")
            .IsRefused(2, "say how --weights are taken");
    }

    /// <summary>Each gate has arrays of its own there, in the order i, c, f, o; Keras 2 has them in one, i, f, c, o.</summary>
    [Fact]
    public void The_gates_of_Keras_1_are_joined()
    {
        using TemporaryFolder folder = new();
        Hdf5Group root = new();
        string[] names = [.. from gate in "icfo" from array in "WUb" select $"lstm_1_{array}_{gate}"];
        root.Set(Texts("layer_names", ["lstm_1"]));
        root.Group("lstm_1").Set(Texts("weight_names", names));
        List<ReadOnlyMemory<byte>> data = [];
        foreach (string name in names)
        {
            Shape shape = name[7] switch { 'W' => [3, 2], 'U' => [2, 2], _ => [2] };
            root.Add($"lstm_1/{name}", DType.Float32, shape);
            float first = 10 * "ifco".IndexOf(name[^1], StringComparison.Ordinal);
            data.Add(Enumerable.Range(0, (int)shape.ElementCount).SelectMany(at => BitConverter.GetBytes(first + at)).ToArray());
        }

        using (FileStream file = File.Create(folder.At("w.h5")))
        {
            Hdf5Writer.Write(file, root, data);
        }

        Sequential model = new([new Input([null, 3]), new LSTM(2, name: "lstm_1")], seed: 1);
        Assert.Empty(model.LoadWeights(folder.At("w.h5")));

        Assert.Equal(
            [0, 1, 10, 11, 20, 21, 30, 31, 2, 3, 12, 13, 22, 23, 32, 33, 4, 5, 14, 15, 24, 25, 34, 35], model.Weights[0].ToArray<float>());
        Assert.Equal([0, 1, 10, 11, 20, 21, 30, 31, 2, 3, 12, 13, 22, 23, 32, 33], model.Weights[1].ToArray<float>());
        Assert.Equal([0, 1, 10, 11, 20, 21, 30, 31], model.Weights[2].ToArray<float>());
    }

    /// <summary>Weights of one model in two files and their list, as Keras 3.10 shards them.</summary>
    [Fact]
    public void Sharded_weights_are_loaded()
    {
        using TemporaryFolder folder = new();
        Sequential model = Two("a", "b", 3, seed: 1);
        model.SaveWeights(folder.At("all.weights.h5"));
        using (var all = CheckpointFiles.Open(folder.At("all.weights.h5")))
        {
            Shard("s_00000.weights.h5", "layers/dense/");
            Shard("s_00001.weights.h5", "layers/dense_1/");

            void Shard(string name, string prefix) => KerasFormats.Weights.Write(folder.At(name), InitializationPlan.Create(new ModelTemplate(
                "s",
                [
                    .. all.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(tensor =>
                        new TensorTemplate(tensor.Name, tensor.Shape, tensor.Type, new Seedbed.Initializers.Zeros())
                        {
                            Stored = tensor, StoredPlaces = [new(tensor.Name, "")],
                        }),
                ]), new PlanOptions { Seed = 0 }));
        }

        File.WriteAllText(folder.At("s.weights.json"), """
            {"metadata": {"total_size": 88}, "weight_map": {"/layers/dense/vars": "s_00000.weights.h5", "/layers/dense_1/vars": ["s_00001.weights.h5"]}}
            """);
        Sequential again = Two("a", "b", 3, seed: 2);

        Assert.Empty(again.LoadWeights(folder.At("s.weights.json")));

        Assert.Equal(model.GetWeights(), again.GetWeights());
        File.WriteAllText(folder.At("t.weights.json"), """{"weight_map": {"/layers/dense/vars": "../s.weights.h5"}}""");
        Assert.Contains(
            "must be the name of a file beside it", Assert.Throws<FormatException>(() => again.LoadWeights(folder.At("t.weights.json"))).Message,
            StringComparison.Ordinal);
    }

    private static string ModelFilesOf(string name) => Repository.At("tests", "Seedbed.Tests", "Golden", "models", name);

    private static Sequential Two(string first, string second, int units, long seed) =>
        new([new Input([2]), new Dense(2, name: first), new Dense(units, name: second)], seed: seed);

    private static void IsHalfAndOne(Model model)
    {
        Assert.All(model.Weights[0].ToArray<float>(), value => Assert.Equal(0.5f, value));
        Assert.All(model.Weights[1].ToArray<float>(), value => Assert.Equal(1f, value));
    }

    private static double[] Numbers(CheckpointFile file, string name)
    {
        StoredTensor tensor = file.Tensors.Single(tensor => tensor.Name == name);
        double[] numbers = new double[tensor.Shape.ElementCount];
        tensor.ReadNumbers(0, numbers);
        return numbers;
    }

    private static Hdf5Attribute Texts(string name, string[] texts) =>
        Hdf5Attribute.OfTexts(name, [texts.Length], [.. texts]) with { Form = Hdf5TextForm.FixedBytes };
}
