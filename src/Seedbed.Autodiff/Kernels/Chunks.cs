namespace Seedbed.Autodiff.Kernels;

/// <summary>Ranges of elements that are worked on one after another, or by several threads where there are many.</summary>
internal static class Chunks
{
    /// <summary>Elements below which starting other threads costs more than they save.</summary>
    private const int ParallelElements = 1 << 16;

    /// <summary>Elements that a thread takes at a time.</summary>
    private const int ChunkLength = 1 << 14;

    /// <summary>The threads that are worth starting for so many elements.</summary>
    internal static ExecutionOptions Threads(long elements, ExecutionOptions execution) =>
        elements < ParallelElements ? execution with { MaxDegreeOfParallelism = 1 } : execution;

    /// <summary>Calls <paramref name="run"/>(start, length) for ranges that together are [0, count).</summary>
    internal static void Run(int count, ExecutionOptions execution, Action<int, int> run)
    {
        if (count < ParallelElements || execution.Degree == 1)
        {
            run(0, count);
            return;
        }

        int chunks = (count + ChunkLength - 1) / ChunkLength;
        execution.Run(chunks, chunk => run(chunk * ChunkLength, Math.Min(ChunkLength, count - (chunk * ChunkLength))));
    }

    /// <summary>The same by whole rows of <paramref name="size"/> elements: <paramref name="run"/>(first row, rows).</summary>
    internal static void RunRows(int rows, int size, ExecutionOptions execution, Action<int, int> run)
    {
        if ((long)rows * size < ParallelElements || execution.Degree == 1)
        {
            run(0, rows);
            return;
        }

        int rowsPerChunk = Math.Max(1, ChunkLength / Math.Max(1, size));
        int chunks = (rows + rowsPerChunk - 1) / rowsPerChunk;
        execution.Run(chunks, chunk => run(chunk * rowsPerChunk, Math.Min(rowsPerChunk, rows - (chunk * rowsPerChunk))));
    }
}
