using System.Text.Json;
using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Networks.Training;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>train</c>: the runs that Keras did, again; several initializers; what is refused.</summary>
public sealed class TrainCommandTests
{
    /// <summary>Keras's numbers are float32's; ours came within 2·10⁻⁷ of them.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Runs => ["mlp", "cnn", "batchnorm", "lstm", "attention"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_of_Keras_is_reproduced(string name)
    {
        JsonElement curve = TrainingFiles.Curve(name);

        JsonElement run = ToolRun.InProcess(
            "train", TrainingFiles.PathOf(name + ".json"), "--weights", TrainingFiles.PathOf(
                name + ".weights.h5"), "--data", TrainingFiles.PathOf(name + ".data.npz"),
            "--optimizer", curve.GetProperty("optimizer").GetRawText(), "--loss", curve.GetProperty("loss").GetString()!, "--epochs", "5",
            "--batch-size", "32", "--no-shuffle", "--json")
            .IsDone().Json();

        double[][] expected = [.. curve.GetProperty("predict_first_4_before").EnumerateArray().Select(Numbers)];
        double[][] predictions = [.. run.GetProperty("predictions").EnumerateArray().Select(Numbers)];
        Assert.Equal(expected.Length, predictions.Length);
        Assert.All(expected.SelectMany(row => row).Zip(predictions.SelectMany(row => row)),
            pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        Assert.All(Values(curve, "loss").Zip(Values(run, "loss")), pair => Assert.Equal(1, pair.Second / pair.First, Tolerance));
        Assert.Equal(Values(curve, "accuracy"), Values(run, "accuracy").Select(accuracy => (double)(float)accuracy));
        double[] evaluation = Numbers(curve.GetProperty("evaluate_after"));
        double[] own = Numbers(run.GetProperty("evaluate"));
        Assert.Equal(evaluation.Length, own.Length);
        Assert.All(evaluation.Zip(own), pair => Assert.Equal(1, pair.Second / pair.First, Tolerance));
    }

    [Fact]
    public void Several_initializers_give_a_run_each_side_by_side()
    {
        string[] line = ["train", TrainingFiles.PathOf("mlp.json"), "--data", TrainingFiles.PathOf("mlp.data.npz"), "--loss",
            "sparse_categorical_crossentropy", "--epochs", "2", "--seed", "1", "--initializer", "zeros", "--initializer",
            "dense/kernel=he_normal", "--quiet"];

        JsonElement[] runs = [.. ToolRun.InProcess([.. line, "--json"]).IsDone().Json().GetProperty("runs").EnumerateArray()];
        ToolRun text = ToolRun.InProcess(line).IsDone();

        Assert.Equal(["zeros", "dense/kernel=he_normal"], runs.Select(run => run.GetProperty("initializer").GetString()));
        Assert.All(
            runs[0].GetProperty("predictions").EnumerateArray().SelectMany(Numbers), probability => Assert.Equal(0.1, probability, 1e-6));
        Assert.NotEqual(Values(runs[0], "loss"), Values(runs[1], "loss"));
        Assert.Contains("epoch    zeros  dense/kernel=he_normal", text.Output, StringComparison.Ordinal);
        Assert.Equal(2, text.Output.Split('\n').Count(part => part.StartsWith("evaluate", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_learned_is_saved()
    {
        using TemporaryFolder folder = new();
        string[] line = ["train", TrainingFiles.PathOf("mlp.json"), "--data", TrainingFiles.PathOf("mlp.data.npz"), "--loss",
            "sparse_categorical_crossentropy", "--optimizer", "adam", "--epochs", "2", "--seed", "1", "--json"];

        JsonElement run = ToolRun.InProcess([.. line, "-o", folder.At("m.keras")]).IsDone().Json();
        ToolRun.InProcess([.. line, "-o", folder.At("m.weights.h5")]).IsDone();
        Model model = Model.Load(folder.At("m.keras"));
        Model other = Model.Load(TrainingFiles.PathOf("mlp.json"));
        other.LoadWeights(folder.At("m.weights.h5"));

        Assert.Equal(model.GetWeights(), other.GetWeights());
        model.Compile("sgd", "sparse_categorical_crossentropy", "accuracy");
        Assert.Equal(Numbers(run.GetProperty("evaluate")), model.Evaluate(DataSet.Read(TrainingFiles.PathOf("mlp.data.npz"))).Values);
        ToolRun.InProcess([.. line, "-o", folder.At("m.keras")]).IsRefused(
            2, "m.keras exists; name another file, or allow it to be replaced with --force.");
        ToolRun.InProcess([.. line, "-o", folder.At("m.keras"), "--force"]).IsDone();
    }

    [Fact]
    public void The_same_seed_begins_with_the_weights_that_init_draws()
    {
        using TemporaryFolder folder = new();
        string model = folder.At("m.json");
        File.WriteAllText(model, new Sequential([new Input([64]), new Dense(10, activation: "softmax")]).ToJson());
        ToolRun.InProcess("init", model, "-o", folder.At("w.npz"), "--seed", "5").IsDone();
        string[] line = ["train", model, "--data", TrainingFiles.PathOf("mlp.data.npz"), "--loss", "sparse_categorical_crossentropy",
            "--no-shuffle", "--json"];

        JsonElement drawn = ToolRun.InProcess([.. line, "--seed", "5"]).IsDone().Json();
        JsonElement given = ToolRun.InProcess([.. line, "--weights", folder.At("w.npz")]).IsDone().Json();

        Assert.Equal(Values(given, "loss"), Values(drawn, "loss"));
        Assert.Equal(5, drawn.GetProperty("seed").GetInt64());
    }

    [Fact]
    public void A_drawn_seed_is_told()
    {
        ToolRun run =
            ToolRun.InProcess("train", TrainingFiles.PathOf("mlp.json"), "--data", TrainingFiles.PathOf("mlp.data.npz"), "--loss",
                "sparse_categorical_crossentropy", "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal($"seedbed: drew the seed {run.Json().GetProperty("seed")}; --seed {run.Json().GetProperty("seed")} trains alike "
            + "again.\n", run.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--loss|mse|--epochs|0", "--epochs is '0'; it must be an integer of at least 1.")]
    [InlineData("--loss|mse|--batch-size|x", "--batch-size is 'x'; it must be an integer of at least 1.")]
    [InlineData("--loss|msee", "'msee' is not a loss that is known. Did you mean 'mse'?")]
    [InlineData("--loss|mse|--optimizer|adm", "'adm' is not an optimizer that is known. Did you mean 'adam'?")]
    [InlineData("--loss|mse|--metrics|accuracy,ma", "'ma' is not a metric that is known.")]
    [InlineData("--optimizer|adam", "--loss is missing; name one")]
    [InlineData("--loss|mse|--initializer|he_norml", "--initializer he_norml: 'he_norml' is not a known initializer. Did you mean 'he_normal'?")]
    [InlineData("--loss|mse|--initializer|zeros|--weights|w.h5", "--weights and --initializer are given;")]
    [InlineData("--loss|mse|--initializer|zeros|--initializer|ones|-o|x.keras", "-o is given, and 2 initializers;")]
    [InlineData("--loss|mse|-o|x.bin", "-o is 'x.bin'; its name must end in one of .keras, .h5, .weights.h5, .safetensors, .npz.")]
    [InlineData("--loss|mse|--seed|1", "layer 'dense_2' (Dense) predicts [256, 10], and the targets are [256]; for mean_squared_error they must have one shape.")]
    [InlineData("--loss|mse|--report|r.txt", "--report is 'r.txt'; the name must end in .html.")]
    public void What_is_wrong_gets_a_sentence(string options, string sentence) => ToolRun.InProcess(
        ["train", TrainingFiles.PathOf("mlp.json"), "--data", TrainingFiles.PathOf("mlp.data.npz"), .. options.Split('|')]).IsRefused(2,
        sentence);

    [Fact]
    public void A_loss_that_is_no_number_is_told_without_a_result()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), new Sequential([new Input([2]), new Dense(1)]).ToJson());
        File.WriteAllText(folder.At("d.csv"), "1,2,3\n3,1,2\n2,2,2\n");

        ToolRun.InProcess("train", folder.At("m.json"), "--data", folder.At("d.csv"), "--loss", "mse", "--optimizer",
            "SGD(learning_rate=1e20)", "--epochs", "9", "--seed", "1", "-o", folder.At("m.keras"))
            .IsRefused(2, "the loss is Infinity in epoch 2, batch 1: the outputs of all layers are finite, so it is the loss itself that "
                + "overflows; try a learning rate below 1E+20");

        Assert.False(File.Exists(folder.At("m.keras")));
    }

    [Fact]
    public void Data_that_is_not_there_is_the_systems_refusal() => ToolRun.InProcess(
        "train", TrainingFiles.PathOf("mlp.json"), "--data", "nowhere.npz", "--loss", "mse", "--seed", "1").IsRefused(3, "nowhere.npz");

    private static double[] Values(JsonElement run, string name) => Numbers(run.GetProperty("history").GetProperty(name));

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
