using Seedbed.Checkpoints.Hdf5.Reading.Messages;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>A dataset in chunks; the band that was read last is kept for the next slice.</summary>
internal sealed class ChunkedContent : DatasetContent
{
    private readonly Hdf5Source _source;
    private readonly ChunkGrid _grid;
    private readonly FilterPipeline _filters;
    private readonly FillContent _fill;
    private readonly ILookup<long, StoredChunk> _chunksByBand;
    private readonly BandBuffer _buffer;

    /// <exception cref="FormatException">A chunk is there twice, or too much of the dataset is nowhere.</exception>
    internal ChunkedContent(StructureReader file, ChunkGrid grid, FilterPipeline filters, FillContent fill, List<StoredChunk> chunks)
    {
        _source = file.Source;
        _buffer = file.Bands;
        _grid = grid;
        _filters = filters;
        _fill = fill;
        HashSet<string> origins = new(StringComparer.Ordinal);
        if (!chunks.TrueForAll(chunk => origins.Add(string.Join(',', chunk.Origin))))
        {
            throw new FormatException("a dataset has two chunks in one place; the file is damaged.");
        }

        _chunksByBand = chunks.ToLookup(chunk => chunk.Origin[0] / grid.Chunk[0]);
        Int128 total = (Int128)grid.RowByteCount * grid.Shape[0];
        file.ClaimUnstored(Int128.Max(0, total - ((Int128)chunks.Count * grid.ChunkByteCount)));
        file.ClaimInflated((Int128)chunks.Count * grid.ChunkByteCount);
    }

    /// <summary>The chunks that are in the file.</summary>
    internal IEnumerable<StoredChunk> Chunks => _chunksByBand.SelectMany(band => band);

    internal override bool IsBuffered => true;

    internal override void Read(long start, Span<byte> destination, CancellationToken token)
    {
        lock (_buffer.Lock)
        {
            while (!destination.IsEmpty)
            {
                long index = start / _grid.BandByteCount;
                ReadOnlySpan<byte> rest = _buffer.Get(this, index, token)[(int)(start - (index * _grid.BandByteCount))..];
                int count = Math.Min(rest.Length, destination.Length);
                rest[..count].CopyTo(destination);
                destination = destination[count..];
                start += count;
            }
        }
    }

    /// <summary>The bytes of a band; the last one may have fewer rows.</summary>
    internal int BandLength(long index) => (int)(Math.Min(_grid.Chunk[0], _grid.Shape[0] - (index * _grid.Chunk[0])) * _grid.RowByteCount);

    /// <summary>Decodes the chunks of a band into its bytes.</summary>
    /// <exception cref="FormatException">A chunk is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Decode(long index, Span<byte> band, CancellationToken token)
    {
        _fill.Read(0, band, token);
        foreach (StoredChunk chunk in _chunksByBand[index])
        {
            token.ThrowIfCancellationRequested();
            byte[] stored = new byte[chunk.ByteCount];
            _source.Read(chunk.Address, stored);
            _grid.CopyToBand(_filters.Decode(stored, chunk.SkippedFilters, _grid.ChunkByteCount), chunk.Origin, band);
        }
    }
}
