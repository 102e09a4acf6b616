using System.Globalization;
using System.Text.Json;
using Seedbed.Cli;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>What every command owes its user, be it listed tomorrow: a command that has no line in <see cref="Examples"/> fails.</summary>
public sealed class MannersContractTests
{
    private const string LongName = "a_dense_layer_whose_name_is_longer_than_any_terminal_is_wide_and_then_some_more_letters_behind_it";

    /// <summary>A command line of each command that succeeds, and tells a note where it has one to tell.</summary>
    private static readonly Dictionary<string, string[][]> s_examples = new()
    {
        ["list"] = [["list"], ["list", "VarianceScaling"]],
        ["sample"] = [["sample", "VarianceScaling(scale=2.0, mode=fan_out)", "--shape", "64,32"], ["sample", "zeros", "--shape", "2"]],
        ["init"] = [["init", "FOLDER/model.json", "--dry-run"], ["init", "FOLDER/model.json", "--dry-run", "--calibrate", "lsuv"], ["init", "FOLDER/model.json", "-o", "FOLDER/NEW.safetensors"]],
        ["inspect"] = [["inspect", "FOLDER/model.keras"], ["inspect", "FOLDER/strange.npz"]],
        ["convert"] = [["convert", "FOLDER/model.keras", "FOLDER/NEW.npz"]],
        ["train"] =
        [
            ["train", "FOLDER/model.json", "--data", "FOLDER/d.csv", "--loss", "mse", "--metrics", "mae,mse,huber,poisson", "--epochs", "2"],
            ["train", "FOLDER/model.json", "--data", "FOLDER/d.csv", "--loss", "mse", "--initializer", "he_normal", "--initializer",
                "VarianceScaling(scale=2.0, mode=fan_out)", "--validation-split", "0.5"],
        ],
        ["probe"] =
        [
            ["probe", "FOLDER/model.json"],
            ["probe", "FOLDER/model.json", "--data", "FOLDER/d.csv", "--seeds", "3", "--initializer", "he_normal", "--initializer", "zeros"],
        ],
        ["diagnose"] = [["diagnose", "FOLDER/model.json", "--seconds", "2"]],
        ["advise"] = [["advise", "gelu"], ["advise", "swiglu", "--normalized", "pre"]],
        ["help"] = [["help"], ["help", "train"]],
        ["version"] = [["version"]],

        // What it prints is read by shells, and as wide as it is.
        ["completion"] = [],
    };

    /// <summary>All commands, from the command line itself.</summary>
    public static IEnumerable<string> Commands =>
        new Tool(new Terminal(TextWriter.Null), CancellationToken.None).Parse([]).CommandResult.Command.Subcommands.Select(command => command.Name);

    public static TheoryData<string> Names => [.. Commands];

    public static TheoryData<string, int, int> Examples
    {
        get
        {
            TheoryData<string, int, int> examples = [];
            foreach ((string command, int index) in Commands.SelectMany(command => s_examples[command].Select((_, index) => (command, index))))
            {
                examples.Add(command, index, 40);
                examples.Add(command, index, 80);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_has_usage_an_example_and_exit_statuses_in_every_width(string command)
    {
        string page = ToolRun.InProcess("help", command).IsDone().Output;

        Assert.Equal(page, ToolRun.InProcess(command, "--help").IsDone().Output);
        Assert.Contains($"Usage:\n  seedbed {command}", page, StringComparison.Ordinal);
        Assert.Matches($@"Examples:\n  seedbed {command}", page);
        Assert.Matches(@"Exit status:\n  0   .*\n(  1   .*\n)?  2   .*\n(.|\n)*  130 ", page);
        Assert.Contains("--quiet", page, StringComparison.Ordinal);
        foreach (int width in (int[])[40, 80])
        {
            AssertLines(width, ToolRun.InProcess(width, ["help", command]).IsDone().Output);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_unknown_option_suggests_the_near_one(string command) =>
        ToolRun.InProcess(command, "--quite").IsRefused(2, $"There is no option '--quite'. Did you mean '--quiet'? See 'seedbed {command} --help'.");

    [Theory]
    [MemberData(nameof(Names))]
    public void With_json_an_error_is_an_object_on_standard_error(string command)
    {
        ToolRun run = ToolRun.InProcess(command, "--json", "--quite");

        JsonElement error = JsonDocument.Parse(run.Error).RootElement;
        Assert.Equal(2, run.Status);
        Assert.Equal(2, error.GetProperty("status").GetInt32());
        Assert.StartsWith("There is no option ", error.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_line_is_longer_than_the_terminal_and_no_number_is_cut(string command, int index, int width)
    {
        using TemporaryFolder folder = Folder();
        ToolRun narrow = Run(width, [.. s_examples[command][index], .. Seed(command)], folder);
        ToolRun wide = Run(width, [.. s_examples[command][index], .. Seed(command), "--wide", .. command is "init" or "convert" ? (string[])["--force"] : []], folder);

        AssertLines(width, narrow.Output);
        Assert.All(Numbers(narrow.Output), number => Assert.Contains(Numbers(wide.Output), other => IsRounded(number, other)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Quiet_says_nothing_that_is_no_fault(string command, int index, int width)
    {
        using TemporaryFolder folder = Folder();

        ToolRun run = Run(width, [.. s_examples[command][index], "--quiet"], folder);

        Assert.NotEqual("", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Without_a_command_there_is_help_and_status_2()
    {
        ToolRun run = ToolRun.InProcess();

        Assert.Equal(2, run.Status);
        Assert.Equal("", run.Output);
        Assert.Equal(ToolRun.InProcess("help").IsDone().Output, run.Error);
        Assert.All(Commands, command => Assert.Matches($@"\n  {command} ", run.Error));
    }

    [Fact]
    public void Quiet_does_not_silence_faults() =>
        ToolRun.InProcess("sample", "he_norml", "--shape", "2", "--quiet").IsRefused(2, "Did you mean 'he_normal'?");

    [Fact]
    public void The_version_command_prints_what_the_option_prints()
    {
        string version = ToolRun.InProcess("--version").IsDone().Output;

        Assert.Equal(version, ToolRun.InProcess("version").IsDone().Output);
        Assert.Equal(version.Trim(), ToolRun.InProcess("version", "--json").IsDone().Json().GetProperty("version").GetString());
    }

    [Fact]
    public void Help_of_an_unknown_command_suggests_the_near_one() =>
        ToolRun.InProcess("help", "smaple").IsRefused(2, "There is no command 'smaple'. Did you mean 'sample'?");

    private static string[] Seed(string command) => command is "sample" or "init" or "train" or "probe" or "diagnose" ? ["--seed", "1"] : [];

    private static ToolRun Run(int width, string[] arguments, TemporaryFolder folder)
    {
        ToolRun run = ToolRun.InProcess(width, [.. arguments.Select(argument => argument.Replace("FOLDER", folder.Path, StringComparison.Ordinal))]);
        Assert.Equal(0, run.Status);
        return run;
    }

    /// <summary>One word of a command line that can be pasted cannot be broken.</summary>
    private static void AssertLines(int width, string text) => Assert.All(
        text.TrimEnd('\n').Split('\n'),
        line => Assert.True(line.Length <= width || !line.TrimEnd(' ', '\\').Trim().Contains(' ', StringComparison.Ordinal), $"{line.Length} > {width}: {line}"));

    /// <summary>All but the time that something took.</summary>
    private static IEnumerable<double> Numbers(string text) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("seconds", StringComparison.Ordinal)))
        .Split([' ', '\n', ',', '[', ']', '(', ')', '='], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : (double?)null)
        .OfType<double>().Where(number => number != 0 && double.IsFinite(number));

    /// <summary>Whether it is the other in four digits or more.</summary>
    private static bool IsRounded(double number, double other) => Math.Abs(number - other) <= 5.001e-4 * Math.Abs(other);

    private static TemporaryFolder Folder()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder.At("model.json"), $$$"""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "{{{LongName}}}", "units": 3, "batch_input_shape": [null, 2]}},
            {"class_name": "Dense", "config": {"name": "out", "units": 1, "bias_initializer": "ones"}}]}}
            """);
        File.WriteAllText(folder.At("d.csv"), "a,b,y\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},{i * i},{i % 3}\n")));
        Assert.Equal(0, ToolRun.InProcess("init", folder.At("model.json"), "-o", folder.At("model.keras"), "--seed", "1").Status);
        File.Copy(Repository.At("tests", "Seedbed.Tests", "Cases", "colon_names.npz"), folder.At("strange.npz"));
        return folder;
    }
}
