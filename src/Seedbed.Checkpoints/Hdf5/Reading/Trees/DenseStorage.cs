using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>Links and attributes that are too many for an object header: messages in a fractal heap, found through a B-tree of version 2.</summary>
internal static class DenseStorage
{
    private const int LinkNameRecord = 5;
    private const int AttributeNameRecord = 8;

    /// <summary>The link messages that a link info message leads to.</summary>
    /// <exception cref="FormatException">A structure is damaged.</exception>
    internal static IEnumerable<ReadOnlyMemory<byte>> ReadLinks(StructureReader file, ReadOnlySpan<byte> info)
    {
        FieldReader fields = new(info, "a link info message");
        fields.ExpectVersion(0);
        int flags = fields.Byte();
        fields.Skip((flags & 1) != 0 ? sizeof(long) : 0);

        // A record: the hash of the name, then the heap's id.
        return Read(file, fields.Address(), fields.Address(), LinkNameRecord, record => record[sizeof(uint)..]);
    }

    /// <summary>The attribute messages that an attribute info message leads to.</summary>
    /// <exception cref="FormatException">A structure is damaged.</exception>
    internal static IEnumerable<ReadOnlyMemory<byte>> ReadAttributes(StructureReader file, ReadOnlySpan<byte> info)
    {
        FieldReader fields = new(info, "an attribute info message");
        fields.ExpectVersion(0);
        int flags = fields.Byte();
        fields.Skip((flags & 1) != 0 ? sizeof(ushort) : 0);

        // A record: the heap's id of 8 bytes, then flags, order and hash.
        return Read(file, fields.Address(), fields.Address(), AttributeNameRecord, record => record[..Math.Min(8, record.Length)]);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> Read(
        StructureReader file, long heapAddress, long treeAddress, int recordKind, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> idOf)
    {
        if (heapAddress == Hdf5Signature.NoAddress)
        {
            return [];
        }

        FractalHeap heap = new(file, heapAddress);
        return [.. RecordTreeReader.Read(file, treeAddress, recordKind).Select(record => heap.Object(idOf(record).Span))];
    }
}
