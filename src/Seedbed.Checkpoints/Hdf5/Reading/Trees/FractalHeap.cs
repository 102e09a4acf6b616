using System.Numerics;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>
/// A fractal heap: objects in blocks whose sizes double from row to row of a table; an object's id names its place as if the blocks lay
/// side by side. Objects too large for a block, and compressed blocks, are not read: links and attributes have neither by default.
/// </summary>
internal sealed class FractalHeap
{
    private const string What = "a fractal heap";
    private const int HeaderLength = 142;
    private const int ManagedObject = 0;
    private const int TinyObject = 2;

    private readonly StructureReader _file;
    private readonly long _address;
    private readonly FractalHeapShape _shape;
    private readonly bool _hasChecksums;

    /// <summary>The direct blocks by where they begin in the heap.</summary>
    private readonly SortedList<long, byte[]> _blocks = [];

    /// <exception cref="FormatException">The heap is damaged, or of a kind that is not read.</exception>
    internal FractalHeap(StructureReader file, long address)
    {
        _file = file;
        _address = address;
        byte[] header = file.ReadOnce(address, HeaderLength + sizeof(uint), What);
        Lookup3.Check(header, What);
        FieldReader fields = new(header, What);
        fields.Expect("FRHP"u8);
        fields.ExpectVersion(0);
        fields.Skip(2);
        if (fields.UInt16() != 0)
        {
            throw new FormatException($"{What} is compressed, which is not read.");
        }

        _hasChecksums = (fields.Byte() & 2) != 0;
        long mostManaged = fields.UInt32();

        // Places and counts of free space, huge and tiny objects.
        fields.Skip(12 * sizeof(long));
        _shape = new FractalHeapShape(ref fields, mostManaged);
        long root = fields.Address();
        int rows = fields.UInt16();
        if (root != Hdf5Signature.NoAddress)
        {
            ReadRoot(root, rows);
        }
    }

    /// <summary>The bytes of the object that an id names.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal ReadOnlyMemory<byte> Object(ReadOnlySpan<byte> id)
    {
        FieldReader fields = new(id, "an id in a fractal heap");
        int first = fields.Byte();
        int kind = first >> 4 & 3;
        if (kind == TinyObject)
        {
            return fields.Take((first & 0x0F) + 1).ToArray();
        }

        if (kind != ManagedObject || first >> 6 != 0)
        {
            throw new FormatException($"an object of {What} is of the kind {kind}; only those within its blocks are read.");
        }

        long offset = fields.Length(_shape.OffsetBytes);
        long length = fields.Length(_shape.LengthBytes);
        int index = IndexOfBlock(offset);
        if (index >= 0 && offset - _blocks.GetKeyAtIndex(index) <= _blocks.GetValueAtIndex(index).Length - length)
        {
            _file.Charge(length);
            return _blocks.GetValueAtIndex(index).AsMemory((int)(offset - _blocks.GetKeyAtIndex(index)), (int)length);
        }

        throw new FormatException(
            $"an object of {What} would lie at {offset} with {length} bytes, where no block is; the file is damaged.");
    }

    /// <summary>The last block that begins at a place or before it, -1 where there is none.</summary>
    private int IndexOfBlock(long offset)
    {
        int low = 0;
        int high = _blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _blocks.GetKeyAtIndex(middle) <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private void ReadRoot(long address, int rows)
    {
        if (rows == 0)
        {
            ReadDirect(address, 0, _shape.StartingBlockBytes);
        }
        else
        {
            ReadIndirect(address, 0, rows);
        }
    }

    private void ReadDirect(long address, long start, long length)
    {
        const string what = "a block of a fractal heap";
        byte[] block = _file.ReadOnce(address, length, what);
        FieldReader fields = new(block, what);
        fields.Expect("FHDB"u8);
        CheckPlace(ref fields, start, what);
        if (_hasChecksums)
        {
            CheckDirect(block, fields.Position);
        }

        if (!_blocks.TryAdd(start, block))
        {
            throw new FormatException($"{what} is there twice; the file is damaged.");
        }
    }

    /// <summary>A block names its heap and where in it it begins.</summary>
    private void CheckPlace(ref FieldReader fields, long start, string what)
    {
        fields.ExpectVersion(0);
        long heap = fields.Address();
        long offset = fields.Length(_shape.OffsetBytes);
        if (heap != _address || offset != start)
        {
            throw new FormatException(
                $"{what} says that it begins at {offset} of the heap at byte {(ulong)heap}, not at {start} of that at {_address}; the file "
                + "is damaged.");
        }
    }

    /// <summary>The checksum stands within the block and counts as zeros.</summary>
    private static void CheckDirect(byte[] block, int position)
    {
        byte[] copy = block.ToArray();
        FieldReader fields = new(copy, "a block of a fractal heap");
        fields.Skip(position);
        uint checksum = fields.UInt32();
        copy.AsSpan(position, sizeof(uint)).Clear();
        if (Lookup3.Hash(copy) != checksum)
        {
            throw new FormatException("a block of a fractal heap does not have the checksum it should; the file is damaged.");
        }
    }

    private void ReadIndirect(long address, long start, int rows)
    {
        const string what = "an indirect block of a fractal heap";
        int prefix = 13 + _shape.OffsetBytes;
        byte[] block = _file.ReadOnce(address, prefix + ((long)rows * _shape.Width * sizeof(long)) + sizeof(uint), what);
        Lookup3.Check(block, what);
        FieldReader fields = new(block, what);
        fields.Expect("FHIB"u8);
        CheckPlace(ref fields, start, what);
        for (int row = 0; row < rows; row++)
        {
            long length = _shape.BlockBytes(row);
            for (int column = 0; column < _shape.Width; column++, start += length)
            {
                long child = fields.Address();
                if (child != Hdf5Signature.NoAddress)
                {
                    ReadChild(child, start, length);
                }
            }
        }
    }

    private void ReadChild(long address, long start, long length)
    {
        if (length <= _shape.MostDirectBytes)
        {
            ReadDirect(address, start, length);
        }
        else
        {
            // A block's rows hold as many bytes as the place in the table that it stands for.
            ReadIndirect(address, start, BitOperations.Log2((ulong)length) - _shape.FirstRowBits + 1);
        }
    }
}
