using Seedbed.Checkpoints.Hdf5.Reading.Buffers;
using Seedbed.Checkpoints.Hdf5.Reading.Messages;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>The chunks of a dataset: where they lie, and how they become its bands.</summary>
internal sealed class ChunkedDataset : IBands
{
    private readonly Hdf5Source _source;
    private readonly FilterPipeline _filters;
    private readonly FillContent _fill;
    private readonly ILookup<long, StoredChunk> _chunksByBand;

    /// <summary>The bands that have a chunk, by rising index.</summary>
    private readonly long[] _bands;

    /// <exception cref="FormatException">Too much of the dataset is nowhere, or too much is made of the file.</exception>
    internal ChunkedDataset(StructureReader file, ChunkGrid grid, FilterPipeline filters, FillContent fill, List<StoredChunk> chunks)
    {
        _source = file.Source;
        Grid = grid;
        _filters = filters;
        _fill = fill;
        _chunksByBand = chunks.ToLookup(chunk => chunk.Origin[0] / grid.Chunk[0]);
        _bands = [.. _chunksByBand.Select(band => band.Key).Order()];
        Int128 total = (Int128)grid.RowByteCount * grid.Shape[0];
        Int128 decoded = (Int128)chunks.Count * grid.ChunkByteCount;
        file.ClaimUnstored(Int128.Max(0, total - decoded));
        file.ClaimDecoded(decoded);
    }

    /// <summary>The chunks that are in the file.</summary>
    internal IEnumerable<StoredChunk> Chunks => _chunksByBand.SelectMany(band => band);

    internal ChunkGrid Grid { get; }

    /// <summary>The bytes in memory while a band is decoded and kept.</summary>
    internal long KeptByteCount => ((_filters.IsEmpty ? 1L : 2L) * Grid.ChunkByteCount) + (Grid.ChunkIsBand ? 0 : Grid.BandByteCount);

    /// <summary>The bytes of a band; the last one may have fewer rows.</summary>
    public int BandLength(long index) => (int)(Math.Min(Grid.Chunk[0], Grid.Shape[0] - (index * Grid.Chunk[0])) * Grid.RowByteCount);

    /// <summary>Fills the destination with bytes of the dataset, band by band.</summary>
    internal void Read(BandBuffer buffer, long start, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            long index = start / Grid.BandByteCount;
            if (!_chunksByBand.Contains(index))
            {
                int empty = (int)Math.Min(StartOfNextBand(index) - start, destination.Length);
                _fill.Read(start, destination[..empty]);
                destination = destination[empty..];
                start += empty;
                continue;
            }

            ReadOnlySpan<byte> rest = buffer.Get(this, index)[(int)(start - (index * Grid.BandByteCount))..];
            int count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            destination = destination[count..];
            start += count;
        }
    }

    /// <summary>Where the next band that has a chunk begins: what was never written is filled at once, however many bands it is.</summary>
    private long StartOfNextBand(long index)
    {
        int at = ~Array.BinarySearch(_bands, index);
        return at == _bands.Length ? long.MaxValue : _bands[at] * Grid.BandByteCount;
    }

    /// <summary>Decodes the chunks of a band, and returns the array that begins with its bytes.</summary>
    /// <exception cref="FormatException">A chunk is damaged.</exception>
    public byte[] Decode(long index, BandBuffer buffer)
    {
        if (Grid.ChunkIsBand && _chunksByBand[index].FirstOrDefault() is { } whole)
        {
            Decode(whole, buffer.Room);
            return buffer.Room.Bytes;
        }

        int length = BandLength(index);
        byte[] band = buffer.Band(length);
        _fill.Read(0, band.AsSpan(0, length));
        foreach (StoredChunk chunk in _chunksByBand[index])
        {
            Decode(chunk, buffer.Room);
            Grid.CopyToBand(buffer.Room.Bytes, chunk.Origin, band.AsSpan(0, length));
        }

        return band;
    }

    private void Decode(StoredChunk chunk, ChunkRoom room)
    {
        room.CancellationToken.ThrowIfCancellationRequested();
        _source.Read(chunk.Address, room.Stored(chunk.ByteCount));
        _filters.Decode(room, chunk.ByteCount, chunk.SkippedFilters, Grid.ChunkByteCount);
    }
}
