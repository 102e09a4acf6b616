namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// A chunk in the file: its place among the elements, where its bytes are, and which filters were left out for it (a bit each).
/// </summary>
internal sealed record StoredChunk(long[] Origin, long Address, int ByteCount, uint SkippedFilters);
