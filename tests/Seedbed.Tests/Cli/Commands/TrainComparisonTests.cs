using System.Text.Json;
using Seedbed.Cli;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>train --seeds</c>: several runs of each initializer, their bands, their differences, and runs that fail or are stopped.</summary>
public sealed class TrainComparisonTests : IDisposable
{
    private static readonly string[] s_two = ["--initializer", "zeros", "--initializer", "he_normal"];

    private readonly TemporaryFolder _folder = new();

    public TrainComparisonTests()
    {
        Sequential model = new([new Input([2]), new Dense(8, "relu"), new Dense(1)], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        File.WriteAllLines(_folder.At("d.csv"), Enumerable.Range(0, 64).Select(i => $"{i % 3},{i % 5},{(i % 3) - (i % 5)}"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_is_that_of_its_seed_alone_and_bands_and_test_are_over_all()
    {
        JsonElement json = Train([.. s_two, "--seeds", "6", "--epochs", "2", "--quiet", "--json"]).IsDone().Json();

        JsonElement[] runs = [.. json.GetProperty("runs").EnumerateArray()];
        Assert.Equal(
            Enumerable.Range(1, 6).SelectMany(seed => new[] { ("zeros", seed), ("he_normal", seed) }),
            runs.Select(run => (run.GetProperty("initializer").GetString()!, run.GetProperty("seed").GetInt32())));
        JsonElement alone = Train(["--initializer", "he_normal", "--epochs", "2", "--json"], seed: "4").IsDone().Json();
        Assert.All(
            new[] { "history", "evaluate", "predictions" }, name => Assert.True(JsonElement.DeepEquals(alone.GetProperty(name), runs[7].GetProperty(name))));

        double[] last = [.. runs.Select(run => run.GetProperty("history").GetProperty("loss")[1].GetDouble())];
        double[] he = [.. last.Where((_, index) => index % 2 == 1).Order()];
        JsonElement band = json.GetProperty("bands").EnumerateArray().Single(
            each => each.GetProperty("initializer").GetString() == "he_normal" && each.GetProperty("quantity").GetString() == "loss");
        Assert.Equal([he[0], (he[2] + he[3]) / 2, he[5]], new[] { "least", "median", "greatest" }.Select(name => band.GetProperty(name)[1].GetDouble()));
        JsonElement difference = Assert.Single(json.GetProperty("differences").EnumerateArray());
        double[] differences = [.. Enumerable.Range(0, 6).Select(seed => last[(2 * seed) + 1] - last[2 * seed])];
        Assert.Equal(differences.Average(), difference.GetProperty("mean_difference").GetDouble(), 1e-12);
        int farther = Enumerable.Range(0, 64).Count(
            flips => Math.Abs(differences.Select((value, i) => (flips >> i & 1) == 0 ? value : -value).Sum()) >= Math.Abs(differences.Sum()) - 1e-9);
        Assert.Equal(farther / 64.0, difference.GetProperty("p").GetDouble());
        Assert.Equal(farther / 64.0 < 0.05, difference.GetProperty("is_more_than_noise").GetBoolean());
        Assert.Equal("paired sign-flip permutation test", difference.GetProperty("test").GetString());
        Assert.Equal("mean difference of the last loss", difference.GetProperty("statistic").GetString());
        Assert.Equal("[1, 2, 3, 4, 5, 6]", difference.GetProperty("seeds").GetRawText());
    }

    [Fact]
    public void Text_has_bands_a_picture_the_runs_and_the_verdict()
    {
        ToolRun run = Train([.. s_two, "--seeds", "2", "--epochs", "3", "--validation-split", "0.25", "--quiet"]).IsDone();

        Assert.Contains("val_loss, median, least and greatest of 2 runs\nepoch ", run.Output, StringComparison.Ordinal);
        Assert.Contains("val_loss by epoch, 1 to 3: A zeros, B he_normal, * several, . from least to greatest\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Output.Split('\n').Count(line => line.StartsWith("zeros ", StringComparison.Ordinal) || line.StartsWith("he_normal ", StringComparison.Ordinal)));
        Assert.Contains("difference  he_normal against zeros: the last val_loss is ", run.Output, StringComparison.Ordinal);
        Assert.Contains("with 2 seeds no difference could be told from noise, for p cannot fall below 0.5; take 6 seeds or more.", run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_without_initializers_give_bands_alone_and_one_seed_is_no_comparison()
    {
        ToolRun run = Train(["--seeds", "3", "--quiet"]).IsDone();
        Assert.Contains("loss, median, least and greatest of 3 runs\nepoch  the model's own ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("difference", run.Output, StringComparison.Ordinal);
        Assert.Equal(Train([]).IsDone().Output, Train(["--seeds", "1"]).IsDone().Output);
    }

    /// <summary>The scale of one initializer makes its losses infinite, whatever the seed.</summary>
    [Fact]
    public void A_run_that_fails_is_told_and_counts_as_infinite()
    {
        string[] line = ["--initializer", "he_normal", "--initializer", "RandomNormal(stddev=1e20)", "--optimizer", "sgd", "--json"];
        ToolRun run = Train([.. line, "--seeds", "6"]);

        JsonElement json = run.Json();
        Assert.Equal(0, run.Status);
        Assert.Equal(6, json.GetProperty("runs").EnumerateArray().Count(each => each.TryGetProperty("failure", out _)));
        JsonElement difference = json.GetProperty("differences")[0];
        Assert.Equal("Infinity", difference.GetProperty("mean_difference").GetString());
        Assert.Equal(2 / 64.0, difference.GetProperty("p").GetDouble());
        Assert.Contains(
            "seedbed: note: the run of RandomNormal(stddev=1e20) from the seed 3: the loss is Infinity in epoch 1, batch 1: ", run.Error,
            StringComparison.Ordinal);
        Assert.Contains(" It counts as infinite.\n", run.Error, StringComparison.Ordinal);

        ToolRun once = Train([.. line]);
        Assert.Equal(0, once.Status);
        Assert.Equal(
            [false, true], once.Json().GetProperty("runs").EnumerateArray().Select(each => each.GetProperty("evaluate").ValueKind == JsonValueKind.Null));
        ToolRun text = Train([.. line[..^1], "--seeds", "2"]);
        Assert.Equal(0, text.Status);
        Assert.Contains("infinitely higher, since a run failed", text.Output, StringComparison.Ordinal);
        ToolRun all = Train(["--initializer", "RandomNormal(stddev=1e20)", "--optimizer", "sgd", "--seeds", "2"]);
        Assert.Equal((2, ""), (all.Status, all.Output));
    }

    [Fact]
    public void Faults_of_the_signal_are_told_of_the_first_run_that_has_them()
    {
        ToolRun run = Train([.. s_two, "--seeds", "3", "--monitor"]);

        string[] notes = [.. run.Error.Split('\n').Where(line => line.Contains("give one value for the whole batch", StringComparison.Ordinal))];
        Assert.StartsWith("seedbed: note: the run of zeros from the seed 1: step 2: ", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Matches(@"\nzeros +3 .* 3\nhe_normal +3 .* 0\n", run.Output);
    }

    /// <summary>A stop in the second seed: the first is told, and the pair that is not whole is left out.</summary>
    [Theory]
    [InlineData("--json")]
    [InlineData("--wide")]
    public void A_comparison_that_is_stopped_tells_what_was_finished(string form)
    {
        using CancellationTokenSource source = new();
        using StoppingWriter error = new(source, "from the seed 2: ");
        Terminal terminal = new(error);
        string[] initializers = ["--initializer", "RandomNormal(stddev=1e20)", "--initializer", "he_normal"];
        int status = new Tool(terminal, source.Token).Run(
            [.. Line("1"), .. initializers, "--optimizer", "sgd", "--seeds", "9", form]);

        Assert.Equal(130, status);
        const string sentence = "stopped in the run of he_normal from the seed 2, after 3 of 18 runs, which are told.";
        Assert.Contains(sentence, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(form == "--json" ? "\"seeds\": [1]" : "mean difference over 1 seeds", $"{terminal.Output}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds|0", "--seeds is '0'; it must be an integer of at least 1.")]
    [InlineData("--seeds|2|-o|x.keras", "-o is given, and --seeds 2; it keeps one run, so leave one of them out.")]
    [InlineData("--seeds|2|--csv-log|x.csv", "--csv-log is given, and --seeds 2;")]
    [InlineData("--seeds|2|--checkpoint|x.h5", "--checkpoint is given, and --seeds 2;")]
    [InlineData("--seeds|2|--backup|x", "--backup is given, and --seeds 2;")]
    [InlineData("--seeds|2|--monitor-log|x.csv", "--monitor-log is given, and --seeds 2;")]
    [InlineData("--seeds|2|--initializer|zeros|--initializer|zeros", "--initializer zeros is given twice; with --seeds each is named once.")]
    public void What_is_wrong_gets_a_sentence(string flags, string sentence) => Train(flags.Split('|')).IsRefused(2, sentence);

    [Fact]
    public void Seeds_beyond_the_last_are_refused() =>
        Train(["--seeds", "2"], seed: $"{long.MaxValue}").IsRefused(2, "--seed is 9223372036854775807, and --seeds 2; the last seed must be at most");

    [Fact]
    public void Given_weights_are_the_same_for_all_seeds_and_that_is_told()
    {
        ToolRun.InProcess("init", _folder.At("m.json"), "-o", _folder.At("w.npz"), "--seed", "1").IsDone();
        ToolRun run = Train(["--weights", _folder.At("w.npz"), "--seeds", "2", "--json"]);

        Assert.Equal(0, run.Status);
        Assert.Contains(
            "all runs begin with the weights that are given;", run.Json().GetProperty("assumptions")[0].GetString(), StringComparison.Ordinal);
    }

    private string[] Line(string seed) =>
        ["train", _folder.At("m.json"), "--data", _folder.At("d.csv"), "--loss", "mse", "--batch-size", "16", "--seed", seed];

    private ToolRun Train(string[] flags, string seed = "1") => ToolRun.InProcess([.. Line(seed), .. flags]);

    /// <summary>Standard error of a user who stops the work when a text is told.</summary>
    private sealed class StoppingWriter(CancellationTokenSource source, string text) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            Stop();
        }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            Stop();
        }

        private void Stop()
        {
            if (ToString().Contains(text, StringComparison.Ordinal))
            {
                source.Cancel();
            }
        }
    }
}
