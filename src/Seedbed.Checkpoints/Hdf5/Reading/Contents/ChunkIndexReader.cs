using System.Numerics;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// Finds the chunks of a dataset through the indexes of layout messages of version 4: none, where there is one chunk or all lie side by
/// side; a fixed array; an extensible array. Chunks have numbers there, row-major, an axis without end first.
/// </summary>
/// <remarks>Source: HDF5 File Format Specification 3, sections VII.A to VII.D.</remarks>
internal sealed class ChunkIndexReader
{
    private const string FixedArray = "a fixed array of chunks";
    private const string ExtensibleArray = "an extensible array of chunks";

    /// <summary>Signature, version, client, and the header's address.</summary>
    private const int BlockPrefixLength = 14;
    private const int SkippedBytes = sizeof(uint);

    private readonly StructureReader _file;
    private readonly ChunkGrid _grid;
    private readonly ChunkNumbers _numbers;
    private readonly bool _hasFilters;
    private readonly Action<long[], long, long, uint> _add;

    /// <param name="file">The file.</param>
    /// <param name="grid">The chunks' shape.</param>
    /// <param name="numbers">Which chunk has which number.</param>
    /// <param name="hasFilters">Whether chunks are stored with lengths of their own.</param>
    /// <param name="add">Takes a chunk: its origin, its address, its length in the file, and the filters that were left out.</param>
    internal ChunkIndexReader(
        StructureReader file, ChunkGrid grid, ChunkNumbers numbers, bool hasFilters, Action<long[], long, long, uint> add)
    {
        _file = file;
        _grid = grid;
        _numbers = numbers;
        _hasFilters = hasFilters;
        _add = add;
    }

    /// <summary>All chunks lie side by side.</summary>
    internal void ReadImplicit(long address)
    {
        if (_numbers.Count > _file.End / _grid.ChunkByteCount)
        {
            throw new FormatException(
                $"{_numbers.Count} chunks would lie side by side, more than the file has room for; it is cut or damaged.");
        }

        for (long number = 0; number < _numbers.Count; number++)
        {
            Add(number, checked(address + (number * _grid.ChunkByteCount)), _grid.ChunkByteCount, 0);
        }
    }

    /// <summary>An array of as many chunks as the dataset can have.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal void ReadFixedArray(long address)
    {
        const int headerLength = 28;
        FieldReader header = Open(address, headerLength, "FAHD"u8, FixedArray);
        int entryLength = EntryLength(header.Byte(), FixedArray);
        int pageBits = header.Byte();
        long count = header.Length();
        long block = header.Address();
        if (block == Hdf5Signature.NoAddress)
        {
            return;
        }

        if (count > _numbers.Count || pageBits > 30)
        {
            throw new FormatException(
                $"{FixedArray} has {count} entries in pages of 2^{pageBits}, for {_numbers.Count} chunks; the file is damaged.");
        }

        ReadEntries(new Block(block, BlockPrefixLength, "FADB", FixedArray), 0, count, 1L << pageBits, entryLength, null);
    }

    /// <summary>An array that grows: entries in the index block, then data blocks, then data blocks of super blocks.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal void ReadExtensibleArray(long address)
    {
        const int headerLength = 72;
        FieldReader header = Open(address, headerLength, "EAHD"u8, ExtensibleArray);
        int entryLength = EntryLength(header.Byte(), ExtensibleArray);
        ExtensibleShape shape = ExtensibleShape.Read(ref header);
        header.Skip(6 * sizeof(long));
        long index = header.Address();
        if (index == Hdf5Signature.NoAddress)
        {
            return;
        }

        int pointers = (shape.DirectBlocks + shape.SuperBlocks) * sizeof(long);
        int length = BlockPrefixLength + (shape.IndexEntries * entryLength) + pointers + SkippedBytes;
        FieldReader fields = Open(index, length, "EAIB"u8, ExtensibleArray);
        fields.Skip(sizeof(long));
        for (int number = 0; number < shape.IndexEntries; number++)
        {
            ReadEntry(ref fields, number, entryLength);
        }

        long first = shape.IndexEntries;
        for (int level = 0; level < shape.Levels; level++)
        {
            first = level < shape.DirectLevels
                ? ReadDataBlocks(ref fields, shape, level, first, entryLength, null)
                : ReadSuperBlock(fields.Address(), shape, level, first, entryLength);
        }
    }

    private long ReadSuperBlock(long address, ExtensibleShape shape, int level, long first, int entryLength)
    {
        long count = ExtensibleShape.BlocksOf(level);
        if (address == Hdf5Signature.NoAddress)
        {
            return checked(first + (count * shape.EntriesOf(level)));
        }

        long pages = shape.EntriesOf(level) > shape.PageEntries ? shape.EntriesOf(level) / shape.PageEntries : 0;
        long maskLength = (pages + 7) / 8;
        long length = checked(BlockPrefixLength + shape.OffsetLength + (count * (maskLength + sizeof(long))) + SkippedBytes);
        FieldReader fields = Open(address, length, "EASB"u8, ExtensibleArray);
        fields.Skip(sizeof(long) + shape.OffsetLength);
        byte[] masks = fields.Take(count * maskLength).ToArray();
        return ReadDataBlocks(ref fields, shape, level, first, entryLength, masks);
    }

    private long ReadDataBlocks(
        ref FieldReader fields, ExtensibleShape shape, int level, long first, int entryLength, byte[]? masks)
    {
        long entries = shape.EntriesOf(level);
        for (int block = 0; block < ExtensibleShape.BlocksOf(level); block++, first = checked(first + entries))
        {
            long address = fields.Address();
            if (address != Hdf5Signature.NoAddress)
            {
                Block place = new(address, BlockPrefixLength + shape.OffsetLength, "EADB", ExtensibleArray);
                PageMask? mask = masks is null ? null : new PageMask(masks, block * (entries / shape.PageEntries));
                ReadEntries(place, first, entries, shape.PageEntries, entryLength, mask);
            }
        }

        return first;
    }

    /// <summary>The entries of a data block: in one piece, or in pages with a checksum each, of which some may not be there.</summary>
    private void ReadEntries(Block block, long first, long count, long pageEntries, int entryLength, PageMask? mask)
    {
        bool isPaged = count > pageEntries;
        long pages = isPaged ? (count + pageEntries - 1) / pageEntries : 0;
        bool hasOwnMask = isPaged && mask is null;
        long maskLength = hasOwnMask ? (pages + 7) / 8 : 0;
        long length = checked(block.PrefixLength + maskLength + (isPaged ? 0 : count * entryLength) + SkippedBytes);
        FieldReader fields = Open(block.Address, length, System.Text.Encoding.ASCII.GetBytes(block.Signature), block.What);
        fields.Skip(block.PrefixLength - BlockPrefixLength + sizeof(long));
        PageMask present = hasOwnMask ? new PageMask(fields.Take(maskLength).ToArray(), 0) : mask ?? default;
        for (long number = 0; !isPaged && number < count; number++)
        {
            ReadEntry(ref fields, first + number, entryLength);
        }

        long address = checked(block.Address + length);
        for (long page = 0; page < pages; page++, address = checked(address + (pageEntries * entryLength) + SkippedBytes))
        {
            if (present.Has(page))
            {
                long before = page * pageEntries;
                ReadPage(address, first + before, Math.Min(pageEntries, count - before), entryLength, block.What);
            }
        }
    }

    private void ReadPage(long address, long first, long count, int entryLength, string what)
    {
        byte[] page = _file.ReadOnce(address, checked((count * entryLength) + SkippedBytes), what);
        Lookup3.Check(page, what);
        FieldReader fields = new(page, what);
        for (long number = 0; number < count; number++)
        {
            ReadEntry(ref fields, first + number, entryLength);
        }
    }

    private void ReadEntry(ref FieldReader fields, long number, int entryLength)
    {
        long address = fields.Address();
        long length = _hasFilters ? fields.Length(entryLength - sizeof(long) - SkippedBytes) : _grid.ChunkByteCount;
        uint skipped = _hasFilters ? fields.UInt32() : 0;
        if (address != Hdf5Signature.NoAddress)
        {
            Add(number, address, length, skipped);
        }
    }

    private void Add(long number, long address, long length, uint skipped) =>
        _add(_numbers.OriginOf(number), address, length, skipped);

    /// <summary>An address; with filters also a length of 1 to 8 bytes and the filters that were left out.</summary>
    private int EntryLength(int length, string what) =>
        (_hasFilters ? length is > sizeof(long) + SkippedBytes and <= (2 * sizeof(long)) + SkippedBytes : length == sizeof(long))
            ? length
            : throw new FormatException($"{what} has entries of {length} bytes; the file is damaged.");

    /// <summary>Reads a structure with a checksum at its end, up to behind version and client.</summary>
    private FieldReader Open(long address, long length, ReadOnlySpan<byte> signature, string what)
    {
        byte[] bytes = _file.ReadOnce(address, length, what);
        Lookup3.Check(bytes, what);
        FieldReader fields = new(bytes, what);
        fields.Expect(signature);
        fields.ExpectVersion(0);
        fields.ExpectVersion(_hasFilters ? 1 : 0);
        return fields;
    }

    private readonly record struct Block(long Address, int PrefixLength, string Signature, string What);

    /// <summary>A bit for each page, the highest of a byte first: those of a block begin where those of the block before it end.</summary>
    private readonly record struct PageMask(byte[] Bytes, long First)
    {
        internal bool Has(long page) => (Bytes[(First + page) / 8] >> (int)(7 - ((First + page) % 8)) & 1) != 0;
    }

    /// <summary>How an extensible array grows: level i has 2^⌊i/2⌋ data blocks of 2^⌈i/2⌉ times the least number of entries.</summary>
    private readonly record struct ExtensibleShape(int MostBits, int IndexEntries, int LeastEntries, int LeastPointers, int PageBits)
    {
        internal int Levels => 1 + MostBits - BitOperations.Log2((uint)LeastEntries);

        internal int DirectLevels => 2 * BitOperations.Log2((uint)LeastPointers);

        internal int DirectBlocks => 2 * (LeastPointers - 1);

        internal int SuperBlocks => Levels - DirectLevels;

        internal int OffsetLength => (MostBits + 7) / 8;

        internal long PageEntries => 1L << PageBits;

        internal static ExtensibleShape Read(ref FieldReader fields)
        {
            (int mostBits, int indexEntries, int leastEntries, int leastPointers, int pageBits) =
                (fields.Byte(), fields.Byte(), fields.Byte(), fields.Byte(), fields.Byte());
            ExtensibleShape shape = new(mostBits, indexEntries, leastEntries, leastPointers, pageBits);
            return mostBits is > 0 and <= 60 && pageBits is > 0 and <= 30 && BitOperations.IsPow2(leastEntries)
                && BitOperations.IsPow2(leastPointers) && leastPointers > 1 && shape.SuperBlocks >= 0
                    ? shape
                    : throw new FormatException($"{ExtensibleArray} has sizes that no array has ({shape}); the file is damaged.");
        }

        internal static long BlocksOf(int level) => 1L << (level / 2);

        internal long EntriesOf(int level) => checked(LeastEntries * (1L << ((level + 1) / 2)));
    }
}
