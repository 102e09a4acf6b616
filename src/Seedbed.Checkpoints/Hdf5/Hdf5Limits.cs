using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Hdf5;

/// <summary>What a file may demand of a reader. The writer keeps to the same limits, so that what it writes can be read.</summary>
internal static class Hdf5Limits
{
    /// <summary>The most dimensions, the format's own limit.</summary>
    internal const int Rank = TensorRank.Most;

    /// <summary>The most groups within groups.</summary>
    internal const int Depth = 256;

    /// <summary>The most bytes of a decoded chunk, and of one row of chunks.</summary>
    internal const int ChunkBytes = 64 << 20;

    /// <summary>The most bytes of elements that stand nowhere in the file, all datasets together: they read as a fill value.</summary>
    internal const long UnstoredBytes = 256L << 20;

    /// <summary>The most bytes that all chunks together are decoded to.</summary>
    internal static long DecodedBytes(long fileLength) => Inflation.MostBytes(fileLength);

    /// <summary>
    /// The most bytes of structure that are read, and made from it, before a file counts as hostile: a file of our own of nothing but small layers takes 1.8 times its
    /// length, a small one of long paths far more.
    /// </summary>
    internal static long MetadataBytes(long fileLength) => (1L << 20) + Math.Min(64 * Math.Min(fileLength, 1L << 30), Math.Clamp(4 * Math.Min(fileLength, 1L << 30), 128L << 20, 1L << 30));
}
