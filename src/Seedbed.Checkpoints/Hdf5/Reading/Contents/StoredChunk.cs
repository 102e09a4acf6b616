namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// A chunk in the file: its place among the elements, where its bytes are, and which filters were left out for it (a bit each).
/// </summary>
internal sealed record StoredChunk(long[] Origin, long Address, int ByteCount, uint SkippedFilters);

/// <summary>
/// A key of a dataset's B-tree: a chunk's length in the file, the filters left out for it, and its place: a coordinate per axis and, last,
/// that within an element.
/// </summary>
internal sealed record ChunkKey(long ByteCount, uint SkippedFilters, long[] Place)
{
    public override string ToString() => $"[{string.Join(", ", Place.Select(coordinate => $"{coordinate}"))}]";
}
