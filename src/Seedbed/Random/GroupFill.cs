namespace Seedbed.Random;

/// <summary>
/// The one driver of all fills: cuts any range [start, start + count) at group borders, spreads it over threads in chunks, and handles the
/// broken groups at both ends. What it writes does not depend on any of this.
/// </summary>
internal static class GroupFill
{
    /// <summary>The largest group an operator may have.</summary>
    internal const int LargestGroup = 16;

    /// <summary>Values in a chunk: the grain of threads and of cancellation, tens of microseconds of work in vectors.</summary>
    internal const int ChunkLength = 1 << 15;

    internal static void Fill<T, TOperator>(TOperator operation, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged
        where TOperator : struct, IGroupOperator<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        execution.CancellationToken.ThrowIfCancellationRequested();
        if (destination.Length <= ChunkLength)
        {
            FillChunk(operation, start, destination);
        }
        else if (execution.Degree == 1)
        {
            FillSerially(operation, start, destination, execution.CancellationToken);
        }
        else
        {
            FillInParallel(operation, start, destination, execution);
        }
    }

    private static void FillSerially<T, TOperator>(TOperator operation, long start, Span<T> destination, CancellationToken cancellation)
        where T : unmanaged
        where TOperator : struct, IGroupOperator<T>
    {
        for (int offset = 0; offset < destination.Length; offset += ChunkLength)
        {
            cancellation.ThrowIfCancellationRequested();
            FillChunk(operation, start + offset, destination.Slice(offset, Math.Min(ChunkLength, destination.Length - offset)));
        }
    }

    private static unsafe void FillInParallel<T, TOperator>(
        TOperator operation, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged
        where TOperator : struct, IGroupOperator<T>
    {
        int length = destination.Length;
        int chunks = (int)(((long)length + ChunkLength - 1) / ChunkLength);

        // A span cannot cross into a lambda. Pinned, its memory stays in place until the loop has joined, and every chunk is within its
        // length.
        fixed (T* pinned = destination)
        {
            T* first = pinned;
            execution.Run(chunks, chunk =>
            {
                int offset = chunk * ChunkLength;
                FillChunk(operation, start + offset, new Span<T>(first + offset, Math.Min(ChunkLength, length - offset)));
            });
        }
    }

    private static void FillChunk<T, TOperator>(TOperator operation, long start, Span<T> destination)
        where T : unmanaged
        where TOperator : struct, IGroupOperator<T>
    {
        int size = TOperator.GroupSize;
        int skipped = (int)(start & (size - 1));
        ulong group = (ulong)start / (uint)size;
        if (skipped != 0)
        {
            int head = Math.Min(size - skipped, destination.Length);
            WriteBrokenGroup(operation, group++, skipped, destination[..head]);
            destination = destination[head..];
        }

        int whole = destination.Length & -size;
        operation.WriteGroups(group, destination[..whole]);
        if (whole < destination.Length)
        {
            WriteBrokenGroup(operation, group + (ulong)(whole / size), 0, destination[whole..]);
        }
    }

    private static void WriteBrokenGroup<T, TOperator>(TOperator operation, ulong group, int skipped, Span<T> destination)
        where T : unmanaged
        where TOperator : struct, IGroupOperator<T>
    {
        Span<T> values = stackalloc T[LargestGroup];
        operation.WriteGroups(group, values[..TOperator.GroupSize]);
        values.Slice(skipped, destination.Length).CopyTo(destination);
    }
}
