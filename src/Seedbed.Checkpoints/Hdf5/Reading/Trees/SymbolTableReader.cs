using System.Buffers.Binary;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>The links of a group of the older kind: a B-tree of leaves whose names lie in a local heap.</summary>
internal sealed class SymbolTableReader
{
    private const int EntryLength = 40;
    private const int SoftLink = 2;

    private readonly StructureReader _file;
    private readonly List<Link> _links = [];
    private readonly byte[] _names;

    private SymbolTableReader(StructureReader file, ReadOnlySpan<byte> message)
    {
        _file = file;
        FieldReader fields = new(message, "a symbol table message");
        long tree = fields.Address();
        _names = ReadHeap(fields.Address());
        ReadNode(tree, parentLevel: null);
    }

    /// <summary>Reads all links.</summary>
    /// <exception cref="FormatException">A structure is damaged, or a link is no plain one.</exception>
    internal static List<Link> Read(StructureReader file, ReadOnlySpan<byte> message) => new SymbolTableReader(file, message)._links;

    private byte[] ReadHeap(long address)
    {
        const string what = "the local heap of a group";
        FieldReader fields = new(_file.ReadOnce(address, 32, what), what);
        fields.Expect(Hdf5Signature.LocalHeap);
        fields.ExpectVersion(0);
        fields.Skip(3);
        long length = fields.Length();
        fields.Skip(sizeof(long));
        return _file.Read(fields.Address(), length, "the names of a group");
    }

    private void ReadNode(long address, int? parentLevel)
    {
        const string what = "a node of a group's B-tree";
        FieldReader fields = new(_file.ReadOnce(address, 24, what), what);
        fields.Expect(Hdf5Signature.GroupTree);
        int kind = fields.Byte();
        int level = fields.Byte();
        if (kind != 0 || (parentLevel is { } above && level != above - 1))
        {
            throw new FormatException($"{what} is of kind {kind} and level {level}; it must be of kind 0 and one level below its parent. The file is damaged.");
        }

        int count = fields.UInt16();
        FieldReader children = new(_file.Read(address + 24, (2 * count + 1) * sizeof(long), what), what);
        for (int index = 0; index < count; index++)
        {
            children.Skip(sizeof(long));
            long child = children.Address();
            if (level == 0)
            {
                ReadLeaf(child);
            }
            else
            {
                ReadNode(child, level);
            }
        }
    }

    private void ReadLeaf(long address)
    {
        const string what = "a symbol table node";
        byte[] prefix = _file.ReadOnce(address, 8, what);
        FieldReader fields = new(prefix, what);
        fields.Expect(Hdf5Signature.SymbolNode);
        fields.ExpectVersion(1);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(prefix.AsSpan(6));
        FieldReader entries = new(_file.Read(address + 8, count * EntryLength, what), what);
        for (int index = 0; index < count; index++)
        {
            ReadEntry(ref entries);
        }
    }

    private void ReadEntry(ref FieldReader entries)
    {
        string name = NameAt(entries.Address());
        long header = entries.Address();
        if (entries.UInt32() == SoftLink)
        {
            throw new FormatException($"'{name}' is a soft link; only links to objects of the same file, made when it was written, are read.");
        }

        entries.Skip(20);
        _links.Add(Link.Create(name, header));
    }

    private string NameAt(long offset)
    {
        if (offset < 0 || offset >= _names.Length || !_names.AsSpan((int)offset).Contains((byte)0))
        {
            throw new FormatException($"a link's name lies at byte {(ulong)offset} of {_names.Length} bytes of names, or has no end there; the file is damaged.");
        }

        string name = Hdf5Text.Decode(_names.AsSpan((int)offset));
        _file.Spend(2 * name.Length);
        return name;
    }
}
