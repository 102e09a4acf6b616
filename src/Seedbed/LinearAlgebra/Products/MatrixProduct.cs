using System.Numerics;
using Seedbed.Numerics;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>C ← α·A·B or C + α·A·B, with any factor transposed by its view, on all threads allowed.</summary>
/// <remarks>
/// C's bits are the same for every vector width, thread count and cut: element (i, j) is, for each block of 256 terms in turn, the sum
/// fma(α·a[i, k], b[k, j], sum) from 0 with k rising, α·a rounded, and those sums are added to C one after another. (Where C's columns are
/// the contiguous ones the product is done transposed, and α goes to b.)
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>Multiply-adds below which starting other threads costs more than they save.</summary>
    private const long ParallelWork = 1L << 21;

    /// <summary>Elements of A packed at a time, 16 MiB of float; deeper products go in several rounds.</summary>
    private const int PackedElements = 1 << 22;

    /// <summary>Tasks a thread, so that one that is held up does not hold up the others.</summary>
    private const int TasksPerThread = 4;

    /// <summary>Fewest strips of A a task: packing its columns of B is then a few percent of its work.</summary>
    private const int FewestStrips = 16;

    /// <summary>Row-major C ← A·B or C + A·B.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n, row-major, apart from both factors.</param>
    /// <param name="mode">What becomes of C's old values.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static void Multiply<T>(
        in MatrixOperand<T> a, in MatrixOperand<T> b, Span<T> c, ProductMode mode, ExecutionOptions execution = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows || (long)a.Rows * b.Columns != c.Length)
        {
            throw new ArgumentException(
                $"the product of {a.Rows} × {a.Columns} and {b.Rows} × {b.Columns} into {c.Length} elements is not defined; "
                + "the inner sizes must be equal, and the destination as large as the outer ones say.");
        }

        fixed (T* aFirst = a.Values, bFirst = b.Values, cFirst = c)
        {
            Multiply(T.One, a.ViewAt(aFirst), b.ViewAt(bFirst), new MatrixView<T>(cFirst, a.Rows, b.Columns, b.Columns), mode, execution);
        }
    }

    /// <summary>C ← α·A·B or C + α·A·B; C's rows or columns are contiguous, and it is apart from both factors.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="mode">What becomes of C's old values.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="kernel">The width to use; the processor's best when null.</param>
    public static void Multiply<T>(
        T alpha, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, ProductMode mode, ExecutionOptions execution =
            default, TileKernel<T>? kernel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (c.ColumnStride != 1)
        {
            Multiply(alpha, b.Transposed, a.Transposed, c.Transposed, mode, execution, kernel);
            return;
        }

        if (a.Columns == 0 && mode == ProductMode.Overwrite)
        {
            Clear(c);
        }

        int depth = Math.Max(1, PackedElements / Math.Max(1, c.Rows) / PackedStrips<T>.DepthBlock) * PackedStrips<T>.DepthBlock;
        for (int start = 0; start < a.Columns && c.Rows > 0 && c.Columns > 0; start += depth)
        {
            int columns = Math.Min(depth, a.Columns - start);
            using PackedStrips<T> left = new(a.Block(0, start, a.Rows, columns), alpha, kernel ?? TileKernel<T>.Best, execution);
            Run(left, b.Block(start, 0, columns, b.Columns), c, start == 0 ? mode : ProductMode.Add, execution);
        }
    }

    /// <summary>Splits C in both directions: first its columns, and its rows where those are too few for all threads.</summary>
    private static void Run<T>(PackedStrips<T> left, MatrixView<T> right, MatrixView<T> c, ProductMode mode, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int degree = (long)c.Rows * c.Columns * left.Depth < ParallelWork ? 1 : execution.Degree;
        if (degree == 1)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            TileLoop.Run(left, 0, left.StripCount, right, c, mode);
            return;
        }

        int columnTasks = (c.Columns + TileLoop.ColumnBlock - 1) / TileLoop.ColumnBlock;
        int wantedRowTasks = ((degree * TasksPerThread) + columnTasks - 1) / columnTasks;
        int rowTasks = Math.Clamp(wantedRowTasks, 1, Math.Max(1, left.StripCount / FewestStrips));
        ParallelRange.Run(columnTasks * rowTasks, execution with { MaxDegreeOfParallelism = degree }, task =>
        {
            (int rowTask, int columnTask) = Math.DivRem(task, columnTasks);
            int first = (int)((long)left.StripCount * rowTask / rowTasks);
            int end = (int)((long)left.StripCount * (rowTask + 1) / rowTasks);
            int column = columnTask * TileLoop.ColumnBlock;
            int columns = Math.Min(TileLoop.ColumnBlock, c.Columns - column);
            int row = first * left.Kernel.Rows;
            int rows = Math.Min(end * left.Kernel.Rows, c.Rows) - row;
            TileLoop.Run(left, first, end, right.Block(0, column, left.Depth, columns), c.Block(row, column, rows, columns), mode);
        });
    }

    private static void Clear<T>(in MatrixView<T> c)
        where T : unmanaged
    {
        for (int i = 0; i < c.Rows; i++)
        {
            new Span<T>(c.At(i, 0), c.Columns).Clear();
        }
    }
}
