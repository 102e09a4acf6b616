using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// A chunk in the file: its place among the elements, where its bytes are, and which filters were left out for it (a bit each).
/// </summary>
internal sealed record StoredChunk(long[] Origin, long Address, int ByteCount, uint SkippedFilters)
{
    /// <summary>A chunk whose bytes are counted as stored.</summary>
    /// <exception cref="FormatException">It does not lie in the file, or is longer than a chunk may be.</exception>
    internal static StoredChunk Claim(StructureReader file, long[] origin, long address, long byteCount, uint skippedFilters)
    {
        // Filters can make a chunk a little longer, not more.
        if (byteCount > Hdf5Limits.ChunkBytes + (Hdf5Limits.ChunkBytes / 8))
        {
            throw new FormatException(
                $"a chunk takes {byteCount} bytes in the file, more than {Hdf5Limits.ChunkBytes}; the file is damaged.");
        }

        file.Charge(128 + (8 * origin.Length));
        file.ClaimStored(address, byteCount);
        return new StoredChunk(origin, address, (int)byteCount, skippedFilters);
    }
}

/// <summary>
/// A key of a dataset's B-tree: a chunk's length in the file, the filters left out for it, and its place: a coordinate per axis and, last,
/// that within an element.
/// </summary>
internal sealed record ChunkKey(long ByteCount, uint SkippedFilters, long[] Place)
{
    public override string ToString() => $"[{string.Join(", ", Place.Select(coordinate => $"{coordinate}"))}]";
}
