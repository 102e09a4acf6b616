using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>
/// A file before its data is written: all structure lies in the first bytes, the data of the datasets behind them in the order in which
/// they were added. Bytes between two datasets, where a type's alignment leaves some, are zero.
/// </summary>
internal sealed class Hdf5Layout
{
    private const int SuperblockLength = 96;

    private readonly MetadataImage _image = new();
    private readonly GlobalHeapWriter _texts;

    /// <summary>Where the address of a dataset's data stands.</summary>
    private readonly Dictionary<Hdf5Dataset, int> _addressFields = [];

    private long _pathBytes;

    private Hdf5Layout(Hdf5Group root)
    {
        _texts = new GlobalHeapWriter(_image);
        _image.Allocate(SuperblockLength);
        PlacedObject placedRoot = PlaceGroup(root, pathLength: 0);
        Places = PlaceData(root.DatasetsOfFile);
        Superblock(placedRoot).CopyTo(_image.At(0));
    }

    /// <summary>The bytes from offset 0 on, up to where the data begins.</summary>
    internal ReadOnlyMemory<byte> Header => _image.Content;

    /// <summary>The datasets in the order of addition, by rising offset.</summary>
    internal ImmutableArray<Hdf5Place> Places { get; }

    /// <summary>The length of the file.</summary>
    internal long Length { get; private set; }

    /// <summary>
    /// Whether a reader that holds it against <see cref="Hdf5Limits.MetadataBytes"/> reads it: a structure counts up to three times, and
    /// each path.
    /// </summary>
    internal bool IsReadable => (3L * Header.Length) + _pathBytes <= Hdf5Limits.MetadataBytes(Length);

    /// <summary>Lays a file out.</summary>
    /// <param name="root">A root, made by <c>new Hdf5Group()</c>.</param>
    /// <exception cref="ArgumentException">An attribute is longer than the format has room for.</exception>
    /// <exception cref="OverflowException">The file would be longer than 2⁶³ − 1 bytes, or its structure than 2³¹ − 1.</exception>
    internal static Hdf5Layout Build(Hdf5Group root) => new(root);

    private PlacedObject PlaceNode(Hdf5Node node, int pathLength)
    {
        _pathBytes += sizeof(char) * (long)pathLength;
        return node switch
        {
            Hdf5Group group => PlaceGroup(group, pathLength),
            Hdf5Dataset dataset => PlaceDataset(dataset),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no place in a file."),
        };
    }

    private PlacedObject PlaceGroup(Hdf5Group group, int pathLength)
    {
        List<KeyValuePair<string, PlacedObject>> links =
            [.. group.Links.Select(link => KeyValuePair.Create(link.Key, PlaceNode(link.Value, pathLength + 1 + link.Key.Length)))];
        SymbolTable table = SymbolTableWriter.Place(_image, links);
        ObjectHeaderWriter header = new();
        header.Add(Hdf5MessageType.SymbolTable, new StructureWriter().Int64(table.Tree).Int64(table.Heap).Written);
        AddAttributes(header, group);
        return new PlacedObject(header.Place(_image), table);
    }

    private PlacedObject PlaceDataset(Hdf5Dataset dataset)
    {
        ObjectHeaderWriter header = new();
        header.Add(Hdf5MessageType.Dataspace, MessageContent.Dataspace(dataset.Shape));
        header.Add(Hdf5MessageType.Datatype, MessageContent.Datatype(dataset.Type), constant: true);
        header.Add(Hdf5MessageType.FillValue, MessageContent.FillValue(), constant: true);
        int layout = header.Add(Hdf5MessageType.Layout, MessageContent.Contiguous(dataset.ByteCount));
        AddAttributes(header, dataset);
        int address = header.Place(_image);
        _addressFields.Add(dataset, address + layout + MessageContent.AddressInLayout);
        return new PlacedObject(address);
    }

    private void AddAttributes(ObjectHeaderWriter header, Hdf5Node node)
    {
        foreach (Hdf5Attribute attribute in node.Attributes)
        {
            byte[] data = attribute.Type is not null ? attribute.Bytes.ToArray()
                : attribute.Form == Hdf5TextForm.FixedBytes ? MessageContent.FixedTexts(attribute)
                : [.. attribute.Texts.SelectMany(_texts.Store)];
            header.Add(Hdf5MessageType.Attribute, MessageContent.Attribute(attribute, data));
        }
    }

    private ImmutableArray<Hdf5Place> PlaceData(IReadOnlyList<Hdf5Dataset> datasets)
    {
        var places = ImmutableArray.CreateBuilder<Hdf5Place>(datasets.Count);
        long end = _image.Length;
        foreach (Hdf5Dataset dataset in datasets)
        {
            int size = dataset.Type.SizeInBytes;
            long offset = checked(end + size - 1) / size * size;
            places.Add(new Hdf5Place(dataset, offset));
            if (dataset.ByteCount > 0)
            {
                _image.SetInt64(_addressFields[dataset], offset);
                end = checked(offset + dataset.ByteCount);
            }
        }

        Length = end;
        return places.MoveToImmutable();
    }

    /// <summary>Version 0, addresses and lengths of 8 bytes.</summary>
    private ReadOnlySpan<byte> Superblock(PlacedObject root)
    {
        StructureWriter block = new();
        block.Bytes(Hdf5Signature.File).Zeros(5).Byte(8).Byte(8).Byte(0);
        block.UInt16(SymbolTableWriter.LeafRank).UInt16(SymbolTableWriter.NodeRank).Int32(0);
        block.Int64(0).Int64(Hdf5Signature.NoAddress).Int64(Length).Int64(Hdf5Signature.NoAddress);
        SymbolTableWriter.WriteEntry(block, 0, root);
        return block.Written;
    }
}
