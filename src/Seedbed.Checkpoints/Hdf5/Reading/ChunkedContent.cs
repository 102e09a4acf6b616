namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>A dataset in chunks; the band that was read last is kept.</summary>
internal sealed class ChunkedContent : DatasetContent
{
    private readonly Hdf5Source _source;
    private readonly ChunkGrid _grid;
    private readonly FilterPipeline _filters;
    private readonly FillContent _fill;
    private readonly ILookup<long, StoredChunk> _chunksByBand;
    private readonly Lock _lock = new();
    private long _bandIndex = -1;
    private byte[] _band = [];

    /// <exception cref="FormatException">A chunk is there twice, or too much of the dataset is nowhere.</exception>
    internal ChunkedContent(StructureReader file, ChunkGrid grid, FilterPipeline filters, FillContent fill, List<StoredChunk> chunks)
    {
        _source = file.Source;
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
    }

    /// <summary>The chunks that are in the file.</summary>
    internal IEnumerable<StoredChunk> Chunks => _chunksByBand.SelectMany(band => band);

    internal override void Read(long start, Span<byte> destination)
    {
        lock (_lock)
        {
            while (!destination.IsEmpty)
            {
                long index = start / _grid.BandByteCount;
                ReadOnlySpan<byte> rest = Band(index)[(int)(start - (index * _grid.BandByteCount))..];
                int count = Math.Min(rest.Length, destination.Length);
                rest[..count].CopyTo(destination);
                destination = destination[count..];
                start += count;
            }
        }
    }

    private ReadOnlySpan<byte> Band(long index)
    {
        if (index != _bandIndex)
        {
            _bandIndex = -1;
            long firstRow = index * _grid.Chunk[0];
            long rows = Math.Min(_grid.Chunk[0], _grid.Shape[0] - firstRow);
            int length = (int)(rows * _grid.RowByteCount);
            _band = _band.Length == length ? _band : new byte[length];
            _fill.Read(0, _band);
            foreach (StoredChunk chunk in _chunksByBand[index])
            {
                byte[] stored = new byte[chunk.ByteCount];
                _source.Read(chunk.Address, stored);
                _grid.CopyToBand(_filters.Decode(stored, chunk.SkippedFilters, _grid.ChunkByteCount), chunk.Origin, _band);
            }

            _bandIndex = index;
        }

        return _band;
    }
}
