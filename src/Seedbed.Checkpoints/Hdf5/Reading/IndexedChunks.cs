using System.Numerics;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Hdf5.Reading.Messages;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Seedbed.Checkpoints.Hdf5.Reading.Trees;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>The chunks of a dataset whose layout message is of version 4, which names one of five indexes.</summary>
/// <param name="file">The file.</param>
/// <param name="grid">The chunks' shape.</param>
/// <param name="numbers">Which chunk has which number.</param>
/// <param name="filters">What was done to the chunks.</param>
/// <param name="wholeOnly">Whether chunks that reach beyond the dataset are stored without filters.</param>
internal sealed class IndexedChunks(StructureReader file, ChunkGrid grid, ChunkNumbers numbers, FilterPipeline filters, bool wholeOnly)
{
    private const string What = "a layout message";
    private const int FilteredRecordKind = 11;

    private readonly List<StoredChunk> _chunks = [];

    /// <summary>Reads the index that the message names, and the chunks that it leads to.</summary>
    /// <param name="fields">The message, from the kind of the index on.</param>
    /// <param name="hasOneLength">Whether a chunk that is alone has its length in the message.</param>
    /// <exception cref="FormatException">The index is damaged, or of an unknown kind.</exception>
    internal List<StoredChunk> Read(ref FieldReader fields, bool hasOneLength)
    {
        int kind = fields.Byte();
        long length = grid.ChunkByteCount;
        uint skipped = 0;
        if (kind == 1 && hasOneLength)
        {
            (length, skipped) = (fields.Length(), fields.UInt32());
        }

        fields.Skip(kind switch { 3 => 1, 4 => 5, 5 => 6, _ => 0 });
        long address = fields.Address();
        if (address != Hdf5Signature.NoAddress)
        {
            Read(kind, address, length, skipped);
        }

        return _chunks;
    }

    private void Read(int kind, long address, long length, uint skipped)
    {
        ChunkIndexReader arrays = new(file, grid, numbers, !filters.IsEmpty, Add);
        switch (kind)
        {
            case 1: Add(new long[grid.Shape.Length], address, length, skipped); break;
            case 2: arrays.ReadImplicit(address); break;
            case 3: arrays.ReadFixedArray(address); break;
            case 4: arrays.ReadExtensibleArray(address); break;
            case 5: ReadTree(address); break;
            default:
                throw new FormatException(
                    $"{What} has a chunk index of the unknown kind {kind}; the file is damaged, or newer than this reader.");
        }
    }

    /// <summary>Records of address, with filters also length and the filters that were left out, and place in chunks.</summary>
    private void ReadTree(long address)
    {
        bool hasFilters = !filters.IsEmpty;

        // As many bytes as the length of a chunk without filters takes, and one more: H5D__earray_crt_context of the library.
        int lengthBytes = Math.Min(sizeof(long), 1 + ((BitOperations.Log2((uint)grid.ChunkByteCount) + 8) / 8));
        int recordLength = sizeof(long) + (hasFilters ? lengthBytes + sizeof(uint) : 0) + (grid.Shape.Length * sizeof(long));
        int recordKind = FilteredRecordKind - (hasFilters ? 0 : 1);
        foreach (ReadOnlyMemory<byte> record in RecordTreeReader.Read(file, address, recordKind, recordLength))
        {
            FieldReader fields = new(record.Span, What);
            long at = fields.Address();
            long length = hasFilters ? fields.Length(lengthBytes) : grid.ChunkByteCount;
            uint skipped = hasFilters ? fields.UInt32() : 0;
            long[] origin = new long[grid.Shape.Length];
            for (int axis = 0; axis < origin.Length; axis++)
            {
                long index = fields.Length();
                origin[axis] = index > long.MaxValue / grid.Chunk[axis] ? long.MaxValue : index * grid.Chunk[axis];
            }

            Add(origin, at, length, skipped);
        }
    }

    /// <summary>Takes a chunk that lies in the dataset; others are left from a time when it was larger.</summary>
    private void Add(long[] origin, long address, long length, uint skipped)
    {
        bool isInside = true;
        bool isWhole = true;
        for (int axis = 0; axis < origin.Length; axis++)
        {
            isInside &= origin[axis] < grid.Shape[axis];
            isWhole &= origin[axis] <= grid.Shape[axis] - grid.Chunk[axis];
        }

        if (isInside)
        {
            uint left = wholeOnly && !isWhole ? uint.MaxValue : skipped;
            _chunks.Add(StoredChunk.Claim(file, origin, address, left == uint.MaxValue ? grid.ChunkByteCount : length, left));
        }
    }
}
