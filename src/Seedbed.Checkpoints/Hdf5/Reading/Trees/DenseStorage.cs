using System.Buffers.Binary;
using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>
/// Links and attributes that are too many for an object header: messages in a fractal heap, found through a B-tree of version 2. A search
/// for a name goes by its hash, a listing by all records, so a message that does not have the hash of its record is refused.
/// </summary>
internal sealed class DenseStorage<T>
{
    /// <summary>Flags: the next number in the order of making is there; an index by these numbers is there.</summary>
    private const int HasNumber = 1;
    private const int HasNumberIndex = 2;

    internal required string What { get; init; }

    internal required int NumberLength { get; init; }

    /// <summary>The kind of the records by name; by number it is one more.</summary>
    internal required int RecordKind { get; init; }

    internal required int RecordLength { get; init; }

    internal required int NumberRecordLength { get; init; }

    /// <summary>Where in a record by name the hash stands, and where the heap's id.</summary>
    internal required int HashPosition { get; init; }

    internal required Range Id { get; init; }

    internal required Func<T, string> NameOf { get; init; }

    /// <summary>All that an info message leads to, by their hashes.</summary>
    /// <exception cref="FormatException">A structure is damaged.</exception>
    internal ImmutableArray<T> Read(StructureReader file, ReadOnlySpan<byte> info, Func<ReadOnlySpan<byte>, T> read)
    {
        FieldReader fields = new(info, What);
        fields.ExpectVersion(0);
        int flags = fields.ExpectFlags(HasNumber | HasNumberIndex);
        fields.Skip((flags & HasNumber) != 0 ? NumberLength : 0);
        (long heap, long names) = (fields.Address(), fields.Address());
        long numbers = (flags & HasNumberIndex) != 0 ? fields.Address() : Hdf5Signature.NoAddress;
        if (heap == Hdf5Signature.NoAddress && names == heap && numbers == heap)
        {
            return [];
        }

        ImmutableArray<T> items =
            ReadItems(new FractalHeap(file, heap), RecordTreeReader.Read(file, names, RecordKind, RecordLength), read);
        return (flags & HasNumberIndex) == 0
            || RecordTreeReader.Read(file, numbers, RecordKind + 1, NumberRecordLength).Count == items.Length
            ? items
            : throw new FormatException($"{What} leads to {items.Length} objects by name, but not by number; the file is damaged.");
    }

    private ImmutableArray<T> ReadItems(FractalHeap heap, List<ReadOnlyMemory<byte>> records, Func<ReadOnlySpan<byte>, T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>(records.Count);
        uint last = 0;
        foreach (ReadOnlyMemory<byte> record in records)
        {
            T item = read(heap.Object(record[Id].Span).Span);
            uint hash = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[HashPosition..]);
            if (hash != Lookup3.Hash(Hdf5Encoding.Encode(NameOf(item))) || hash < last)
            {
                throw new FormatException(
                    $"'{NameOf(item)}' is found under the hash 0x{hash:x8} behind 0x{last:x8}, where no search finds it; the file is "
                    + "damaged.");
            }

            last = hash;
            items.Add(item);
        }

        return items.MoveToImmutable();
    }
}

/// <summary>What is stored so.</summary>
internal static class DenseStorage
{
    /// <summary>A record by name: the hash, then the id of 7 bytes; by number: 8 bytes, then the id.</summary>
    internal static DenseStorage<Link> Links { get; } = new()
    {
        What =
            "a link info message", NumberLength =
                8, RecordKind = 5, RecordLength = 11, NumberRecordLength = 15, HashPosition = 0, Id = 4..11,
        NameOf = link => link.Name,
    };

    /// <summary>A record by name: the id of 8 bytes, flags, a number of 4 bytes, the hash; by number: the same without the hash.</summary>
    internal static DenseStorage<Hdf5Attribute> Attributes { get; } = new()
    {
        What = "an attribute info message", NumberLength = 2, RecordKind = 8, RecordLength = 17, NumberRecordLength = 13, HashPosition = 13,
        Id = 0..8,
        NameOf = attribute => attribute.Name,
    };
}
