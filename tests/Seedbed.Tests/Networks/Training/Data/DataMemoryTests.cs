using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Seedbed.Training;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data;

/// <summary>
/// What reading data takes of memory: told and refused before it is taken, and little more than the numbers. These tests count what the
/// whole process allocates.
/// </summary>
[Collection(nameof(MemoryTests))]
public sealed class DataMemoryTests : IDisposable
{
    /// <summary>Blocks, streams, and what belongs to the tests.</summary>
    private const long Overhead = 4 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_beyond_the_limit_is_refused_before_it_is_read()
    {
        string path = Archive(CompressionLevel.NoCompression, 1 << 24);

        (FormatException fault, long allocated) = Refusal(path, new DataReadOptions { MemoryLimit = 1 << 20 });

        Assert.StartsWith($"{path}: 'x' would take 16777216 bytes of memory, and 1048576 are left of the 1048576 that data may take",
            fault.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, Overhead);
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        string path = Archive(CompressionLevel.SmallestSize, 1 << 24);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        DataSet data = DataSet.Read(path);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 1 << 24, (1 << 24) + Overhead);
        Assert.Equal(1 << 24, data.X.Dimensions[1]);
    }

    [Fact]
    public void Lines_take_no_more_than_their_numbers()
    {
        string line = string.Join(',', Enumerable.Repeat("0", 1000));
        string path = Text(string.Concat(Enumerable.Repeat(line + "\n", 2000)));
        long before = GC.GetTotalAllocatedBytes(precise: true);

        DataSet data = DataSet.Read(path);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, (2_000_000 * sizeof(double)) + Overhead);
        Assert.Equal(2000, data.Count);
    }

    [Fact]
    public void Lines_beyond_the_limit_are_refused_before_they_are_kept()
    {
        string path = Text(string.Concat(Enumerable.Repeat("1,2,3,4\n", 100_000)));

        (FormatException fault, long allocated) = Refusal(path, new DataReadOptions { MemoryLimit = 1 << 20 });

        Assert.Contains("the columns of inputs would take 2400000 bytes of memory", fault.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, Overhead);
    }

    [Fact]
    public void A_line_of_very_many_columns_is_refused_unread()
    {
        string path = Text(new string(',', 4_000_000));

        (FormatException fault, long allocated) = Refusal(path, new DataReadOptions());

        Assert.Equal($"{path}: line 1 has more than 1048576 columns, which is more than is read of lines of numbers; save the data as an "
            + ".npz archive with x and y.", fault.Message);
        Assert.InRange(allocated, 0, 3 * Overhead);
    }

    [Fact]
    public void A_field_without_end_is_refused()
    {
        (FormatException fault, long allocated) = Refusal(Text("1,2\n" + new string('1', 8_000_000)), new DataReadOptions());

        Assert.Contains("line 2, column 1 has more than 65536 characters; it must be a number.", fault.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, Overhead);
    }

    [Theory]
    [InlineData(0x00000801, 1 << 20, "an array of sizes [1073741824] takes 1073741824 bytes, beyond the 268435456 that a compressed file of")]
    [InlineData(0x00000000, 1 << 28, "this is no IDX file;")]
    public void A_compressed_file_does_not_unfold(int mark, int length, string sentence)
    {
        string path = _folder.At("bomb.gz");
        using (GZipStream file = new(File.Create(path), CompressionLevel.Fastest))
        {
            file.Write([(byte)(mark >> 24), (byte)(mark >> 16), (byte)(mark >> 8), (byte)mark, 0x40, 0, 0, 0]);
            byte[] block = new byte[1 << 20];
            for (int done = 0; done < length; done += block.Length)
            {
                file.Write(block);
            }
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        FormatException fault = Assert.Throws<FormatException>(() => DataSet.Read(path, path));

        Assert.StartsWith($"{path}: {sentence}", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Overhead);
    }

    [Theory]
    [InlineData("7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF")]
    [InlineData("000000007FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF")]
    public void Sizes_that_overflow_are_refused(string sizes)
    {
        string path = _folder.At("huge.idx");
        File.WriteAllBytes(path, [0, 0, 8, 8, .. Convert.FromHexString(sizes)]);

        Assert.Contains("each sample must have at most 2147483591 elements.",
            Assert.Throws<FormatException>(() => DataSet.Read(path, path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_ordinary_file_is_refused_without_waiting()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using Process make = Process.Start("mkfifo", _folder.At("pipe"));
        make.WaitForExit();
        foreach (string path in (string[])[_folder.At("pipe"), "/dev/zero"])
        {
            Assert.StartsWith($"{path}: the file is empty, or it is a pipe or a device",
                Assert.Throws<FormatException>(() => DataSet.Read(path)).Message, StringComparison.Ordinal);
            Assert.StartsWith($"{path}: the file is empty, or it is a pipe or a device",
                Assert.Throws<FormatException>(() => DataSet.Read(path, path)).Message, StringComparison.Ordinal);
        }

        Assert.StartsWith($"{_folder.Path}: the folder has no folders; it must have a folder for each class",
            Assert.Throws<FormatException>(() => DataSet.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        DataReadOptions stopped = new() { CancellationToken = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => DataSet.Read(stopped, Text("1,2\n")));
        Assert.Throws<OperationCanceledException>(() => DataSet.Read(stopped, Archive(CompressionLevel.NoCompression, 4)));
    }

    private static (FormatException Fault, long Allocated) Refusal(string path, DataReadOptions options)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        FormatException fault = Assert.Throws<FormatException>(() => DataSet.Read(options, path));
        return (fault, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private string Text(string text)
    {
        File.WriteAllText(_folder.At("d.csv"), text, Encoding.UTF8);
        return _folder.At("d.csv");
    }

    /// <summary>One sample of so many bytes.</summary>
    private string Archive(CompressionLevel level, int length)
    {
        byte[] x = CheckpointFiles.Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': (1, {length}), }}", new byte[length]);
        byte[] y = CheckpointFiles.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", [1]);
        File.WriteAllBytes(_folder.At("d.npz"), CheckpointFiles.Zip(level, ("x.npy", x), ("y.npy", y)));
        return _folder.At("d.npz");
    }
}
