using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Safetensors;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;
using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing;

/// <summary>What happens to the file when something goes wrong.</summary>
public sealed class CheckpointWriterTests
{
    private static readonly InitializationPlan s_small =
        Plans.Of(new TensorTemplate("a", [100], ElementType.Float32, new RandomNormal(seed: 1)));

    /// <summary>64 MB: enough blocks for every thread.</summary>
    private static readonly InitializationPlan s_large =
        Plans.Of(new TensorTemplate("a", [4096, 4096], ElementType.Float32, new RandomNormal(seed: 1)));

    [Fact]
    public void An_existing_file_is_kept_unless_it_may_be_replaced()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("w"), "mine");

        ArgumentException fault = Assert.Throws<ArgumentException>(() => CheckpointFormat.Safetensors.Write(folder.At("w"), s_small));

        Assert.Contains("exists already and is kept", fault.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.At("w")));
        CheckpointFormat.Safetensors.Write(folder.At("w"), s_small, new WriteOptions { Overwrite = true });
        SafetensorsReader.Open(folder.At("w")).Dispose();
        Assert.Equal(["w"], folder.Files);
    }

    [Fact]
    public void A_file_that_appears_during_the_work_is_kept()
    {
        using TemporaryFolder folder = new();
        OnProgress progress = new(_ => File.WriteAllText(folder.At("w"), "mine"));

        Assert.Throws<ArgumentException>(() => CheckpointFormat.Safetensors.Write(folder.At("w"), s_small, new WriteOptions { Progress = progress }));

        Assert.Equal("mine", File.ReadAllText(folder.At("w")));
        Assert.Equal(["w"], folder.Files);
    }

    [Fact]
    public void Cancelling_in_the_middle_leaves_everything_as_it_was()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        File.WriteAllText(folder.At("w"), "mine");
        WriteOptions options = new() { Overwrite = true, CancellationToken = stop.Token, Progress = new OnProgress(_ => stop.Cancel()) };

        Assert.ThrowsAny<OperationCanceledException>(() => CheckpointFormat.Safetensors.Write(folder.At("w"), s_large, options));

        Assert.Equal("mine", File.ReadAllText(folder.At("w")));
        Assert.Equal(["w"], folder.Files);
    }

    [Fact]
    public void A_fault_in_one_thread_is_thrown_as_it_was_and_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        OnProgress progress = new(_ => throw new InvalidDataException("broken"));

        InvalidDataException fault =
            Assert.Throws<InvalidDataException>(
                () => CheckpointFormat.Safetensors.Write(folder.At("w"), s_large, new WriteOptions { Progress = progress }));

        Assert.Equal("broken", fault.Message);
        Assert.Empty(folder.Files);
    }

    /// <summary>
    /// A process that is killed runs no more code: what lies in the folder then is what lies there at every moment of the work.
    /// </summary>
    [Fact]
    public void Until_the_end_the_name_is_not_taken()
    {
        using TemporaryFolder folder = new();
        HashSet<string> seen = [];

        CheckpointFormat.Safetensors.Write(folder.At("w"), s_large, new WriteOptions { Progress = new OnProgress(_ => seen.UnionWith(folder.Files)) });

        if (OperatingSystem.IsLinux())
        {
            Assert.Empty(seen);
        }
        else
        {
            Assert.Matches(@"^\.w\.[0-9a-f]{8}-[0-9a-f]{16}\.seedbed$", Assert.Single(seen));
        }

        Assert.Equal(["w"], folder.Files);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.At("none"), "w");

        IOException fault = Assert.Throws<DirectoryNotFoundException>(() => CheckpointFormat.Safetensors.Write(path, s_small));

        Assert.Contains(
            $"{path} cannot be written: the folder {folder.At("none")} does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_no_file_has_is_told_in_a_sentence_of_our_own()
    {
        if (OperatingSystem.IsLinux())
        {
            using TemporaryFolder folder = new();

            string message = Assert.Throws<IOException>(() => new TargetFile(folder.At("w"), false, 1L << 62).Dispose()).Message;

            Assert.Equal(
                $"{folder.At("w")} cannot be written: the system makes no file of 4611686018427387904 bytes there; free space or choose "
                + "another place. No file was left behind.", message);
            Assert.Empty(folder.Files);
        }
    }

    [Fact]
    public void A_folder_is_no_target()
    {
        using TemporaryFolder folder = new();

        Assert.Contains("is a folder",
            Assert.Throws<ArgumentException>(
                () =>
                    CheckpointFormat.Safetensors.Write(
                        folder.Path, s_small, new WriteOptions { Overwrite = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Where the tests run as root, permissions do not hold; the kernel's own folder refuses even root.
        string path = Environment.IsPrivilegedProcess ? "/proc/w" : "/w";
        Exception fault = Assert.ThrowsAny<Exception>(() => CheckpointFormat.Safetensors.Write(path, s_small));

        Assert.True(fault is IOException or UnauthorizedAccessException, fault.ToString());
        Assert.StartsWith($"{path} cannot be written", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_an_IOException()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using SafeFileHandle full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);

        Assert.Throws<IOException>(
            () => CheckpointWriter.WriteContent(full, SafetensorsWriter.Layout(s_large), RandomStream.TensorFlow, WriteOptions.Default));
        Assert.StartsWith(
            "/x/w cannot be written: the disk is full; free space",
            Assert.Throws<IOException>(() => TargetFile.Explained("/x/w", () => WriteByte(full))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CheckpointFormat.Safetensors.Write("/dev/full", s_small, new WriteOptions { Overwrite = true }));
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void Two_writers_at_once_leave_one_whole_file()
    {
        using TemporaryFolder folder = new();
        InitializationPlan other = Plans.Of(new TensorTemplate("a", [4096, 4096], ElementType.Float32, new RandomNormal(seed: 2)));

        Parallel.Invoke(
            () => CheckpointFormat.Safetensors.Write(folder.At("w"), s_large, new WriteOptions { Overwrite = true, FlushToDisk = false }),
            () => CheckpointFormat.Safetensors.Write(folder.At("w"), other, new WriteOptions { Overwrite = true, FlushToDisk = false }));

        Assert.Equal(["w"], folder.Files);
        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("w"));
        float[] values = new float[4096 * 4096];
        reader.Read(reader["a"], 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Contains(
            new[] { s_large, other }, plan => plan.Tensors[0].Initializer.CreateArray<float>([4096, 4096]).AsSpan().SequenceEqual(values));
    }

    [Fact]
    public void Progress_rises_to_the_number_of_bytes()
    {
        using TemporaryFolder folder = new();
        List<long> reports = [];

        CheckpointFormat.Safetensors.Write(folder.At("w"), s_large, new WriteOptions { Progress = new OnProgress(reports.Add), FlushToDisk = false });

        Assert.Equal(reports.Order(), reports);
        Assert.Equal(s_large.ByteCount, reports[^1]);
        Assert.True(reports.Count > 50);
    }

    private static int WriteByte(SafeFileHandle handle)
    {
        RandomAccess.Write(handle, [1], 0);
        return 1;
    }

    /// <summary>Reports on the thread that has something to report.</summary>
    private sealed class OnProgress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
