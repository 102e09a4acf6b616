namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>The texts of attributes, which lie in collections; each collection is read once.</summary>
internal sealed class GlobalHeapReader(StructureReader file)
{
    private const string What = "a global heap collection";
    private const int PrefixLength = 16;

    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> _collections = [];

    /// <summary>The text that a reference of 16 bytes leads to.</summary>
    /// <exception cref="FormatException">It leads nowhere, or the collection is damaged.</exception>
    internal string Text(ReadOnlySpan<byte> reference)
    {
        FieldReader fields = new(reference, "a reference to a text");
        long length = fields.UInt32();
        long address = fields.Address();
        int index = (int)Math.Min(fields.UInt32(), int.MaxValue);
        if (length == 0)
        {
            // An empty text may have an object all the same.
            _ = address == 0 ? null : Collection(address);
            return "";
        }

        if (!Collection(address).TryGetValue(index, out ReadOnlyMemory<byte> item) || item.Length < length)
        {
            throw new FormatException(
                $"a text of {length} bytes would be object {index} of the collection at byte {address}; there is no such object. The file "
                + "is damaged.");
        }

        file.Charge(2 * length);
        return Hdf5Encoding.Decode(item.Span[..(int)length]);
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Collection(long address)
    {
        if (!_collections.TryGetValue(address, out Dictionary<int, ReadOnlyMemory<byte>>? collection))
        {
            collection = ReadCollection(address);
            _collections.Add(address, collection);
        }

        return collection;
    }

    private Dictionary<int, ReadOnlyMemory<byte>> ReadCollection(long address)
    {
        FieldReader prefix = new(file.ReadOnce(address, PrefixLength, What), What);
        prefix.Expect(Hdf5Signature.GlobalHeap);
        prefix.ExpectVersion(1);
        prefix.Skip(3);
        return ReadObjects(file.Read(address, Math.Max(prefix.Length(), PrefixLength), What));
    }

    private static Dictionary<int, ReadOnlyMemory<byte>> ReadObjects(byte[] bytes)
    {
        FieldReader fields = new(bytes, What);
        fields.Skip(PrefixLength);
        Dictionary<int, ReadOnlyMemory<byte>> items = [];
        while (fields.Remaining >= PrefixLength)
        {
            int index = fields.UInt16();
            fields.Skip(6);
            long length = fields.Length();

            // Object 0 is the free space behind the last object.
            if (index == 0)
            {
                break;
            }

            int start = fields.Position;
            fields.Skip(length);
            fields.Align();
            if (!items.TryAdd(index, bytes.AsMemory(start, (int)length)))
            {
                throw new FormatException($"{What} has two objects {index}; the file is damaged.");
            }
        }

        return items;
    }
}
