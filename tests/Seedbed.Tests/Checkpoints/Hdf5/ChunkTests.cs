using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Small files with much in them: what their chunks inflate to is made once, within a bound.</summary>
public sealed class ChunkTests
{
    private const int ElementsOf16MiB = 4 << 20;

    /// <summary>Threads would take the one buffer from each other, and each of 1024 blocks would inflate 16 MiB anew.</summary>
    [Fact]
    public void Chunked_tensors_are_read_by_one_thread_however_many_there_are()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), ChunkedFile.Of(4, ElementsOf16MiB, ElementsOf16MiB));
        using var file = CheckpointFile.Open(folder.At("f"));
        ReadingThreads threads = new();

        var found = CheckpointInspector.Inspect(file, new InspectOptions { MaxDegreeOfParallelism = 4, Progress = threads });

        Assert.All(found, each => Assert.Equal(ElementsOf16MiB, each.Values.Zeros));
        Assert.Single(threads.Ids.Distinct());
    }

    [Fact]
    public void Chunks_far_larger_than_their_datasets_are_bounded_together()
    {
        byte[] content = ChunkedFile.Of(17, 1, ElementsOf16MiB);

        Assert.EndsWith(
            "with chunks no larger than they are.", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_stops_before_the_next_chunk()
    {
        using Hdf5Reader reader = GoldenHdf5.Open(ChunkedFile.Of(1, 100, 100));

        Assert.Throws<OperationCanceledException>(() => reader.Read(reader["d0"], 0, new byte[4], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Damage_is_told_with_file_and_tensor()
    {
        using TemporaryFolder folder = new();
        byte[] content = ChunkedFile.Of(3, 1000, 1000);
        content[content.AsSpan().LastIndexOf("TREE"u8) + 80] ^= 0xFF;
        File.WriteAllBytes(folder.At("f"), content);
        using var file = CheckpointFile.Open(folder.At("f"));

        FormatException fault = Assert.Throws<FormatException>(() => CheckpointInspector.Inspect(file));

        Assert.StartsWith($"{folder.At("f")}: tensor 'd2': the compressed bytes of a chunk", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_does_not_hide_the_numbers_beside_it()
    {
        using var file = CheckpointFile.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));

        Assert.Equal<IEnumerable<string>>(["complex [3]", "opaque [3]", "records [3]", "texts [2]"], file.Unread);
        Assert.Equal(10, CheckpointInspector.Inspect(file).Length);
    }

    /// <summary>The threads that tell of progress, which are those that read.</summary>
    private sealed class ReadingThreads : IProgress<long>
    {
        public List<int> Ids { get; } = [];

        public void Report(long value) => Ids.Add(Environment.CurrentManagedThreadId);
    }
}
