using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>Standard input as a file, standard output for files: the same bytes, and nothing else.</summary>
public sealed class PipeTests
{
    private const string Model = """
        {"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "LSTM", "config": {"name": "a", "units": 40, "batch_input_shape": [null, 5, 30]}},
        {"class_name": "Dense", "config": {"name": "b", "units": 5000}}, {"class_name": "Dense", "config": {"name": "c", "units": 50}}]}}
        """;

    [UnixFact]
    public void A_model_goes_through_a_pipe_as_it_goes_through_files()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("model.json"), Model);

        ToolRun run = ToolProcess.Shell(
            "set -e; $SEEDBED init model.json -o m.safetensors --seed 7 --quiet > told; cat model.json | $SEEDBED init - -o - --seed 7 --threads 3 > p.safetensors; "
            + "cmp m.safetensors p.safetensors; $SEEDBED init model.json -o m.keras --seed 7 --quiet >> told; $SEEDBED convert m.keras c.safetensors >> told; "
            + "$SEEDBED convert - - < m.keras | cmp c.safetensors; (echo before; $SEEDBED init model.json -o - --seed 7 --quiet; echo behind) > all; tail -c 7 all; "
            + "head -n 1 all; $SEEDBED inspect - < m.safetensors > piped; $SEEDBED inspect m.safetensors | cmp piped", folder.Path).IsDone();

        Assert.Equal("behind\nbefore\n", run.Output);
        Assert.Equal(new FileInfo(folder.At("m.safetensors")).Length + 14, new FileInfo(folder.At("all")).Length);
    }

    /// <summary>Twice, a model for each initializer; a file with weights begins with them.</summary>
    [UnixFact]
    public void A_model_is_trained_from_a_pipe_as_from_its_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "a", "units": 1, "batch_input_shape": [null, 1]}}]}}
            """);
        File.WriteAllText(folder.At("d.csv"), "1,2\n3,4\n");

        ToolProcess.Shell(
            "set -e; line='--data d.csv --loss mse --seed 1'; $SEEDBED init m.json -o m.keras --seed 7 --quiet > told; "
            + "$SEEDBED train m.keras $line > file; $SEEDBED train - $line < m.keras | cmp file; "
            + "line=\"$line --initializer ones --initializer he_normal\"; $SEEDBED train m.json $line > file; $SEEDBED train - $line < m.json | cmp file",
            folder.Path).IsDone();
        ToolProcess.Shell("$SEEDBED train m.json --data - --loss mse < d.csv", folder.Path).IsRefused(2, "- is standard input, from which train reads its MODEL alone");
        ToolProcess.Shell("$SEEDBED train m.json --data d.csv --weights - --loss mse < m.keras", folder.Path).IsRefused(2, "name files for --data and --weights.");
    }

    [UnixFact]
    public void A_tensor_goes_to_standard_output_as_it_goes_to_a_file()
    {
        using TemporaryFolder folder = new();

        ToolProcess.Shell(
            "for options in 'he_normal --shape 1000,1001' 'orthogonal --shape 50,40 --dtype float64' 'glorot_uniform --shape 900,900 --slice 5:800000'; do "
            + "$SEEDBED sample $options --seed 3 -o f.npy --force --quiet; $SEEDBED sample $options --seed 3 -o - --threads 2 | cmp f.npy || exit 9; done",
            folder.Path).IsDone();
    }

    /// <summary>4 TB that nobody reads are not drawn.</summary>
    [UnixFact]
    public void A_reader_that_leaves_early_ends_the_drawing()
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolProcess.Shell(
            "$SEEDBED sample he_normal --shape 1000000,1000000 --seed 1 -o - | head -c 6 | tail -c 5; echo \" ${PIPESTATUS[0]}\"", folder.Path).IsDone();

        Assert.Equal("NUMPY 0\n", run.Output);
    }

    [UnixFact]
    public void A_full_disk_is_told()
    {
        if (File.Exists("/dev/full"))
        {
            using TemporaryFolder folder = new();
            ToolProcess.Shell("$SEEDBED sample zeros --shape 3 -o - > /dev/full", folder.Path)
                .IsRefused(3, "cannot write to standard output: the disk is full");
        }
    }

    [UnixFact]
    public void A_terminal_gets_no_bytes_and_gives_none()
    {
        using TemporaryFolder folder = new();
        string Terminal(string line) => ToolProcess.Shell(
            $"command -v script > /dev/null || exit 0; script -qec \"$SEEDBED {line}\" /dev/null; echo \"status $?\"", folder.Path).Output.ReplaceLineEndings("\n");

        AssertRefused(Terminal("sample zeros --shape 3 -o -"), "seedbed: -o - writes bytes to standard output, which is a terminal here; "
            + "send them on (> FILE, | COMMAND), or name a file.\nstatus 2\n");
        AssertRefused(Terminal("inspect -"), "seedbed: - is standard input, which is a terminal here; pipe a file into it (< FILE), or "
            + "name one.\nstatus 2\n");
    }

    /// <summary>Nothing at all where there is no terminal to be had; else the sentence, behind what .NET sends a terminal.</summary>
    private static void AssertRefused(string output, string sentence) =>
        Assert.True(output.Length == 0 || output.EndsWith(sentence, StringComparison.Ordinal), output);

    [UnixTheory]
    [InlineData("sample zeros --shape 3 -o - --json", "{\"error\":\"-o - and --json both take standard output; leave one out, or name a file.\",\"status\":2}")]
    [InlineData("init - -o m.npz < /dev/null", "seedbed: standard input is empty; pipe a file into it, or name one.")]
    [InlineData("init - -o m.npz <<< '{'", "seedbed: standard input: this is not valid JSON: line 2, column 1")]
    [InlineData("convert - m.npz --model - <<< '{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 1, \"batch_input_shape\": [null, 1]}}]}}'", "- is named twice, and standard input is read once; name a file for one of them.")]
    [InlineData("inspect - <<< nothing", "seedbed: standard input: the content is no checkpoint of a format that is read")]
    public void What_cannot_go_through_a_pipe_is_refused(string line, string sentence)
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolProcess.Shell($"TMPDIR=$PWD; export TMPDIR; $SEEDBED {line}", folder.Path);

        Assert.Equal(2, run.Status);
        Assert.Equal("", run.Output);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Files, name => name.Contains("seedbed", StringComparison.Ordinal));
    }

    [UnixTheory]
    [InlineData("SEEDBED_THREADS=0", "", "SEEDBED_THREADS is '0'; it must be an integer of at least 1.")]
    [InlineData("SEEDBED_THREADS=x", "--threads 1", null)]
    [InlineData("SEEDBED_THREADS=2", "", null)]
    [InlineData("SEEDBED_THREADS=2147483647", "-o w.npy --quiet", null)]
    public void The_environment_s_threads_are_checked_as_the_option_s_which_wins(string variable, string option, string? sentence)
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolProcess.Shell($"{variable} $SEEDBED sample zeros --shape 3 {option}", folder.Path);

        if (sentence is null)
        {
            run.IsDone();
        }
        else
        {
            run.IsRefused(2, sentence);
        }
    }

    [UnixFact]
    public void Columns_set_the_width_in_pipes_too()
    {
        using TemporaryFolder folder = new();

        string[] lines = ToolProcess.Shell("COLUMNS=44 $SEEDBED list | cat", folder.Path).IsDone().Output.Split('\n');

        Assert.InRange(lines.Max(line => line.Length), 40, 44);
    }

    [UnixFact]
    public void Statistics_that_take_long_say_how_long()
    {
        using TemporaryFolder folder = new();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        ToolRun run = ToolProcess.Interrupt(
            "INT", _ => clock.ElapsedMilliseconds > 4000, folder.Path, "sample", "he_normal", "--shape", "1000000,1000000", "--seed", "1");

        Assert.Matches(
            @"^seedbed: statistics of 1,000,000,000,000 values take about \d+ (h|day|days)( \d+ (min|h))? here; Ctrl-C stops them, --slice START:COUNT takes a part, "
            + @"and -o FILE\.npy writes the values instead\.\nseedbed: stopped", run.Error);
    }
}
