using Seedbed.Checkpoints.Bytes;


namespace Seedbed.Checkpoints.Hdf5;

/// <summary>What a file may demand of a reader. The writer keeps to the same limits, so that what it writes can be read.</summary>
internal static class Hdf5Limits
{
    /// <summary>The most dimensions, the format's own limit.</summary>
    internal const int Rank = 32;

    /// <summary>The most groups within groups.</summary>
    internal const int Depth = 256;

    /// <summary>The most bytes of a decoded chunk, and of one row of chunks.</summary>
    internal const int ChunkBytes = 64 << 20;

    /// <summary>The most bytes of elements that stand nowhere in the file, all datasets together: they read as a fill value.</summary>
    internal const long UnstoredBytes = 256L << 20;

    /// <summary>The most bytes that all chunks together are decoded to.</summary>
    internal static long DecodedBytes(long fileLength) => Inflation.MostBytes(fileLength);

    /// <summary>
    /// The most bytes of structure that are read, and made from it, before a file counts as hostile. A file that is all structure, such as
    /// that of many small layers, takes a few times its length.
    /// </summary>
    internal static long MetadataBytes(long fileLength) => (1L << 20) + Math.Max(Math.Min(64 * fileLength, 128L << 20), 8 * fileLength);
}
