using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>
/// The links of a group: names in a local heap, entries in leaves of up to 8, found through a B-tree of nodes with up to 32 children.
/// </summary>
internal static class SymbolTableWriter
{
    /// <summary>Half the entries of a leaf; the superblock says so.</summary>
    internal const int LeafRank = 4;

    /// <summary>Half the children of a node; the superblock says so.</summary>
    internal const int NodeRank = 16;

    private const int EntryLength = 40;

    /// <summary>Marks the end of a local heap's list of free blocks; measured, the specification calls it undefined.</summary>
    private const int NoFreeBlock = 1;

    /// <summary>Places the structures of a group.</summary>
    /// <param name="image">Where.</param>
    /// <param name="links">Name and placed object of each link, in any order.</param>
    internal static SymbolTable Place(MetadataImage image, IEnumerable<KeyValuePair<string, PlacedObject>> links)
    {
        List<SymbolEntry> entries = [.. links.Select(link => new SymbolEntry(Hdf5Encoding.Encode(link.Key), link.Value))];
        entries.Sort((left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));
        int heap = PlaceHeap(image, entries);
        List<TreeChild> children = [.. entries.Chunk(2 * LeafRank).Select(leaf => PlaceLeaf(image, leaf))];
        for (int level = 0; ; level++)
        {
            TreeNodePlan plan = new(image, level, children);
            children = plan.Place(2 * NodeRank);
            if (children.Count == 1)
            {
                return new SymbolTable(children[0].Address, heap);
            }
        }
    }

    /// <summary>The names, each closed by a zero and padded to 8 bytes; the empty name first.</summary>
    private static int PlaceHeap(MetadataImage image, List<SymbolEntry> entries)
    {
        StructureWriter names = new();
        names.Zeros(8);
        foreach (ref SymbolEntry entry in CollectionsMarshal.AsSpan(entries))
        {
            entry = entry with { HeapOffset = names.Length };
            names.Bytes(entry.Name).Byte(0).Pad();
        }

        const int headerLength = 32;
        StructureWriter heap = new();
        heap.Bytes(Hdf5Signature.LocalHeap).Zeros(4).Int64(names.Length).Int64(NoFreeBlock).Int64(image.Length + headerLength);
        return image.Append(heap.Bytes(names.Written).Written);
    }

    private static TreeChild PlaceLeaf(MetadataImage image, SymbolEntry[] entries)
    {
        StructureWriter leaf = new();
        leaf.Bytes(Hdf5Signature.SymbolNode).Byte(1).Byte(0).UInt16(entries.Length);
        foreach (SymbolEntry entry in entries)
        {
            WriteEntry(leaf, entry.HeapOffset, entry.Target);
        }

        leaf.Zeros((2 * LeafRank - entries.Length) * EntryLength);
        return new TreeChild(image.Append(leaf.Written), entries[^1].HeapOffset);
    }

    /// <summary>An entry; one of a group carries the places of its own table.</summary>
    internal static void WriteEntry(StructureWriter writer, int nameOffset, PlacedObject target)
    {
        writer.Int64(nameOffset).Int64(target.Header).Int32(target.Table is null ? 0 : 1).Int32(0);
        if (target.Table is { } table)
        {
            writer.Int64(table.Tree).Int64(table.Heap);
        }
        else
        {
            writer.Zeros(16);
        }
    }

    private readonly record struct SymbolEntry(byte[] Name, PlacedObject Target, int HeapOffset = 0);
}
