using System.Collections.Immutable;
using Seedbed.Checkpoints.Writing;
using Seedbed.Random;

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

    /// <summary>Writes the file, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The file exists and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(string path, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckpointWriter.Write(path, this, RandomStream.TensorFlow, options ?? WriteOptions.Default);
    }

    /// <summary>The same file within another, from an offset on; it must have no closing bytes.</summary>
    internal CheckpointLayout MovedBy(long offset) => new(
        [.. Fixed.Select(bytes => bytes with { Offset = bytes.Offset + offset })],
        [.. Regions.Select(region => region with { Offset = region.Offset + offset })],
        checked(Length + offset));
}
