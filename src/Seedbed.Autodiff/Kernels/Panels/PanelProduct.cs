using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.LinearAlgebra.Products;
using Seedbed.Numerics;

namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>
/// C ← A·B, C + A·B or b + A·B, b a row, for a gathered left and a packed right factor. Element (i, j) is one chain of fused multiply-adds,
/// whatever the number of threads.
/// </summary>
internal static unsafe class PanelProduct
{
    /// <summary>Multiply-adds below which starting other threads costs more than they save.</summary>
    private const long ParallelWork = 1L << 20;

    /// <summary>Multiply-adds of a task, about 20 µs.</summary>
    private const long TaskWork = 1L << 19;

    /// <summary>Tiles of a task, so that packing is a small part of its work.</summary>
    private const int FewestTiles = 8;

    /// <summary>Rows of A up to which B is read where it lies: each of its elements is then used once for every tile of them.</summary>
    private const int MostUnpackedRows = 4 * 6;

    /// <summary>Rows of B that are packed together: with a panel's width 64 KiB, which stay in the second-level cache.</summary>
    private const int DepthBlock = 256;

    /// <summary>The product on all threads allowed; each packs what it needs of B, a block of its rows at a time.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">The first element of m rows of n elements.</param>
    /// <param name="stride">Elements from row to row of C.</param>
    /// <param name="addend">What is added.</param>
    /// <param name="execution">Threads and cancellation.</param>
    internal static void Run<T>(GatheredMatrix<T> a, MatrixView<T> b, T* c, nint stride, Addend<T> addend, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long work = (long)a.Rows * b.Rows * b.Columns;
        int panels = (b.Columns + PackedPanels<T>.Width - 1) / PackedPanels<T>.Width;
        int tiles = (a.Rows + PanelKernel<T>.Rows - 1) / PanelKernel<T>.Rows;
        bool isSmall = work < ParallelWork || execution.Degree == 1;
        int parts = isSmall ? 1 : (int)Math.Clamp(work / panels / TaskWork, 1, Math.Max(1, tiles / FewestTiles));
        ParallelRange.Run(panels * parts, isSmall ? execution with { MaxDegreeOfParallelism = 1 } : execution, task =>
        {
            (int panel, int part) = Math.DivRem(task, parts);
            int first = (int)((long)tiles * part / parts) * PanelKernel<T>.Rows;
            int end = Math.Min(a.Rows, (int)((long)tiles * (part + 1) / parts) * PanelKernel<T>.Rows);
            int column = panel * PackedPanels<T>.Width;
            int columns = Math.Min(PackedPanels<T>.Width, b.Columns - column);
            RunBlocks(a.RowsFrom(first, end - first), b.Block(0, column, b.Rows, columns), c + (first * stride) + column, stride,
                addend.From(first, column));
        });
    }

    /// <summary>The product on this thread.</summary>
    internal static void Run<T>(GatheredMatrix<T> a, PackedPanels<T> b, T* c, nint stride, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int panel = 0; panel < b.Count; panel++)
        {
            int column = panel * PackedPanels<T>.Width;
            RunPanel(a, b.Panel(panel), b.StrideOf(panel), Math.Min(PackedPanels<T>.Width, b.Columns - column), c + column, stride,
                addend.From(0, column));
        }
    }

    /// <summary>The product on this thread, which packs what it needs of B.</summary>
    internal static void RunHere<T>(GatheredMatrix<T> a, MatrixView<T> b, T* c, nint stride, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < b.Columns; column += PackedPanels<T>.Width)
        {
            RunBlocks(a, b.Block(0, column, b.Rows, Math.Min(PackedPanels<T>.Width, b.Columns - column)), c + column, stride,
                addend.From(0, column));
        }
    }

    /// <summary>One panel of B, a block of rows at a time; a panel of whole vectors that few rows need is read where it lies.</summary>
    private static void RunBlocks<T>(GatheredMatrix<T> a, MatrixView<T> b, T* c, nint stride, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isPacked = b.ColumnStride != 1 || b.Columns % PanelKernel<T>.Best.VectorLength != 0 || a.Rows > MostUnpackedRows;
        T* scratch = isPacked ? PanelScratch.OfThread<T>(PackedPanels<T>.LengthOf(Math.Min(DepthBlock, b.Rows), b.Columns)) : null;
        for (int start = 0; start < b.Rows || start == 0; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Rows - start);
            GatheredMatrix<T> left = a.DepthFrom(start, depth);
            Addend<T> blockAddend = start == 0 ? addend : Addend<T>.Of(c, stride);
            if (isPacked)
            {
                var packed = PackedPanels<T>.Pack(b.Block(start, 0, depth, b.Columns), scratch);
                RunPanel(left, packed.Panel(0), packed.StrideOf(0), b.Columns, c, stride, blockAddend);
            }
            else
            {
                RunPanel(left, b.At(start, 0), b.RowStride, b.Columns, c, stride, blockAddend);
            }
        }
    }

    private static void RunPanel<T>(GatheredMatrix<T> a, T* panel, nint panelStride, int columns, T* c, nint stride, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PanelKernel<T> kernel = PanelKernel<T>.Best;
        int vectors = (columns + kernel.VectorLength - 1) / kernel.VectorLength;
        int width = vectors * kernel.VectorLength;
        T** rows = stackalloc T*[PanelKernel<T>.Rows];
        T* border = stackalloc T[PanelKernel<T>.MostTileElements];
        for (int row = 0; row < a.Rows; row += PanelKernel<T>.Rows)
        {
            int count = Math.Min(PanelKernel<T>.Rows, a.Rows - row);
            for (int i = 0; i < PanelKernel<T>.Rows; i++)
            {
                // Rows beyond the last are computed as the last once more, beside C.
                rows[i] = a.Row(row + Math.Min(i, count - 1));
            }

            T* target = c + (row * stride);
            Addend<T> own = addend.From(row, 0);
            if (count == PanelKernel<T>.Rows && columns == width)
            {
                kernel.Multiply(a.Depth, a.DepthOffsets, rows, panel, panelStride, vectors, target, stride, own.First, own.Stride);
                continue;
            }

            kernel.Multiply(a.Depth, a.DepthOffsets, rows, panel, panelStride, vectors, border, width, null, 0);
            for (int i = 0; i < count; i++)
            {
                Put(new ReadOnlySpan<T>(border + (i * width), columns), new Span<T>(target + (i * stride), columns), own.From(i, 0));
            }
        }
    }

    private static void Put<T>(ReadOnlySpan<T> sums, Span<T> row, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (addend.First == null)
        {
            sums.CopyTo(row);
        }
        else
        {
            TensorPrimitives.Add(new ReadOnlySpan<T>(addend.First, row.Length), sums, row);
        }
    }
}
