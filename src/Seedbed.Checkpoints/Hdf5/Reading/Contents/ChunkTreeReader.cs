using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Finds the chunks of a dataset through their B-tree. A chunk's key is its place; the keys are ordered axis by axis.</summary>
internal sealed class ChunkTreeReader : KeyedTreeReader<ChunkKey>
{
    private const string What = "a node of a dataset's B-tree";

    private readonly ChunkGrid _grid;
    private readonly long[] _steps;
    private readonly List<StoredChunk> _chunks = [];

    private ChunkTreeReader(StructureReader file, ChunkGrid grid)
        : base(file, 1, file.Ranks.ChunkTree, 8 + ((grid.Shape.Length + 1) * sizeof(long)), What)
    {
        _grid = grid;
        _steps = [.. grid.Chunk, grid.ElementSize];
    }

    /// <summary>Reads the places of all chunks; their bytes are counted as stored.</summary>
    /// <exception cref="FormatException">The tree is damaged, or a chunk lies outside the dataset or the file.</exception>
    internal static List<StoredChunk> Read(StructureReader file, ChunkGrid grid, long address)
    {
        ChunkTreeReader reader = new(file, grid);
        if (address != Hdf5Signature.NoAddress)
        {
            reader.ReadTree(address);
        }

        return reader._chunks;
    }

    protected override ChunkKey ReadKey(ref FieldReader fields)
    {
        (uint byteCount, uint skipped) = (fields.UInt32(), fields.UInt32());
        long[] place = new long[_steps.Length];
        foreach (ref long coordinate in place.AsSpan())
        {
            coordinate = fields.Length();
        }

        return new ChunkKey(byteCount, skipped, place);
    }

    /// <summary>Compares whole steps, as a search does: two keys within one chunk are one.</summary>
    protected override int Compare(ChunkKey left, ChunkKey right)
    {
        for (int axis = 0; axis < _steps.Length; axis++)
        {
            int order = (left.Place[axis] / _steps[axis]).CompareTo(right.Place[axis] / _steps[axis]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    protected override void ReadChild(ChunkKey key, ChunkKey next, long address)
    {
        CheckPlace(key, next);
        _chunks.Add(StoredChunk.Claim(File, key.Place[..^1], address, key.ByteCount, key.SkippedFilters));
    }

    private void CheckPlace(ChunkKey key, ChunkKey next)
    {
        bool isChunk = key.Place[^1] == 0;
        for (int axis = 0; axis < _grid.Shape.Length; axis++)
        {
            isChunk &= key.Place[axis] < _grid.Shape[axis] && key.Place[axis] % _grid.Chunk[axis] == 0;
        }

        if (!isChunk)
        {
            throw new FormatException(
                $"a chunk begins at {key}, where no chunk of shape [{string.Join(", ", _grid.Chunk.Select(size => $"{size}"))}] is; the "
                + "file is damaged.");
        }

        if (Compare(key, next) >= 0)
        {
            throw new FormatException(
                $"{What} has a chunk at {key} before the key {next}, so that no search finds it; the file is damaged.");
        }
    }
}
