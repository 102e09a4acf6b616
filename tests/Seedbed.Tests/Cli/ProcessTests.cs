using System.IO.Compression;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
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

        ToolProcess.Interrupt("INT", _ => begun.ElapsedMilliseconds > 1000, folder.Path, s_longWork).IsRefused(130, "stopped");
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

            ToolProcess.Shell("$SEEDBED list > /dev/full", folder.Path).IsRefused(3, "cannot write to standard output: the disk is full");
        }
    }

    [UnixFact]
    public void A_file_beyond_the_user_s_limit_is_refused_and_removed()
    {
        using TemporaryFolder folder = new();

        // The runtime's own mapping of code is a file too, which the limit would hit first.
        ToolRun run = ToolProcess.Shell(
            "ulimit -f 1024; DOTNET_EnableWriteXorExecute=0 exec $SEEDBED sample he_normal --shape 1000,1000 --seed 1 -o "
            + "w.npy", folder.Path);

        run.IsRefused(3, "w.npy cannot be written: ");
        Assert.Empty(folder.Files);
    }

    /// <summary>What is told on the way has nowhere to go, and what was asked is done or refused all the same.</summary>
    [UnixTheory]
    [InlineData("sample he_normal --shape 3,4 -o w.npy", 0)]
    [InlineData("inspect nosuch", 3)]
    [InlineData("sample bad --shape 3,4", 2)]
    public void A_closed_standard_error_changes_no_status(string arguments, int status)
    {
        using TemporaryFolder folder = new();

        Assert.Equal($"{status}\n", ToolProcess.Shell($"$SEEDBED {arguments} 2>&- > out; echo $?", folder.Path).Output);
        Assert.Equal(status == 0, File.Exists(folder.At("w.npy")));
    }

    [UnixFact]
    public void Output_and_temporary_files_beyond_the_user_s_limit_are_the_system_s_refusal()
    {
        using TemporaryFolder folder = new();
        byte[] array = CheckpointFiles.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000,), }", new byte[4_000_000]);
        File.WriteAllBytes(folder.At("m.npz"), CheckpointFiles.Zip(CompressionLevel.Optimal, [("a.npy", array)]));
        const string limited = "ulimit -f 200; DOTNET_EnableWriteXorExecute=0 TMPDIR=. exec $SEEDBED";

        ToolProcess.Shell($"{limited} inspect m.npz", folder.Path).IsRefused(3, "a file of that length is not allowed there");
        File.WriteAllBytes(folder.At("many"), CheckpointFiles.EmptyTensors(5000));
        ToolProcess.Shell($"{limited} inspect many --json > out", folder.Path)
            .IsRefused(3, "a file of that length is not allowed there");
    }

    /// <summary>Linux removes a file without a name however its writer ends.</summary>
    [UnixFact]
    public void A_killed_writer_leaves_nothing_behind()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("w.npy"), "old");
        for (int kill = 0; kill < 3; kill++)
        {
            ToolRun run = ToolProcess.Interrupt(
                "KILL", process => ToolProcess.IsWriting(process, folder.Path), folder.Path, [.. s_longWork, "-o", "w.npy", "--force"]);

            Assert.Equal(137, run.Status);
            Assert.Equal(["w.npy"], folder.Files);
            Assert.Equal("old", File.ReadAllText(folder.At("w.npy")));
        }
    }

    /// <summary>.NET would read and write another name.</summary>
    [UnixFact]
    public void A_name_that_is_not_UTF_8_is_refused()
    {
        using TemporaryFolder folder = new();

        ToolProcess.Shell("exec $SEEDBED sample zeros --shape 2 -o $'w\\xff.npy'", folder.Path).IsRefused(2, "'w�.npy' is not UTF-8");
        ToolProcess.Shell(
            "mkdir $'\\xff'; cd $'\\xff'; $SEEDBED sample zeros --shape 2 -o w.npy; status=$?; cd ..; rmdir $'\\xff' && exit "
            + "$status", folder.Path).IsRefused(2, "is not UTF-8");

        Assert.Empty(folder.Files);
    }

    /// <summary>
    /// 2000 arrays with fewer files open at once, and nothing in the folder for temporary files when it is over, or before.
    /// </summary>
    [UnixFact]
    public void A_deflated_archive_of_many_arrays_takes_one_file()
    {
        using TemporaryFolder folder = new();
        string temporary = Directory.CreateDirectory(folder.At("tmp")).FullName;
        byte[] array = CheckpointFiles.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8]);
        File.WriteAllBytes(folder.At("m.npz"),
            CheckpointFiles.Zip(CompressionLevel.Optimal, [.. Enumerable.Range(0, 500).Select(i => ($"a{i}.npy", array))]));

        ToolRun run = ToolProcess.Shell($"ulimit -n 300; TMPDIR={temporary} exec $SEEDBED inspect m.npz --json", folder.Path).IsDone();

        Assert.Equal(500, run.Json().GetProperty("tensors").GetArrayLength());
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
    }

    [UnixFact]
    public void A_reader_that_waits_forever_does_not_hold_the_tool()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), CheckpointFiles.EmptyTensors(5000));

        // The pipe is full long before the end of the output; the shell opens it and never reads.
        ToolRun run =
            ToolProcess.Shell("mkfifo p; $SEEDBED inspect f --json > p & exec 3< p; sleep 3; kill -TERM $!; wait $!; echo $?", folder.Path);

        Assert.Equal("130\n", run.Output);
        Assert.StartsWith("seedbed: stopped;", run.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public void Very_many_tensors_take_little_memory()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), CheckpointFiles.EmptyTensors(200_000));

        ToolRun run =
            ToolProcess.Shell("export DOTNET_GCHeapHardLimit=0x8000000; $SEEDBED inspect f --json | tail -c 2; echo ${PIPESTATUS[0]}",
                folder.Path).IsDone();

        Assert.Equal("}\n0\n", run.Output);
    }

    /// <summary>The log, whose first line is written behind the first epoch, tells when the training runs.</summary>
    [UnixFact]
    public void An_interrupted_training_saves_what_was_learned()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([2]), new Dense(8, activation: "tanh"), new Dense(3, activation: "softmax")], seed: 1);
        File.WriteAllText(folder.At("m.json"), model.ToJson());
        Spirals.Create(64, seed: 1).Save(folder.At("d.npz"));

        ToolRun run = ToolProcess.Interrupt(
            "INT", _ => File.Exists(folder.At("log.csv")) && File.ReadLines(folder.At("log.csv")).Count() > 1, folder.Path,
            "train", "m.json", "--data", "d.npz", "--loss", "sparse_categorical_crossentropy", "--epochs", "1000000", "--seed", "1", "--csv-log",
            "log.csv", "-o", "trained.keras", "--quiet");

        Assert.Equal(130, run.Status);
        Assert.Matches(
            @"^seedbed: stopped in epoch \d+ of 1000000, after step \d of 2; what was learned until then is saved in trained\.keras\.\n$", run.Error);
        Assert.NotEqual(model.GetWeights()[0], Model.Load(folder.At("trained.keras")).GetWeights()[0]);
    }

    private static void AssertCleanEnd(string signal)
    {
        using TemporaryFolder folder = new();

        ToolRun run =
            ToolProcess.Interrupt(
                signal, process => ToolProcess.IsWriting(process, folder.Path), folder.Path, [.. s_longWork, "-o", "w.npy"]);

        run.IsRefused(130, "stopped");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
