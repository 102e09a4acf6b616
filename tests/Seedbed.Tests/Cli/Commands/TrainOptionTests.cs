using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>train</c> with several outputs, callbacks, flat rows, and an end in the middle.</summary>
public sealed class TrainOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outputs_have_losses_of_their_own_and_arrays_by_their_names()
    {
        string model = TwoOutputs();
        float[] x = [.. Enumerable.Range(0, 16).Select(i => (i % 5) - 2f)];
        ModelTemplateFile("d.npz", ("in", x, 8, 2), ("price", x[..8], 8, 1), ("kind", [0, 1, 2, 0, 1, 2, 0, 1], 8, null));

        JsonElement run = ToolRun.InProcess(
            "train", model, "--data", _folder.At("d.npz"), "--loss", "kind=sparse_categorical_crossentropy", "--loss", "price=mse",
            "--loss-weights", "0.5,2", "--optimizer", "sgd", "--seed", "1", "--json").IsDone().Json();

        JsonElement history = run.GetProperty("history");
        Assert.Equal(["loss", "price_loss", "kind_loss", "price_mae", "kind_accuracy"], history.EnumerateObject().Select(each => each.Name));
        Assert.Equal(
            (2 * history.GetProperty("price_loss")[0].GetDouble()) + (0.5 * history.GetProperty("kind_loss")[0].GetDouble()),
            history.GetProperty("loss")[0].GetDouble(), 1e-5);
        Assert.Equal(2, run.GetProperty("predictions").GetArrayLength());
    }

    /// <summary>The inputs are called x1 and x0: by their names, not by their places.</summary>
    [Theory]
    [InlineData("x1", "x0")]
    [InlineData("first", "second")]
    public void Arrays_with_the_inputs_names_are_those_of_the_inputs(string one, string two)
    {
        Input first = new([1], name: one);
        Input second = new([2], name: two);
        Model model = new([first, second], [new Dense(1, name: "out").On(new Concatenate().On(first, second))], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        ModelTemplateFile("d.npz", (one, [1, 2, 3, 4], 4, 1), (two, new float[8], 4, 2), ("y", new float[4], 4, null));
        string[] line = ["train", _folder.At("m.json"), "--data", _folder.At("d.npz"), "--loss", "mse", "--seed", "1", "--quiet"];

        ToolRun.InProcess(line).IsDone();
        ModelTemplateFile(
            "d.npz", ("first", [1, 2, 3, 4], 4, 1), ("second", new float[8], 4, 2), ("x0", [1, 2, 3, 4], 4, 1), ("x1", new float[8], 4, 2),
            ("y", new float[4], 4, null));
        if (one == "first")
        {
            ToolRun.InProcess(line).IsRefused(2, "the archive has 'first', 'second', as the model names them, and 'x0', 'x1' too;");
        }
    }

    [Fact]
    public void What_is_assumed_is_told_once_and_stands_in_assumptions()
    {
        string model = Small();
        Data();
        string[] data = ["--data", _folder.At("d.csv"), "--loss", "mse"];
        ToolRun init = ToolRun.InProcess("init", model, "-o", _folder.At("i.h5"), "--seed", "1", "--json");
        ToolRun train = ToolRun.InProcess(["train", model, .. data, "-o", _folder.At("t.h5"), "--seed", "1", "--json"]);
        ToolRun convert = ToolRun.InProcess("convert", _folder.At("t.h5"), _folder.At("c.h5"), "--json");

        Assert.All(new[] { init, train, convert }, run =>
        {
            string note = Assert.Single(run.Json().GetProperty("assumptions").EnumerateArray()).GetString()!;
            Assert.StartsWith("the model in the .h5 file is spelled as Keras 3 does it:", note, StringComparison.Ordinal);
            Assert.Equal($"seedbed: note: {note}\n", run.Error);
        });
        Assert.Empty(ToolRun.InProcess(["train", model, .. data, "-o", _folder.At("t.keras"), "--seed", "1", "--quiet", "--json"])
            .IsDone().Json().GetProperty("assumptions").EnumerateArray());
    }

    [Fact]
    public void What_an_older_model_does_not_tell_is_told_by_every_command()
    {
        string older = Repository.At("tests", "Seedbed.Tests", "Cases", "gru_before_reset_after.json");
        ToolRun init = ToolRun.InProcess("init", older, "-o", _folder.At("i.npz"), "--seed", "1", "--json");
        ToolRun convert = ToolRun.InProcess("convert", _folder.At("i.npz"), _folder.At("c.h5"), "--model", older, "--json");

        Assert.Equal(Sentences(init), Sentences(convert));
        Assert.All(Sentences(init), note => Assert.Contains($"seedbed: note: {note}\n", convert.Error, StringComparison.Ordinal));

        static string[] Sentences(ToolRun run) =>
            [.. run.Json().GetProperty("assumptions").EnumerateArray().Select(note => note.GetString()!)];
    }

    [Fact]
    public void A_training_that_goes_on_says_so_and_another_one_is_refused()
    {
        string model = Small();
        Data();
        string[] line = ["train", model, "--data", _folder.At("d.csv"), "--loss", "mse", "--backup", _folder.At("b"), "--epochs", "3"];
        Sequential same = new([new Input([2]), new Dense(3), new Dense(1)], seed: 1);
        same.Compile("rmsprop", "mse");
        same.Fit(Samples.Of<float>(new float[16], 8, 2), new float[8], epochs: 2, callbacks: [new BackupAndRestore(_folder.At("b"), deleteCheckpoint: false)]);
        string state = Directory.GetFiles(_folder.At("b"))[0];

        ToolRun.InProcess([.. line, "--optimizer", "SGD(learning_rate=0.5)", "--seed", "1"]).IsRefused(2, "is of a training ");
        ToolRun again = ToolRun.InProcess(line);

        Assert.Equal(0, again.Status);
        Assert.Equal(
            $"seedbed: note: the training goes on behind epoch 2 of 3, which {_folder.At("b")} keeps; delete it to begin anew.\n", again.Error);
        Assert.False(File.Exists(state));
    }

    [Fact]
    public void Data_that_C_sharp_saved_are_read()
    {
        string model = TwoOutputs();
        DataSet.Of([Samples.Of<float>(new float[16], 8, 2)], [new float[8], new int[8]]).WithSampleWeight(new float[8]).Save(_folder.At("d.npz"));

        JsonElement run = ToolRun.InProcess("train", model, "--data", _folder.At("d.npz"), "--loss", "mse", "--loss",
            "sparse_categorical_crossentropy", "--seed", "1", "--quiet", "--json").IsDone().Json();

        Assert.Equal(0, run.GetProperty("history").GetProperty("loss")[0].GetDouble());
    }

    [Fact]
    public void Callbacks_are_those_of_the_flags()
    {
        string model = Small();
        Data();
        ToolRun run = ToolRun.InProcess(
            "train", model, "--data", _folder.At("d.csv"), "--loss", "mse", "--optimizer", "SGD(learning_rate=0.0)", "--epochs", "9", "--seed",
            "1", "--validation-split", "0.25", "--early-stopping", "3", "--reduce-lr", "2", "--csv-log", _folder.At("log.csv"),
            "--checkpoint", _folder.At("m{epoch}.weights.h5"), "--quiet", "--json").IsDone();

        JsonElement history = run.Json().GetProperty("history");
        Assert.Equal(4, history.GetProperty("loss").GetArrayLength());
        Assert.True(history.TryGetProperty("val_loss", out _));
        Assert.Equal("epoch,learning_rate,loss,mae,val_loss,val_mae", File.ReadLines(_folder.At("log.csv")).First());
        Assert.Equal(5, File.ReadLines(_folder.At("log.csv")).Count());
        Assert.True(File.Exists(_folder.At("m4.weights.h5")));
        Assert.False(File.Exists(_folder.At("m5.weights.h5")));
    }

    [Fact]
    public void Flat_rows_take_the_shape_of_the_input_and_that_is_told()
    {
        Sequential model = new([new Input([2, 2, 1]), new Conv2D(3, 2), new Flatten(), new Dense(1)], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        File.WriteAllLines(_folder.At("d.csv"), ["1,2,3,4,1", "4,3,2,1,0", "0,0,1,1,1"]);

        ToolRun run = ToolRun.InProcess("train", _folder.At("m.json"), "--data", _folder.At("d.csv"), "--loss", "mse", "--seed", "1");

        Assert.Equal(0, run.Status);
        Assert.Contains("rows of 4 numbers are taken as [2, 2, 1], the model's input.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfalls_are_told_unless_they_are_not_wanted()
    {
        string model = Small();
        Data();
        string[] line = ["train", model, "--data", _folder.At("d.csv"), "--loss", "mse", "--seed", "1", "--initializer", "zeros"];

        Assert.Contains("all elements of 'dense/kernel' are 0, so that its units give the same", ToolRun.InProcess(line).Error,
            StringComparison.Ordinal);
        Assert.Empty(ToolRun.InProcess([.. line, "--quiet"]).IsDone().Error);
    }

    [Theory]
    [InlineData("--loss|mse|--loss-weights|1,2", "2 loss weights are given, and 1 losses;")]
    [InlineData("--loss|mse|--loss|mse", "2 losses are given, and the model 'sequential' has 1 outputs: dense_1;")]
    [InlineData("--loss|out=mse", "the loss mean_squared_error is of the output 'out'; the model 'sequential' has dense_1")]
    [InlineData("--loss|mse|--validation-split|1", "--validation-split is '1'; it must be at least 0 and less than 1")]
    [InlineData("--loss|mse|--early-stopping|x", "--early-stopping is 'x'; it must be an integer of at least 0.")]
    [InlineData("--loss|mse|--checkpoint|m.bin", "the weights are to be saved as 'm.bin'; the name must end in")]
    [InlineData("--loss|mse|--early-stopping|1|--watch|val_loss", "EarlyStopping watches 'val_loss', and the training tells loss, mae;")]
    public void What_is_wrong_gets_a_sentence(string options, string sentence)
    {
        string model = Small();
        Data();

        ToolRun.InProcess(["train", model, "--data", _folder.At("d.csv"), "--seed", "1", .. options.Split('|')]).IsRefused(2, sentence);
    }

    [Fact]
    public void A_folder_of_images_is_learned_from_at_the_size_of_the_model()
    {
        Sequential model = new([new Input([6, 5, 1]), new Flatten(), new Dense(2, activation: "softmax")], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        string[] arguments =
        [
            "train", _folder.At("m.json"), "--data", Repository.At("tests", "Seedbed.Tests", "Cases", "images"), "--loss",
            "sparse_categorical_crossentropy", "--weighted-metrics", "accuracy", "--seed", "1", "--json",
        ];
        ToolRun run = ToolRun.InProcess(arguments);

        Assert.Equal(0, run.Status);
        Assert.Contains("5 images of 2 classes: 0 = colour, 1 = grey.", run.Error, StringComparison.Ordinal);
        Assert.Contains("5 of 5 images are resized to 6 by 5 points", run.Error, StringComparison.Ordinal);
        Assert.Equal(["loss", "accuracy"], run.Json().GetProperty("history").EnumerateObject().Select(each => each.Name));
        ToolRun.InProcess("train", _folder.At("m.json"), "--data", _folder.Path, "--loss", "mse").IsRefused(
            2, $"{_folder.Path}: the folder has no folders;");
    }

    private string Small()
    {
        Sequential model = new([new Input([2]), new Dense(3), new Dense(1)], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        return _folder.At("m.json");
    }

    private void Data() =>
        File.WriteAllLines(_folder.At("d.csv"), Enumerable.Range(0, 8).Select(i => $"{i % 3},{i % 5},{(i % 3) + (i % 5)}"));

    private string TwoOutputs()
    {
        Input input = new([2], name: "in");
        Model model = new(
            [input], [new Dense(1, name: "price").On(input), new Dense(3, activation: "softmax", name: "kind").On(input)], seed: 1);
        File.WriteAllText(_folder.At("two.json"), model.ToJson());
        return _folder.At("two.json");
    }

    private void ModelTemplateFile(string name, params (string Name, float[] Values, int Count, int? Size)[] arrays)
    {
        ModelTemplate template = new("data", [.. arrays.Select(array =>
        {
            Shape shape = array.Size is { } size ? [array.Count, size] : [array.Count];
            return new TensorTemplate(
                array.Name, shape, ElementType.Float32, Seedbed.Initializers.Initializer.FromValues<float>(array.Values, shape));
        })]);
        KnownFormats.Default.Find(name)!.Write(
            _folder.At(name), InitializationPlan.Create(template, new PlanOptions { Seed = 1 }), new WriteOptions { Overwrite = true });
    }

    [Theory]
    [InlineData("--csv-log|m.json", "MODEL and --csv-log are both ", 2)]
    [InlineData("--checkpoint|d.csv|--force", "--data and --checkpoint are both ", 2)]
    [InlineData("-o|o.keras|--checkpoint|o.keras", "-o and --checkpoint are both ", 2)]
    [InlineData("--csv-log|kept.txt", "kept.txt of --csv-log exists; name another file, or allow it to be replaced with --force.", 2)]
    [InlineData("--backup|kept.txt", "kept.txt of --backup is a file; name a folder", 2)]
    [InlineData("--csv-log|none/log.csv", "log.csv cannot be written: the folder ", 3)]
    [InlineData("-o|none/o.keras", "o.keras cannot be written: the folder ", 3)]
    public void A_file_that_would_be_lost_is_refused_before_the_training(string flags, string sentence, int status)
    {
        string model = Small();
        Data();
        File.WriteAllText(_folder.At("kept.txt"), "mine");
        string before = File.ReadAllText(model);
        string[] given = [.. flags.Split('|').Select(part => part[0] == '-' ? part : _folder.At(part))];

        ToolRun run = ToolRun.InProcess(["train", model, "--data", _folder.At("d.csv"), "--loss", "mse", "--seed", "1", .. given]);

        Assert.Equal(status, run.Status);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Equal("mine", File.ReadAllText(_folder.At("kept.txt")));
        Assert.Equal(before, File.ReadAllText(model));
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder.At(".")).Count());
    }
}
