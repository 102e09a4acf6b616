using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing;

/// <summary>A stream gets, from front to back, the bytes that a file gets.</summary>
public sealed class CheckpointStreamTests
{
    private static readonly InitializationPlan s_mixed = Plans.Of(
        new TensorTemplate("large", [700, 900], ElementType.Float32, new RandomNormal(seed: 1)),
        new TensorTemplate("whole", [60, 40], ElementType.Float32, new Orthogonal(seed: 2)),
        new TensorTemplate("scalar", default, ElementType.Float64, new Constant(3)),
        new TensorTemplate("empty", [0, 3], ElementType.Float32, new Zeros()),
        new TensorTemplate("whole too", [30, 30], ElementType.Float64, new Orthogonal(seed: 3)),
        new TensorTemplate("half", [801], ElementType.Float16, new RandomUniform(seed: 4)));

    private static readonly InitializationPlan s_large =
        Plans.Of(new TensorTemplate("a", [4096, 2048], ElementType.Float32, new RandomNormal(seed: 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_stream_gets_the_bytes_of_the_file(int threads)
    {
        using TemporaryFolder folder = new();
        using MemoryStream stream = new();
        CheckpointFormat.Safetensors.Write(folder.At("f"), s_mixed);

        CheckpointFormat.Safetensors.Write(stream, s_mixed, new WriteOptions { MaxDegreeOfParallelism = threads });

        Assert.Equal(File.ReadAllBytes(folder.At("f")), stream.ToArray());
    }

    [Fact]
    public void Slices_of_an_array_are_those_of_the_file()
    {
        using TemporaryFolder folder = new();
        using MemoryStream whole = new();
        using MemoryStream slice = new();
        PlannedTensor tensor = s_large.Tensors[0];
        NpyWriter.Write(folder.At("f.npy"), tensor);
        NpyWriter.Write(whole, tensor);
        NpyWriter.WriteSlice(slice, tensor, 1_000_001, 300_000);

        byte[] file = File.ReadAllBytes(folder.At("f.npy"));
        Assert.Equal(file, whole.ToArray());
        Assert.Equal(file.AsSpan(128 + (4 * 1_000_001), 4 * 300_000), slice.ToArray().AsSpan(128));
        Assert.Throws<ArgumentException>(() => NpyWriter.WriteSlice(slice, tensor, 1, long.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_the_stream_throws_ends_all_threads(int threads)
    {
        using Broken broken = new();

        IOException fault = Assert.Throws<IOException>(
            () => CheckpointFormat.Safetensors.Write(broken, s_large, new WriteOptions { MaxDegreeOfParallelism = threads }));

        Assert.Equal("broken", fault.Message);
    }

    [Fact]
    public void Who_cancels_is_heard()
    {
        using MemoryStream stream = new();
        using CancellationTokenSource stop = new();
        WriteOptions options = new() { CancellationToken = stop.Token, Progress = new Stopping(stop) };

        Assert.ThrowsAny<OperationCanceledException>(() => CheckpointFormat.Safetensors.Write(stream, s_large, options));
        Assert.InRange(stream.Length, 1, 30_000_000);
    }

    [Fact]
    public void An_archive_is_not_written_from_front_to_back()
    {
        using MemoryStream stream = new();

        NotSupportedException fault = Assert.Throws<NotSupportedException>(() => CheckpointFormat.Npz.Write(stream, s_large));

        Assert.Contains("write .safetensors", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<long>
    {
        public void Report(long value) => stop.Cancel();
    }

    private sealed class Broken : MemoryStream
    {
        private int _writes;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (++_writes == 5)
            {
                throw new IOException("broken");
            }
        }
    }
}
