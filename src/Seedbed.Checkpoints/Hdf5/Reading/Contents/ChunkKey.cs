namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// A key of a dataset's B-tree: a chunk's length in the file, the filters left out for it, and its place: a coordinate per axis and, last,
/// that within an element.
/// </summary>
internal sealed record ChunkKey(long ByteCount, uint SkippedFilters, long[] Place)
{
    public override string ToString() => $"[{string.Join(", ", Place.Select(coordinate => $"{coordinate}"))}]";
}
