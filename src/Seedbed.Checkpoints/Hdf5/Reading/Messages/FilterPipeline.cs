using System.IO.Compression;
using Seedbed.Checkpoints.Hdf5.Reading.Buffers;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>
/// What was done to the bytes of a chunk before they were stored, to be undone in reverse: deflate, shuffle, Fletcher's checksum.
/// </summary>
internal sealed class FilterPipeline
{
    private const string What = "a filter message";

    private const uint MostDeflateLevel = 9;

    /// <summary>As many bytes are inflated at a time; then it is asked whether to go on.</summary>
    private const int PieceLength = 1 << 20;

    private readonly List<Filter> _filters = [];

    private FilterPipeline()
    {
    }

    /// <summary>Whether the bytes are stored as they are.</summary>
    internal bool IsEmpty => _filters.Count == 0;

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
                throw new FormatException(
                    $"a dataset is stored with the filter {filter.Kind} twice; write it with each filter at most once.");
            }

            pipeline._filters.Add(filter);
        }

        return pipeline;
    }

    /// <summary>Makes the bytes of a chunk as they were before the filters.</summary>
    /// <param name="room">Its first bytes are those in the file; afterwards, those that they stand for.</param>
    /// <param name="storedLength">How many are in the file.</param>
    /// <param name="skipped">Bit i is set where filter i was left out.</param>
    /// <param name="length">How many they were.</param>
    /// <exception cref="FormatException">They are damaged.</exception>
    internal void Decode(ChunkRoom room, int storedLength, uint skipped, int length)
    {
        int count = storedLength;
        for (int index = _filters.Count - 1; index >= 0; index--)
        {
            if ((skipped >> index & 1) == 0)
            {
                count = _filters[index].Kind switch
                {
                    FilterKind.Deflate => Inflate(room, count, length + (sizeof(uint) * _filters.Count)),
                    FilterKind.Shuffle => Unshuffle(room, count, _filters[index].Value),
                    FilterKind.Fletcher32 => Fletcher32.LengthWithout(room.Bytes.AsSpan(0, count)),
                    _ => throw new InvalidOperationException($"{_filters[index].Kind} cannot be undone."),
                };
            }
        }

        if (count != length)
        {
            throw new FormatException(
                $"a chunk has {count} bytes after its filters are undone; it must have {length}. The file is damaged.");
        }
    }

    private static Filter ReadFilter(ref FieldReader fields, int version)
    {
        int id = fields.UInt16();
        int nameLength = version == 1 || id >= 256 ? fields.UInt16() : 0;
        fields.Skip(2);
        int valueCount = fields.UInt16();
        if (version == 1 && nameLength % 8 != 0)
        {
            throw new FormatException($"{What} has a name of {nameLength} bytes; their lengths are multiples of 8. The file is damaged.");
        }

        fields.Skip(nameLength);
        uint first = valueCount > 0 ? fields.UInt32() : 0;
        fields.Skip((Math.Max(valueCount, 1) - 1 + (version == 1 ? valueCount & 1 : 0)) * sizeof(uint));
        if ((FilterKind)id is not (FilterKind.Deflate or FilterKind.Shuffle or FilterKind.Fletcher32))
        {
            throw new FormatException(
                $"a dataset is stored with the filter {id}; only deflate (1), shuffle (2) and Fletcher's checksum (3) are read: write it "
                + "with gzip, or without compression.");
        }

        return Checked(new Filter((FilterKind)id, first), valueCount);
    }

    /// <summary>Deflate has one value, its level; shuffle has one, an element's bytes.</summary>
    private static Filter Checked(Filter filter, int valueCount) =>
        filter.Kind == FilterKind.Fletcher32
            || (valueCount == 1 && (filter.Kind == FilterKind.Deflate ? filter.Value <= MostDeflateLevel : filter.Value > 0))
            ? filter
            : throw new FormatException(
                $"{What} has the filter {filter.Kind} with {valueCount} values, the first being {filter.Value}; the file is damaged.");

    /// <summary>Undoes deflate; no more than the most bytes are made, whatever the stream says.</summary>
    private static int Inflate(ChunkRoom room, int count, int most)
    {
        Span<byte> inflated = room.Next(most + 1);
        int length = 0;
        try
        {
            using ZLibStream stream = new(new DeflatedBytes(room.Bytes, count), CompressionMode.Decompress);
            int got;
            do
            {
                room.CancellationToken.ThrowIfCancellationRequested();
                got = stream.Read(inflated.Slice(length, Math.Min(PieceLength, inflated.Length - length)));
                length += got;
            }
            while (got > 0);
        }
        catch (InvalidDataException fault)
        {
            throw new FormatException("the compressed bytes of a chunk are damaged.", fault);
        }

        room.Swap();
        return length;
    }

    /// <summary>Byte i of all elements stands before byte i + 1 of all; what is left over at the end stays.</summary>
    private static int Unshuffle(ChunkRoom room, int count, uint elementSize)
    {
        if (elementSize < 2 || elementSize > count)
        {
            return count;
        }

        int size = (int)elementSize;
        int elements = count / size;
        ReadOnlySpan<byte> bytes = room.Bytes.AsSpan(0, count);
        Span<byte> restored = room.Next(count);
        for (int part = 0; part < size; part++)
        {
            ReadOnlySpan<byte> plane = bytes.Slice(part * elements, elements);
            for (int element = 0; element < plane.Length; element++)
            {
                restored[(element * size) + part] = plane[element];
            }
        }

        bytes[(elements * size)..].CopyTo(restored[(elements * size)..]);
        room.Swap();
        return count;
    }

    private enum FilterKind
    {
        Deflate = 1,
        Shuffle = 2,
        Fletcher32 = 3,
    }

    private readonly record struct Filter(FilterKind Kind, uint Value);
}
