using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Writing;

/// <summary>A file before it is written: what comes where. Bytes that nothing is said about are zero.</summary>
/// <param name="Fixed">Headers.</param>
/// <param name="Regions">By rising offset, none overlapping another or fixed bytes.</param>
/// <param name="Length">The file's length.</param>
internal sealed record CheckpointLayout(ImmutableArray<FixedBytes> Fixed, ImmutableArray<FileRegion> Regions, long Length)
{
    /// <summary>A header at the front, tensors behind it.</summary>
    internal CheckpointLayout(ReadOnlyMemory<byte> header, ImmutableArray<FileRegion> regions, long length)
        : this([new FixedBytes(0, header)], regions, length)
    {
    }

    /// <summary>What can only be told from the content, such as checksums; written last. Null where there is nothing of the kind.</summary>
    internal Func<ContentChecksums, IEnumerable<FixedBytes>>? Closing { get; init; }

    /// <summary>The same file within another, from an offset on; it must have no closing bytes.</summary>
    internal CheckpointLayout MovedBy(long offset) => new(
        [.. Fixed.Select(bytes => bytes with { Offset = bytes.Offset + offset })],
        [.. Regions.Select(region => region with { Offset = region.Offset + offset })],
        checked(Length + offset));
}
