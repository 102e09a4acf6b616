using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Hdf5.Reading.Messages;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>Makes a dataset from the messages of its object header.</summary>
internal sealed class DatasetReader(StructureReader file, ObjectHeader header)
{
    private const string What = "a layout message";
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;
    private const int Virtual = 3;

    private readonly Datatype _type = Datatype.Read(Required(header, Hdf5MessageType.Datatype));
    private readonly Shape _shape = Dataspace.Read(Required(header, Hdf5MessageType.Dataspace));

    private readonly long[] _most = Dataspace.ReadWithMost(Required(header, Hdf5MessageType.Dataspace)).Most;

    private Int128 ByteCount => (Int128)_shape.ElementCount * _type.SizeInBytes;

    /// <summary>Reads the dataset; its elements are read later.</summary>
    /// <exception cref="FormatException">A message is damaged, or says something that is not read.</exception>
    internal Hdf5DatasetEntry Read(string path, ImmutableArray<Hdf5Attribute> attributes)
    {
        if (header.Has(Hdf5MessageType.ExternalFiles))
        {
            throw new FormatException("its data lies in other files; write it into this one.");
        }

        string? named = _type.IsOpaque ? attributes.FirstOrDefault(attribute => attribute.Name == "dtype")?.Text : null;
        return new Hdf5DatasetEntry
        {
            Path = path,
            Shape = _shape,
            Type = _type.Type ?? _type.OpaqueNamed(named),
            Attributes = attributes,
            IsBigEndian = _type.IsBigEndian,
            Content = ReadLayout(new FillContent(FillValue.Read(header, _type.SizeInBytes))),
        };
    }

    private static ReadOnlySpan<byte> Required(ObjectHeader header, Hdf5MessageType type) =>
        (header.Find(type) ?? throw new FormatException($"a dataset has no message {type}; the file is damaged.")).Span;

    private DatasetContent ReadLayout(FillContent fill)
    {
        ReadOnlyMemory<byte> message = header.Find(Hdf5MessageType.Layout)!.Value;
        FieldReader fields = new(message.Span, What);
        int version = fields.ExpectVersion(3, 4);
        int kind = fields.Byte();
        return kind switch
        {
            Compact => ReadCompact(message, ref fields),
            Contiguous => ReadContiguous(fields.Address(), fields.Length(), fill),
            Chunked when version == 3 => ReadChunked(ref fields, fill),
            Chunked => ReadIndexed(ref fields, fill),
            Virtual => throw new FormatException("it is a virtual dataset, put together from others; write its values into this file."),
            _ => throw new FormatException($"its layout is of the unknown kind {kind}; the file is damaged, or newer than this reader."),
        };
    }

    private CompactContent ReadCompact(ReadOnlyMemory<byte> message, ref FieldReader fields)
    {
        int length = fields.UInt16();
        CheckLength(length);
        int start = fields.Position;
        fields.Skip(length);
        return new CompactContent(message.Slice(start, length));
    }

    private DatasetContent ReadContiguous(long address, long length, FillContent fill)
    {
        if (address == Hdf5Signature.NoAddress)
        {
            file.ClaimUnstored(ByteCount);
            return fill;
        }

        CheckLength(length);
        file.ClaimStored(address, length);
        return new ContiguousContent(file.Source, address);
    }

    private ChunkedContent ReadChunked(ref FieldReader fields, FillContent fill)
    {
        int dimensions = fields.Byte();
        long tree = fields.Address();
        long[] chunk = new long[Math.Max(dimensions - 1, 0)];
        foreach (ref long dimension in chunk.AsSpan())
        {
            dimension = fields.UInt32();
        }

        ChunkGrid grid = GridOf(chunk, fields.UInt32());
        return Content(grid, fill, ChunkTreeReader.Read(file, grid, tree));
    }

    /// <summary>A layout of version 4: the index says how chunks are found.</summary>
    private ChunkedContent ReadIndexed(ref FieldReader fields, FillContent fill)
    {
        int flags = fields.ExpectFlags(3);
        int dimensions = fields.Byte();
        int width = fields.Byte();
        long[] chunk = new long[Math.Max(dimensions - 1, 0)];
        foreach (ref long dimension in chunk.AsSpan())
        {
            dimension = fields.Length(Math.Clamp(width, 1, sizeof(long)));
        }

        ChunkGrid grid = GridOf(chunk, fields.Length(Math.Clamp(width, 1, sizeof(long))));
        IndexedChunks index = new(file, grid, new ChunkNumbers(grid, _most), Filters(), wholeOnly: (flags & 1) != 0);
        return Content(grid, fill, index.Read(ref fields, hasOneLength: (flags & 2) != 0));
    }

    private ChunkGrid GridOf(long[] chunk, long size) =>
        size == _type.SizeInBytes && size <= Hdf5Limits.ChunkBytes
            ? new ChunkGrid(_shape.Dimensions.ToArray(), chunk, (int)size)
            : throw new FormatException(
                $"its chunks have elements of {size} bytes, its type has {_type.SizeInBytes}; the file is damaged.");

    private FilterPipeline Filters() =>
        header.Find(Hdf5MessageType.Filters) is { } message ? FilterPipeline.Read(message.Span) : FilterPipeline.None;

    private ChunkedContent Content(ChunkGrid grid, FillContent fill, List<StoredChunk> chunks) =>
        new(new ChunkedDataset(file, grid, Filters(), fill, chunks), file.Buffers);

    private void CheckLength(long length)
    {
        if (length != ByteCount)
        {
            throw new FormatException(
                $"it has {length} bytes of data, but shape {_shape} of elements of {_type.SizeInBytes} bytes takes {ByteCount}; the file "
                + "is damaged.");
        }
    }
}
