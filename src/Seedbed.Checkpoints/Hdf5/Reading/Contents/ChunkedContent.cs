using Seedbed.Checkpoints.Hdf5.Reading.Buffers;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>The bytes of a dataset in chunks; the band that was read last is kept for the next slice.</summary>
internal sealed class ChunkedContent(ChunkedDataset dataset, BandBuffers buffers) : DatasetContent
{
    internal override long KeptByteCount => dataset.KeptByteCount;

    /// <summary>The chunks that are in the file.</summary>
    internal IEnumerable<StoredChunk> Chunks => dataset.Chunks;

    internal override void Read(long start, Span<byte> destination)
    {
        lock (buffers.Shared.Lock)
        {
            dataset.Read(buffers.Shared, start, destination);
        }
    }

    internal override void Rent(Action<DatasetContent> reader, CancellationToken cancellationToken) =>
        buffers.Rent(buffer => reader(new Alone(dataset, buffer)), cancellationToken);

    /// <summary>The same with a buffer of its own, for one thread.</summary>
    private sealed class Alone(ChunkedDataset dataset, BandBuffer buffer) : DatasetContent
    {
        internal override void Read(long start, Span<byte> destination) => dataset.Read(buffer, start, destination);
    }
}
