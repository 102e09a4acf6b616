using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Tests.Checkpoints.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Small files with much in them: what their chunks inflate to is made once, within a bound.</summary>
public sealed class ChunkTests
{
    private const int ElementsOf16MiB = 4 << 20;

    /// <summary>
    /// As threads read them: each has a buffer of its own, so that none takes another's and each of 1024 blocks inflates 16 MiB anew.
    /// </summary>
    [Fact]
    public void Datasets_lent_to_readers_in_turns_are_decoded_once()
    {
        using CountingSource source = new(ChunkedFile.Of(2, ElementsOf16MiB, ElementsOf16MiB));
        using var reader = Hdf5Reader.Open(source);
        byte[] slice = new byte[1 << 20];
        source.Count = 0;

        reader["d0"].Content.Rent(first => reader["d1"].Content.Rent(second => ReadInTurns(first, second, slice), CancellationToken.None),
            CancellationToken.None);

        Assert.Equal(2, source.Count);
    }

    [Fact]
    public void A_lent_buffer_is_used_again()
    {
        using Hdf5Reader reader = GoldenHdf5.Open(ChunkedFile.Of(4, ElementsOf16MiB, ElementsOf16MiB));
        byte[] slice = new byte[4];
        long before = GC.GetAllocatedBytesForCurrentThread();

        foreach (Hdf5DatasetEntry dataset in reader.Datasets)
        {
            dataset.Content.Rent(content => content.Read(0, slice), CancellationToken.None);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 16 << 20, 20 << 20);
    }

    [Fact]
    public void Every_thread_finds_what_is_there()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), ChunkedFile.Of(9, 100_000, 100_000));
        using var file = CheckpointFiles.Open(folder.At("f"));

        var found = CheckpointInspector.Inspect(file, new InspectOptions { MaxDegreeOfParallelism = 4 });

        Assert.All(found, each => Assert.Equal((100_000, 0), (each.Values.Zeros, each.Values.Maximum)));
    }

    [Fact]
    public void Chunks_far_larger_than_their_datasets_are_bounded_together()
    {
        byte[] content = ChunkedFile.Of(17, 1, ElementsOf16MiB);

        Assert.EndsWith(
            "write it with smaller chunks, or without compression.", Assert.Throws<FormatException>(
                () => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_stops_before_the_next_chunk()
    {
        using Hdf5Reader reader = GoldenHdf5.Open(ChunkedFile.Of(1, 100, 100));

        Assert.Throws<OperationCanceledException>(
            () => reader["d0"].Content.Rent(content => content.Read(0, new byte[4]), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Damage_is_told_with_file_and_tensor()
    {
        using TemporaryFolder folder = new();
        byte[] content = ChunkedFile.Of(3, 1000, 1000);
        content[content.AsSpan().LastIndexOf("TREE"u8) + ChunkedFile.TreeLength] ^= 0xFF;
        File.WriteAllBytes(folder.At("f"), content);
        using var file = CheckpointFiles.Open(folder.At("f"));

        FormatException fault = Assert.Throws<FormatException>(() => CheckpointInspector.Inspect(file));

        Assert.StartsWith($"{folder.At("f")}: tensor 'd2': the compressed bytes of a chunk", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_does_not_hide_the_numbers_beside_it()
    {
        using var file = CheckpointFiles.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));

        Assert.Equal<IEnumerable<string>>(["complex [3]", "opaque [3]", "records [3]", "texts [2]"], file.Unread);
        Assert.Equal(10, CheckpointInspector.Inspect(file).Length);
    }

    private static void ReadInTurns(DatasetContent first, DatasetContent second, byte[] slice)
    {
        for (long start = 0; start < sizeof(float) * ElementsOf16MiB; start += slice.Length)
        {
            first.Read(start, slice);
            second.Read(start, slice);
        }
    }

    /// <summary>A file in memory that counts how often it is read.</summary>
    private sealed class CountingSource(byte[] content) : Hdf5Source
    {
        public int Count { get; set; }

        internal override long Length => content.Length;

        internal override void Read(long offset, Span<byte> destination)
        {
            Count++;
            content.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }
    }
}
