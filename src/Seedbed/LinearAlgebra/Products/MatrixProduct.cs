using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>C ← A·B or addend + A·B, any factor transposed by its view, on all threads allowed: the one matrix product.</summary>
/// <remarks>
/// C's bits are the same for every vector width, thread count and cut: element (i, j) is, for each block of 256 terms in turn, the sum
/// fma(a[i, k], b[k, j], sum) from 0 with k rising, and those sums are added to the addend, or the first of them, one after another.
/// A right factor that the caller has packed is one block, however deep.
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>Terms that are summed before they are added to the result: part of what a product is, the same everywhere.</summary>
    private const int DepthBlock = 256;

    /// <summary>Multiply-adds below which waking another thread, some 50 µs, costs more than it saves.</summary>
    private const long ParallelWork = 1L << 23;

    /// <summary>Tasks a thread, so that one that is held up does not hold up the others.</summary>
    private const int TasksPerThread = 4;

    /// <summary>Fewest groups of rows of a task: packing its columns of B is then a small part of its work.</summary>
    private const int FewestRowGroups = 16;

    /// <summary>
    /// Panels of B that are packed together and then meet each row of A while it is near: with 256 rows at most 256 KiB, for the
    /// second-level cache.
    /// </summary>
    private const int MostPanels = 4;

    /// <summary>Rows of A up to which B is read where it lies: each of its elements is then used once for every group of them.</summary>
    private const int MostUnpackedRows = 4 * 6;

    /// <summary>C ← A·B or addend + A·B.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n, its rows contiguous, apart from both factors.</param>
    /// <param name="addend">m × n, its rows contiguous, such as C itself, or of row stride 0 for one row; without memory for none.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="kernel">The width to use; the processor's best when null.</param>
    public static void Multiply<T>(
        in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, in MatrixView<T> addend = default, ExecutionOptions execution =
            default, ProductKernel<T>? kernel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using OffsetTable columns = new(a.Columns, a.ColumnStride);
        GatheredMatrix<T> left = new(a.First, a.Rows, columns.First, a.Columns) { RowStride = a.RowStride };
        Multiply(left, b, c, addend, execution, kernel);
    }

    /// <summary>The same for a left factor in any order.</summary>
    public static void Multiply<T>(
        GatheredMatrix<T> a, MatrixView<T> b, MatrixView<T> c, MatrixView<T> addend = default, ExecutionOptions execution =
            default, ProductKernel<T>? kernel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductKernel<T> used = kernel ?? ProductKernel<T>.Best;
        int degree = (long)c.Rows * c.Columns * a.Columns < ParallelWork ? 1 : execution.Degree;
        int panels = (c.Columns + used.PanelWidth - 1) / used.PanelWidth;
        int width = Math.Clamp(panels / degree, 1, MostPanels) * used.PanelWidth;
        int columnTasks = (c.Columns + width - 1) / width;
        int groups = (c.Rows + ProductKernel<T>.Rows - 1) / ProductKernel<T>.Rows;
        int rowTasks = degree == 1 || columnTasks == 0
            ? Math.Min(groups, 1)
            : Math.Clamp(((degree * TasksPerThread) + columnTasks - 1) / columnTasks, 1, Math.Max(1, groups / FewestRowGroups));
        (execution with { MaxDegreeOfParallelism = degree }).Run(columnTasks * rowTasks, task =>
        {
            (int columnTask, int rowTask) = Math.DivRem(task, rowTasks);
            int first = (int)((long)groups * rowTask / rowTasks) * ProductKernel<T>.Rows;
            int rows = Math.Min(c.Rows, (int)((long)groups * (rowTask + 1) / rowTasks) * ProductKernel<T>.Rows) - first;
            int column = columnTask * width;
            int columns = Math.Min(width, c.Columns - column);
            MultiplyBlocks(
                a.RowsFrom(first, rows), b.Block(0, column, b.Rows, columns), c.Block(first, column, rows, columns),
                Part(addend, first, column), used);
        });
    }

    /// <summary>The product on this thread, with a right factor that is packed already: one block of terms.</summary>
    public static void Multiply<T>(in GatheredMatrix<T> a, in PackedMatrix<T> b, in MatrixView<T> c, in MatrixView<T> addend = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductKernel<T> kernel = b.Kernel;
        int width = kernel.PanelWidth;
        T** rows = stackalloc T*[ProductKernel<T>.Rows];
        for (int row = 0; row < a.Rows; row += ProductKernel<T>.Rows)
        {
            int count = Math.Min(ProductKernel<T>.Rows, a.Rows - row);
            for (int i = 0; i < ProductKernel<T>.Rows; i++)
            {
                // Rows beyond the last are computed as the last once more, beside C.
                rows[i] = a.Row(row + Math.Min(i, count - 1));
            }

            for (int panel = 0, column = 0; column < b.Columns; panel++, column += width)
            {
                int columns = Math.Min(width, b.Columns - column);
                T* target = c.At(row, column);
                T* added = addend.First == null ? null : addend.At(row, column);
                if (count == ProductKernel<T>.Rows && columns == kernel.WholeVectors(columns))
                {
                    kernel.Multiply(
                        a.Columns, a.ColumnOffsets, rows, b.Panel(panel), b.StrideOf(panel), columns, target, c.RowStride, added,
                        addend.RowStride);
                }
                else
                {
                    MultiplyBorder(a, rows, b, panel, new MatrixView<T>(target, count, columns, c.RowStride), added, addend.RowStride);
                }
            }
        }
    }

    /// <summary>Some columns of B, a block of rows at a time; those of whole vectors that few rows need are read where they lie.</summary>
    private static void MultiplyBlocks<T>(
        GatheredMatrix<T> a, MatrixView<T> b, MatrixView<T> c, MatrixView<T> addend, ProductKernel<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isPacked = b.ColumnStride != 1 || b.Columns != kernel.WholeVectors(b.Columns) || a.Rows > MostUnpackedRows;
        using AlignedBuffer<T>? memory =
            isPacked ? new(PackedMatrix<T>.LengthOf(Math.Min(DepthBlock, b.Rows), b.Columns, kernel)) : null;
        for (int start = 0; start < b.Rows || start == 0; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Rows - start);
            MatrixView<T> block = b.Block(start, 0, depth, b.Columns);
            PackedMatrix<T> right =
                memory is null ? PackedMatrix<T>.InPlace(block, kernel) : PackedMatrix<T>.Pack(block, memory.First, kernel);
            Multiply(a.ColumnsFrom(start, depth), right, c, start == 0 ? addend : c);
        }
    }

    /// <summary>What reaches over C's border is made beside it.</summary>
    [SkipLocalsInit]
    private static void MultiplyBorder<T>(
        in GatheredMatrix<T> a, T** rows, in PackedMatrix<T> b, int panel, in MatrixView<T> c, T* addend, nint addendStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* border = stackalloc T[ProductKernel<T>.MostSums];
        int width = b.Kernel.WholeVectors(c.Columns);
        b.Kernel.Multiply(a.Columns, a.ColumnOffsets, rows, b.Panel(panel), b.StrideOf(panel), width, border, width, null, 0);
        for (int i = 0; i < c.Rows; i++)
        {
            ReadOnlySpan<T> sums = new(border + (i * width), c.Columns);
            Span<T> row = new(c.At(i, 0), c.Columns);
            if (addend == null)
            {
                sums.CopyTo(row);
            }
            else
            {
                TensorPrimitives.Add(new ReadOnlySpan<T>(addend + (i * addendStride), c.Columns), sums, row);
            }
        }
    }

    private static MatrixView<T> Part<T>(in MatrixView<T> addend, int row, int column)
        where T : unmanaged => addend.First == null ? default : addend.From(row, column);
}
