using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>Finds the chunks of a dataset through their B-tree.</summary>
internal sealed class ChunkTreeReader
{
    private const string What = "a node of a dataset's B-tree";

    private readonly StructureReader _file;
    private readonly ChunkGrid _grid;
    private readonly List<StoredChunk> _chunks = [];

    private ChunkTreeReader(StructureReader file, ChunkGrid grid)
    {
        _file = file;
        _grid = grid;
    }

    /// <summary>Reads the places of all chunks; their bytes are counted as stored.</summary>
    /// <exception cref="FormatException">The tree is damaged, or a chunk lies outside the dataset or the file.</exception>
    internal static List<StoredChunk> Read(StructureReader file, ChunkGrid grid, long address)
    {
        ChunkTreeReader reader = new(file, grid);
        if (address != Hdf5Signature.NoAddress)
        {
            reader.ReadNode(address, parentLevel: null);
        }

        return reader._chunks;
    }

    private void ReadNode(long address, int? parentLevel)
    {
        FieldReader fields = new(_file.ReadOnce(address, 24, What), What);
        fields.Expect(Hdf5Signature.GroupTree);
        int kind = fields.Byte();
        int level = fields.Byte();
        if (kind != 1 || (parentLevel is { } above && level != above - 1))
        {
            throw new FormatException($"{What} is of kind {kind} and level {level}; it must be of kind 1 and one level below its parent. The file is damaged.");
        }

        int count = fields.UInt16();
        int keyLength = 8 + ((_grid.Shape.Length + 1) * sizeof(long));
        FieldReader entries = new(_file.Read(address + 24, (count * (keyLength + sizeof(long))) + keyLength, What), What);
        for (int index = 0; index < count; index++)
        {
            StoredChunk chunk = ReadKey(ref entries) with { Address = entries.Address() };
            if (level > 0)
            {
                ReadNode(chunk.Address, level);
            }
            else
            {
                Add(chunk);
            }
        }
    }

    private StoredChunk ReadKey(ref FieldReader entries)
    {
        uint byteCount = entries.UInt32();
        uint skipped = entries.UInt32();
        long[] origin = new long[_grid.Shape.Length];
        foreach (ref long coordinate in origin.AsSpan())
        {
            coordinate = entries.Address();
        }

        entries.Skip(sizeof(long));
        return new StoredChunk(origin, 0, (int)Math.Min(byteCount, int.MaxValue), skipped);
    }

    private void Add(StoredChunk chunk)
    {
        for (int axis = 0; axis < chunk.Origin.Length; axis++)
        {
            if (chunk.Origin[axis] < 0 || chunk.Origin[axis] >= _grid.Shape[axis] || chunk.Origin[axis] % _grid.Chunk[axis] != 0)
            {
                throw new FormatException($"a chunk begins at [{string.Join(", ", chunk.Origin)}], where no chunk of shape [{string.Join(", ", _grid.Chunk)}] is; the file is damaged.");
            }
        }

        // Filters can make a chunk a little longer, not more.
        if (chunk.ByteCount > Hdf5Limits.ChunkBytes + (Hdf5Limits.ChunkBytes / 8))
        {
            throw new FormatException($"a chunk takes {chunk.ByteCount} bytes in the file, more than {Hdf5Limits.ChunkBytes}; the file is damaged.");
        }

        _file.Spend(128 + (8 * chunk.Origin.Length));
        _file.ClaimStored(chunk.Address, chunk.ByteCount);
        _chunks.Add(chunk);
    }
}
