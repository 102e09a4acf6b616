namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// The numbers of chunks in arrays: row-major over as many chunks as the dataset can grow to, the axis that grows without end first.
/// </summary>
internal sealed class ChunkNumbers
{
    private readonly ChunkGrid _grid;
    private readonly int[] _axes;
    private readonly long[] _counts;

    /// <param name="grid">The chunks' shape.</param>
    /// <param name="most">What each dimension may grow to; −1 for without end.</param>
    /// <exception cref="FormatException">A dimension is greater than it may be.</exception>
    internal ChunkNumbers(ChunkGrid grid, long[] most)
    {
        _grid = grid;
        int open = Array.IndexOf(most, Hdf5Signature.NoAddress);
        int[] others = [.. Enumerable.Range(0, most.Length).Where(axis => axis != open)];
        _axes = open < 0 ? others : [open, .. others];
        _counts = [.. _axes.Select(axis => axis == open ? long.MaxValue : ChunksAlong(axis, most[axis]))];
        Int128 count = 1;
        foreach (long along in _counts)
        {
            count = Int128.Min(count * along, long.MaxValue);
        }

        Count = (long)count;
    }

    /// <summary>How many chunks the dataset can have.</summary>
    internal long Count { get; }

    /// <summary>The place of a chunk's first element; one outside the dataset may have been cut off.</summary>
    internal long[] OriginOf(long number)
    {
        long[] origin = new long[_axes.Length];
        for (int at = _axes.Length - 1; at >= 0; at--)
        {
            int axis = _axes[at];
            long index = at == 0 ? number : number % _counts[at];
            origin[axis] = index > long.MaxValue / _grid.Chunk[axis] ? long.MaxValue : index * _grid.Chunk[axis];
            number /= _counts[at];
        }

        return origin;
    }

    private long ChunksAlong(int axis, long most) => (most / _grid.Chunk[axis]) + (most % _grid.Chunk[axis] == 0 ? 0 : 1);
}
