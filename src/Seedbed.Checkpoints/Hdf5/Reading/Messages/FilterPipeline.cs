using System.IO.Compression;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>What was done to the bytes of a chunk before they were stored, to be undone in reverse: deflate, shuffle, Fletcher's checksum.</summary>
internal sealed class FilterPipeline
{
    private const string What = "a filter message";

    private readonly List<Filter> _filters = [];

    private FilterPipeline()
    {
    }

    /// <summary>No filters.</summary>
    internal static FilterPipeline None { get; } = new();

    /// <summary>Reads a filter message.</summary>
    /// <exception cref="FormatException">It is damaged, or names a filter that is not read.</exception>
    internal static FilterPipeline Read(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int version = fields.ExpectVersion(1, 2);
        int count = fields.Byte();
        fields.Skip(version == 1 ? 6 : 0);
        FilterPipeline pipeline = new();
        for (int index = 0; index < count; index++)
        {
            Filter filter = ReadFilter(ref fields, version);
            if (pipeline._filters.Exists(other => other.Kind == filter.Kind))
            {
                throw new FormatException($"a dataset is stored with the filter {filter.Kind} twice; write it with each filter at most once.");
            }

            pipeline._filters.Add(filter);
        }

        return pipeline;
    }

    /// <summary>The bytes of a chunk as they were before the filters.</summary>
    /// <param name="stored">The bytes in the file.</param>
    /// <param name="skipped">Bit i is set where filter i was left out.</param>
    /// <param name="length">How many they were.</param>
    /// <exception cref="FormatException">They are damaged.</exception>
    internal ReadOnlySpan<byte> Decode(byte[] stored, uint skipped, int length)
    {
        ReadOnlySpan<byte> bytes = stored;
        for (int index = _filters.Count - 1; index >= 0; index--)
        {
            if ((skipped >> index & 1) == 0)
            {
                bytes = _filters[index].Kind switch
                {
                    FilterKind.Deflate => Inflate(bytes, length + (sizeof(uint) * _filters.Count)),
                    FilterKind.Shuffle => Unshuffle(bytes, _filters[index].ElementSize),
                    FilterKind.Fletcher32 => Fletcher32.Strip(bytes),
                    _ => throw new InvalidOperationException($"{_filters[index].Kind} cannot be undone."),
                };
            }
        }

        return bytes.Length == length ? bytes : throw new FormatException($"a chunk has {bytes.Length} bytes after its filters are undone; it must have {length}. The file is damaged.");
    }

    private static Filter ReadFilter(ref FieldReader fields, int version)
    {
        int id = fields.UInt16();
        int nameLength = version == 1 || id >= 256 ? fields.UInt16() : 0;
        fields.Skip(2);
        int valueCount = fields.UInt16();
        fields.Skip(version == 1 ? MultipleOf8(nameLength) : nameLength);
        uint first = valueCount > 0 ? fields.UInt32() : 0;
        fields.Skip((Math.Max(valueCount, 1) - 1 + (version == 1 ? valueCount & 1 : 0)) * sizeof(uint));
        if ((FilterKind)id is not (FilterKind.Deflate or FilterKind.Shuffle or FilterKind.Fletcher32))
        {
            throw new FormatException($"a dataset is stored with the filter {id}; only deflate (1), shuffle (2) and Fletcher's checksum (3) are read: write it with gzip, or without compression.");
        }

        return new Filter((FilterKind)id, first);
    }

    private static int MultipleOf8(int length) => (length + 7) / 8 * 8;

    /// <summary>Undoes deflate; no more than the most bytes are made, whatever the stream says.</summary>
    private static ReadOnlySpan<byte> Inflate(ReadOnlySpan<byte> bytes, int most)
    {
        byte[] inflated = new byte[most + 1];
        try
        {
            using ZLibStream stream = new(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            int length = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            return inflated.AsSpan(0, length);
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException("the compressed bytes of a chunk are damaged.", fault);
        }
    }

    /// <summary>Byte i of all elements stands before byte i + 1 of all; what is left over at the end stays.</summary>
    private static ReadOnlySpan<byte> Unshuffle(ReadOnlySpan<byte> bytes, uint elementSize)
    {
        if (elementSize < 2 || elementSize > bytes.Length)
        {
            return bytes;
        }

        int size = (int)elementSize;
        int count = bytes.Length / size;
        byte[] restored = bytes.ToArray();
        for (int part = 0; part < size; part++)
        {
            ReadOnlySpan<byte> plane = bytes.Slice(part * count, count);
            for (int element = 0; element < count; element++)
            {
                restored[(element * size) + part] = plane[element];
            }
        }

        return restored;
    }

    private enum FilterKind
    {
        Deflate = 1,
        Shuffle = 2,
        Fletcher32 = 3,
    }

    private readonly record struct Filter(FilterKind Kind, uint ElementSize);
}
