using System.Text;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>
/// The links of a group of the older kind: a B-tree of leaves, ordered by the bytes of the names; a key is the last name before it.
/// </summary>
internal sealed class SymbolTableReader : KeyedTreeReader<SymbolTableReader.Key>
{
    private const string Leaf = "a symbol table node";
    private const int LeafPrefixLength = 8;
    private const int EntryLength = 40;
    private const int SoftLink = 2;

    private readonly List<Link> _links = [];
    private readonly LocalHeap _names;

    private SymbolTableReader(StructureReader file, ReadOnlySpan<byte> message)
        : base(file, 0, file.Ranks.GroupTree, sizeof(long), "a node of a group's B-tree")
    {
        FieldReader fields = new(message, "a symbol table message");
        long tree = fields.Address();
        _names = LocalHeap.Read(file, fields.Address());
        ReadTree(tree);
    }

    /// <summary>Reads all links.</summary>
    /// <exception cref="FormatException">A structure is damaged, or a link is no plain one.</exception>
    internal static List<Link> Read(StructureReader file, ReadOnlySpan<byte> message) => new SymbolTableReader(file, message)._links;

    protected override Key ReadKey(ref FieldReader fields) => new(_names.NameAt(fields.Address()));

    protected override int Compare(Key left, Key right) => left.Compare(right);

    protected override void ReadChild(Key key, Key next, long address)
    {
        FieldReader fields = new(File.ReadOnce(address, LeafPrefixLength, Leaf), Leaf);
        fields.Expect(Hdf5Signature.SymbolNode);
        fields.ExpectVersion(1);
        fields.Skip(1);
        int count = fields.UInt16();
        int room = 2 * File.Ranks.SymbolNode;
        File.CheckExtent(address, LeafPrefixLength + (room * EntryLength), Leaf);
        if (count > room)
        {
            throw new FormatException($"{Leaf} has {count} entries; there is room for {room}. The file is damaged.");
        }

        FieldReader entries = new(File.Read(address + LeafPrefixLength, count * EntryLength, Leaf), Leaf);
        Key last = key;
        for (int index = 0; index < count; index++)
        {
            last = ReadEntry(ref entries, last, next);
        }
    }

    private Key ReadEntry(ref FieldReader entries, Key last, Key most)
    {
        Key name = new(_names.NameAt(entries.Address()));
        if (name.Compare(last) <= 0 || name.Compare(most) > 0)
        {
            throw new FormatException(
                $"{Leaf} has the name {name} behind {last} and before the key {most}, so that no search finds it; the file is damaged.");
        }

        long header = entries.Address();
        uint kind = entries.UInt32();
        string text = Hdf5Encoding.Decode(name.Bytes);
        if (kind > SoftLink)
        {
            throw new FormatException($"'{text.Excerpt()}' is a link of the unknown kind {kind}; the file is damaged.");
        }

        entries.Skip(sizeof(uint));
        uint target = entries.UInt32();
        entries.Skip(12);
        _links.Add(kind == SoftLink
            ? Link.Create(text, Hdf5Signature.NoAddress, Hdf5Encoding.Decode(_names.NameAt(target)))
            : Link.Create(text, header));
        return name;
    }

    /// <summary>A name, compared byte by byte.</summary>
    internal sealed record Key(byte[] Bytes)
    {
        internal int Compare(Key other) => Bytes.AsSpan().SequenceCompareTo(other.Bytes);

        public override string ToString() => $"'{Encoding.UTF8.GetString(Bytes)}'";
    }
}
