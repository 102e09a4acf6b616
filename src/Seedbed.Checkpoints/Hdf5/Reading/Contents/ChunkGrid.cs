namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>
/// How a dataset is cut into chunks of one shape. The chunks with one index along the first axis form a band: the elements of a band lie
/// side by side in row-major order, so a band is decoded at once and every chunk only once when a dataset is read from its beginning to its
/// end.
/// </summary>
internal sealed class ChunkGrid
{
    /// <exception cref="FormatException">The chunks do not fit the dataset, or are larger than is read.</exception>
    internal ChunkGrid(long[] shape, long[] chunk, int elementSize)
    {
        Shape = shape;
        Chunk = chunk;
        ElementSize = elementSize;
        if (chunk.Length != shape.Length || shape.Length == 0 || chunk.Contains(0))
        {
            throw new FormatException(
                $"chunks of shape [{string.Join(", ", chunk.Select(item => $"{item}"))}] cannot make up a dataset of shape "
                + $"[{string.Join(", ", shape.Select(item => $"{item}"))}]; the file is damaged.");
        }

        ChunkByteCount = Limited(chunk, "a chunk");
        Limited([Math.Min(chunk[0], shape[0]), .. shape[1..]], "a row of chunks");
        RowByteCount = shape[1..].Aggregate((long)elementSize, (product, dimension) => product * dimension);
    }

    internal long[] Shape { get; }

    internal long[] Chunk { get; }

    internal int ElementSize { get; }

    internal int ChunkByteCount { get; }

    /// <summary>The bytes of all elements with one index along the first axis.</summary>
    internal long RowByteCount { get; }

    /// <summary>
    /// Whether a chunk is as wide as the dataset along every axis but the first, so that each makes a band alone, its bytes in the same
    /// order.
    /// </summary>
    internal bool ChunkIsBand => Chunk.AsSpan(1).SequenceEqual(Shape.AsSpan(1));

    /// <summary>The bytes of every band but the last.</summary>
    internal long BandByteCount => RowByteCount * Math.Min(Chunk[0], Shape[0]);

    /// <summary>Copies the part of a decoded chunk that lies within the dataset to its places in its band.</summary>
    internal void CopyToBand(ReadOnlySpan<byte> chunk, long[] origin, Span<byte> band)
    {
        int last = Shape.Length - 1;
        long[] index = new long[Shape.Length];
        int run = checked((int)(Math.Min(Chunk[last], Shape[last] - origin[last]) * ElementSize));
        do
        {
            long source = 0;
            long target = 0;
            for (int axis = 0; axis <= last; axis++)
            {
                source = (source * Chunk[axis]) + index[axis];
                target = (target * Shape[axis]) + index[axis] + (axis == 0 ? 0 : origin[axis]);
            }

            chunk.Slice((int)(source * ElementSize), run).CopyTo(band[(int)(target * ElementSize)..]);
        }
        while (Advance(index, origin, last - 1));
    }

    /// <summary>The next index within chunk and dataset, counting from the given axis outwards; the last axis is copied in runs.</summary>
    private bool Advance(long[] index, long[] origin, int axis)
    {
        for (; axis >= 0; axis--)
        {
            if (++index[axis] < Math.Min(Chunk[axis], Shape[axis] - origin[axis]))
            {
                return true;
            }

            index[axis] = 0;
        }

        return false;
    }

    private int Limited(long[] dimensions, string what)
    {
        Int128 byteCount = ElementSize;
        foreach (long dimension in dimensions)
        {
            byteCount *= dimension;
            if (byteCount > Hdf5Limits.ChunkBytes)
            {
                throw new FormatException(
                    $"{what} of shape [{string.Join(", ", dimensions.Select(item => $"{item}"))}] has more than {Hdf5Limits.ChunkBytes} "
                    + "bytes; write the dataset with smaller chunks, or without.");
            }
        }

        return (int)byteCount;
    }
}
