using System.Numerics;

namespace Seedbed.Initializers.Fills;

/// <summary>A row-major matrix on its way into a slice of a tensor: times a gain in double, rounded once, on all threads allowed.</summary>
/// <typeparam name="TWork">The matrix's type.</typeparam>
/// <param name="rows">The matrix's rows.</param>
/// <param name="columns">Its columns.</param>
/// <param name="gain">What every element is multiplied by.</param>
/// <param name="execution">Threads and cancellation.</param>
internal readonly unsafe struct ScaledMatrix<TWork>(int rows, int columns, double gain, ExecutionOptions execution)
    where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
{
    /// <summary>Elements a task: some tens of microseconds.</summary>
    private const int ChunkLength = 1 << 15;

    /// <summary>A square of so many rows and columns is transposed at a time: its lines stay in the first-level cache.</summary>
    private const int BlockLength = 16;

    private readonly double _gain = gain;
    private readonly int _rows = rows;
    private readonly int _columns = columns;

    /// <summary>Elements [start, start + destination length) of gain·matrix; the destination may be the matrix itself.</summary>
    public void Write<T>(ReadOnlySpan<TWork> matrix, long start, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = destination.Length;
        ScaledMatrix<TWork> self = this;

        // Spans cannot cross into a lambda. Pinned, their memory stays in place until the loop has joined, and every chunk is within both.
        fixed (TWork* source = matrix.Slice((int)start, length))
        fixed (T* target = destination)
        {
            nint from = (nint)source;
            nint to = (nint)target;
            Run((length + ChunkLength - 1) / ChunkLength, chunk =>
            {
                int end = Math.Min(length, (chunk + 1) * ChunkLength);
                for (int i = chunk * ChunkLength; i < end; i++)
                {
                    ((T*)to)[i] = self.Round<T>(((TWork*)from)[i]);
                }
            });
        }
    }

    /// <summary>Elements [start, start + destination length) of gain·matrixᵀ, apart from the matrix.</summary>
    public void WriteTransposed<T>(ReadOnlySpan<TWork> matrix, long start, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long end = start + destination.Length;
        ScaledMatrix<TWork> self = this;
        fixed (TWork* source = matrix)
        fixed (T* target = destination)
        {
            nint from = (nint)source;
            nint to = (nint)target;
            Run((_columns + BlockLength - 1) / BlockLength, group =>
            {
                for (int row = 0; row < self._rows; row += BlockLength)
                {
                    self.TransposeBlock((TWork*)from, (T*)to, row, group * BlockLength, start, end);
                }
            });
        }
    }

    /// <summary>Column j of the matrix is elements j·rows … of the result; what is outside [start, end) is left out.</summary>
    private void TransposeBlock<T>(TWork* matrix, T* destination, int row, int column, long start, long end)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = column; j < Math.Min(column + BlockLength, _columns); j++)
        {
            long first = (long)j * _rows;
            int lower = (int)Math.Clamp(start - first, row, _rows);
            int upper = (int)Math.Min(end - first, Math.Min(row + BlockLength, _rows));
            for (int i = lower; i < upper; i++)
            {
                destination[first + i - start] = Round<T>(matrix[((long)i * _columns) + j]);
            }
        }
    }

    private T Round<T>(TWork value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateTruncating(_gain * double.CreateTruncating(value));

    private void Run(int tasks, Action<int> task)
    {
        bool isSmall = (long)_rows * _columns <= ChunkLength;
        (isSmall ? execution with { MaxDegreeOfParallelism = 1 } : execution).Run(tasks, task);
    }
}
