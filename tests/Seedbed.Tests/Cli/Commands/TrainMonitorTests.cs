using System.Text.Json;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>train --monitor</c>: what it records, writes, tells, and refuses.</summary>
public sealed class TrainMonitorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainMonitorTests()
    {
        Sequential model = new([new Input([2]), new Dense(8, "relu", name: "hidden"), new Dense(1, name: "out")], seed: 1);
        File.WriteAllText(_folder.At("m.json"), model.ToJson());
        File.WriteAllLines(_folder.At("d.csv"), Enumerable.Range(0, 64).Select(i => $"{i % 3},{i % 5},{(i % 3) + (i % 5)}"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--monitor", 16, "1 2 5 10")]
    [InlineData("--monitor|6", 16, "1 2 5 6 10 12 18 24 30 36 42 48")]
    [InlineData("--monitor", 1, "1 2 5 10 50 100 150")]
    public void The_steps_are_those_of_the_count(string flags, int batchSize, string steps)
    {
        ToolRun run = Train([.. flags.Split('|'), "--batch-size", $"{batchSize}", "--epochs", batchSize == 1 ? "3" : "12", "--json"]).IsDone();

        JsonElement monitor = run.Json().GetProperty("monitor");
        Assert.Equal(steps, string.Join(' ', monitor.GetProperty("steps").EnumerateArray().Select(step => step.GetRawText())));
        Assert.Empty(monitor.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void A_fault_is_a_note_and_stands_in_the_json()
    {
        ToolRun run = Train(["--monitor", "--initializer", "zeros", "--batch-size", "32", "--json"]);

        JsonElement warning = run.Json().GetProperty("monitor").GetProperty("warnings").EnumerateArray().First();
        Assert.Equal(0, run.Status);
        Assert.Equal(2, warning.GetProperty("step").GetInt32());
        Assert.Equal("dead", warning.GetProperty("fault").GetString());
        Assert.Equal("the output of 'hidden'", warning.GetProperty("signal").GetString());
        Assert.Equal(1, warning.GetProperty("value").GetDouble());
        Assert.Equal(0.9, warning.GetProperty("threshold").GetDouble());
        Assert.Contains($"seedbed: note: {warning.GetProperty("sentence").GetString()}\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(Train(["--monitor", "--initializer", "zeros", "--quiet"]).IsDone().Error);
    }

    [Fact]
    public void The_last_record_is_printed_and_the_log_written()
    {
        ToolRun run = Train(["--monitor-log", _folder.At("log.csv"), "--batch-size", "32"]).IsDone();

        Assert.Contains("outputs in step 2\nlayer ", run.Output, StringComparison.Ordinal);
        Assert.Contains("weights in step 2\nweight ", run.Output, StringComparison.Ordinal);
        Assert.Contains("monitor     2 of 2 steps recorded, 0 warnings\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(1 + (2 * (2 + 4)), File.ReadAllLines(_folder.At("log.csv")).Length);
        Train(["--monitor-log", _folder.At("log.csv")]).IsRefused(2, "log.csv of --monitor-log exists; name another file, or allow it");
        Train(["--monitor-log", _folder.At("log.csv"), "--force"]).IsDone();
    }

    [Theory]
    [InlineData("--monitor|val_loss", "--monitor is 'val_loss'; it must be an integer of at least 1, the steps after which signals are recorded")]
    [InlineData("--monitor|0", "The value that --early-stopping watches is named by --watch, and MODEL stands before --monitor.")]
    [InlineData("--monitor-log|x.txt", "the log is 'x.txt'; its name must end in .csv or .jsonl.")]
    [InlineData("--monitor-log|x.csv|--initializer|ones|--initializer|zeros", "--monitor-log is given, and 2 initializers; it keeps one run")]
    [InlineData("--monitor-log|none/x.csv", "x.csv cannot be written: the folder ")]
    public void What_is_wrong_gets_a_sentence(string flags, string sentence)
    {
        ToolRun run = Train(flags.Split('|'));

        run.IsRefused(sentence.Contains("folder", StringComparison.Ordinal) ? 3 : 2, sentence);
        Assert.Equal(["d.csv", "m.json"], _folder.Files);
    }

    private ToolRun Train(string[] flags) =>
        ToolRun.InProcess(["train", _folder.At("m.json"), "--data", _folder.At("d.csv"), "--loss", "mse", "--seed", "1", .. flags]);
}
