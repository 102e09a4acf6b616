using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>What only a process of its own can show: entry point, signals, pipes, full disks.</summary>
public sealed class ProcessTests
{
    /// <summary>4 GB: far from done when the signal comes.</summary>
    private static readonly string[] s_longWork = ["sample", "he_normal", "--shape", "100000,10000", "--seed", "1"];

    [Fact]
    public void The_tool_draws_what_Keras_draws()
    {
        ToolRun run = ToolProcess.Run("sample", "he_normal", "--shape", "1,1", "--seed", "42", "--json").IsDone();

        Assert.Equal(0.025429822504520416, run.Json().GetProperty("first_values")[0].GetDouble());
    }

    [UnixFact]
    public void Interrupted_writing_leaves_nothing_behind() => AssertCleanEnd("INT");

    [UnixFact]
    public void A_polite_end_leaves_nothing_behind() => AssertCleanEnd("TERM");

    [UnixFact]
    public void Interrupted_statistics_end_quietly()
    {
        using TemporaryFolder folder = new();
        System.Diagnostics.Stopwatch begun = System.Diagnostics.Stopwatch.StartNew();

        ToolProcess.Interrupt("INT", () => begun.ElapsedMilliseconds > 1000, folder.Path, s_longWork).IsRefused(130, "stopped");
    }

    [UnixFact]
    public void A_reader_that_leaves_early_is_no_fault()
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolProcess.Shell("$SEEDBED list --json | head -c 1; echo ${PIPESTATUS[0]}", folder.Path).IsDone();

        Assert.Equal("[0\n", run.Output);
    }

    [UnixFact]
    public void A_full_disk_is_told()
    {
        if (File.Exists("/dev/full"))
        {
            using TemporaryFolder folder = new();

            ToolProcess.Shell("$SEEDBED list > /dev/full", folder.Path).IsRefused(3, "cannot write to standard output: No space left on device.");
        }
    }

    [UnixFact]
    public void A_file_beyond_the_user_s_limit_is_refused_and_removed()
    {
        using TemporaryFolder folder = new();

        // The runtime's own mapping of code is a file too, which the limit would hit first; without the trap the kernel ends the process.
        ToolRun run = ToolProcess.Shell(
            "trap '' XFSZ; ulimit -f 1024; DOTNET_EnableWriteXorExecute=0 exec $SEEDBED sample he_normal --shape 1000,1000 --seed 1 -o w.npy", folder.Path);

        run.IsRefused(3, "w.npy cannot be written: ");
        Assert.Empty(folder.Files);
    }

    private static void AssertCleanEnd(string signal)
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolProcess.Interrupt(
            signal, () => Directory.EnumerateFileSystemEntries(folder.Path).Any(), folder.Path, [.. s_longWork, "-o", "w.npy"]);

        run.IsRefused(130, "stopped");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
