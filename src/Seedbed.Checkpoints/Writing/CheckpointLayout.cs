using System.Collections.Immutable;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints;

/// <summary>A file before it is written: what comes where. Bytes that nothing is said about are zero.</summary>
public sealed class CheckpointLayout
{
    /// <summary>Headers, and tensors by rising offset, none overlapping another or a header.</summary>
    internal CheckpointLayout(ImmutableArray<FixedBytes> fixedBytes, ImmutableArray<FileRegion> regions, long length)
    {
        Fixed = fixedBytes;
        Regions = regions;
        Length = length;
    }

    /// <summary>A header at the front, tensors behind it.</summary>
    internal CheckpointLayout(ReadOnlyMemory<byte> header, ImmutableArray<FileRegion> regions, long length)
        : this([new FixedBytes(0, header)], regions, length)
    {
    }

    /// <summary>The file's length.</summary>
    internal long Length { get; }

    internal ImmutableArray<FixedBytes> Fixed { get; }

    internal ImmutableArray<FileRegion> Regions { get; }

    /// <summary>What can only be told from the content, such as checksums; written last. Null where there is nothing of the kind.</summary>
    internal Func<ContentChecksums, IEnumerable<FixedBytes>>? Closing { get; init; }

    /// <summary>A small file whose bytes are known.</summary>
    /// <param name="content">All of it.</param>
    public static CheckpointLayout Of(ReadOnlyMemory<byte> content) => new(content, [], content.Length);

    /// <summary>The same file within another, from an offset on; it must have no closing bytes.</summary>
    internal CheckpointLayout MovedBy(long offset) => new(
        [.. Fixed.Select(bytes => bytes with { Offset = bytes.Offset + offset })],
        [.. Regions.Select(region => region with { Offset = region.Offset + offset })],
        checked(Length + offset));
}
