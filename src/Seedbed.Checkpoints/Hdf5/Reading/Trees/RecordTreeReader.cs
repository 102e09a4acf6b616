using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>The records of a B-tree of version 2.</summary>
internal sealed class RecordTreeReader
{
    private const string What = "a node of a B-tree of version 2";
    private const string Header = "the header of a B-tree of version 2";
    private const int HeaderLength = 38;

    /// <summary>Signature, version and kind of a node.</summary>
    private const int RecordsStart = 6;

    /// <summary>The same and the checksum.</summary>
    private const int NodeOverhead = RecordsStart + sizeof(uint);

    private readonly StructureReader _file;
    private readonly int _kind;
    private readonly long _nodeLength;
    private readonly int _recordLength;

    /// <summary>The bytes of the field for the records of one node, and, per depth, of that for all records below one.</summary>
    private readonly int _countBytes;
    private readonly int[] _totalBytes;
    private readonly List<ReadOnlyMemory<byte>> _records = [];

    private RecordTreeReader(StructureReader file, long address, int kind, int recordLength)
    {
        _file = file;
        _kind = kind;
        FieldReader fields = OpenHeader(address);
        _nodeLength = fields.UInt32();
        _recordLength = fields.UInt16();
        int depth = fields.UInt16();
        if (_recordLength != recordLength || _nodeLength < NodeOverhead + _recordLength || depth > 32)
        {
            throw new FormatException(
                $"{Header} has nodes of {_nodeLength} bytes, records of {_recordLength}, which must be {recordLength}, and depth {depth}; "
                + "the file is damaged.");
        }

        _countBytes = BytesFor((_nodeLength - NodeOverhead) / _recordLength);
        _totalBytes = FieldsPerDepth(depth);
        fields.Skip(2);
        long root = fields.Address();
        int count = fields.UInt16();
        long total = fields.Length();
        if (root != Hdf5Signature.NoAddress)
        {
            CheckTotal(total, ReadNode(root, count, depth), Header);
        }
    }

    /// <summary>Reads all records of a tree that has records of the given kind, in their order.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal static List<ReadOnlyMemory<byte>> Read(StructureReader file, long address, int kind, int recordLength) =>
        new RecordTreeReader(file, address, kind, recordLength)._records;

    private FieldReader OpenHeader(long address)
    {
        byte[] header = _file.ReadOnce(address, HeaderLength, Header);
        Lookup3.Check(header, Header);
        FieldReader fields = new(header, Header);
        fields.Expect("BTHD"u8);
        fields.ExpectVersion(0);
        fields.ExpectVersion(_kind);
        return fields;
    }

    private static int BytesFor(Int128 most)
    {
        int count = 1;
        for (most >>= 8; most > 0; most >>= 8)
        {
            count++;
        }

        return count;
    }

    /// <summary>How long the fields with totals are: a total is at most what full nodes below would hold.</summary>
    private int[] FieldsPerDepth(int depth)
    {
        int[] bytes = new int[depth + 1];
        Int128 below = (_nodeLength - NodeOverhead) / _recordLength;
        for (int level = 1; level <= depth; level++)
        {
            int pointer = sizeof(long) + _countBytes + bytes[level - 1];
            long most = (_nodeLength - NodeOverhead - pointer) / (_recordLength + pointer);
            below = ((most + 1) * below) + most;
            bytes[level] = below > 0 && below <= long.MaxValue
                ? BytesFor(below)
                : throw new FormatException($"{What} would hold {below} records; the file is damaged.");
        }

        return bytes;
    }

    /// <summary>Reads a node and all below it, its records between those of its children, and returns how many there are.</summary>
    private long ReadNode(long address, int count, int depth)
    {
        // A child's total has a field only where the child has children itself.
        int totalBytes = depth > 1 ? _totalBytes[depth - 1] : 0;
        int pointers = depth == 0 ? 0 : (count + 1) * (sizeof(long) + _countBytes + totalBytes);
        int length = NodeOverhead + (count * _recordLength) + pointers;
        if (length > _nodeLength)
        {
            throw new FormatException($"{What} would have {count} records in {_nodeLength} bytes; the file is damaged.");
        }

        byte[] node = OpenNode(address, length, depth);
        FieldReader children = new(node, What);
        children.Skip(RecordsStart + (count * _recordLength));
        long total = count;
        for (int index = 0; index <= count; index++)
        {
            total += depth > 0 ? ReadChild(ref children, totalBytes, depth - 1) : 0;
            if (index < count)
            {
                _records.Add(node.AsMemory(RecordsStart + (index * _recordLength), _recordLength));
            }
        }

        return total;
    }

    private long ReadChild(ref FieldReader children, int totalBytes, int depth)
    {
        long address = children.Address();
        int count = (int)Math.Min(children.Length(_countBytes), ushort.MaxValue);
        long announced = totalBytes > 0 ? children.Length(totalBytes) : count;
        return CheckTotal(announced, ReadNode(address, count, depth), What);
    }

    private static long CheckTotal(long announced, long total, string what) => announced == total
        ? total
        : throw new FormatException($"{what} announces {announced} records, but there are {total}; the file is damaged.");

    private byte[] OpenNode(long address, int length, int depth)
    {
        byte[] node = _file.ReadOnce(address, length, What);
        Lookup3.Check(node, What);
        FieldReader fields = new(node, What);
        fields.Expect(depth == 0 ? "BTLF"u8 : "BTIN"u8);
        fields.ExpectVersion(0);
        fields.ExpectVersion(_kind);
        return node;
    }
}
