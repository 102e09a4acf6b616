using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// The serial part of a product: some strips of a packed left factor times some columns, cut so that what is used again lies in a near
/// cache.
/// </summary>
internal static unsafe class TileLoop
{
    /// <summary>
    /// Columns of the right factor that are packed together: with <see cref="PackedStrips{T}.DepthBlock"/> rows 256 KiB of float, 512 KiB
    /// of double, for the second-level cache.
    /// </summary>
    public const int ColumnBlock = 256;

    /// <summary>C ← A·B or C + A·B for the strips [firstStrip, endStrip) of A.</summary>
    /// <param name="left">A.</param>
    /// <param name="firstStrip">The first strip.</param>
    /// <param name="endStrip">After the last.</param>
    /// <param name="right">B, with as many rows as A is deep.</param>
    /// <param name="result">C, rows contiguous: the rows of those strips alone.</param>
    /// <param name="mode">What becomes of C's old values.</param>
    public static void Run<T>(
        PackedStrips<T> left, int firstStrip, int endStrip, in MatrixView<T> right, in MatrixView<T> result, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using AlignedBuffer<T> packed = new((long)Math.Min(left.Depth, PackedStrips<T>.DepthBlock) * ColumnBlock);
        for (int column = 0; column < right.Columns; column += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, right.Columns - column);
            ProductMode blockMode = mode;
            for (int start = 0; start < left.Depth; start += PackedStrips<T>.DepthBlock)
            {
                int depth = Math.Min(PackedStrips<T>.DepthBlock, left.Depth - start);
                StripPacking.Pack(right.Block(start, column, depth, columns).Transposed, left.Kernel.Columns, packed.First);
                for (int strip = firstStrip; strip < endStrip; strip++)
                {
                    int row = (strip - firstStrip) * left.Kernel.Rows;
                    int rows = Math.Min(left.Kernel.Rows, result.Rows - row);
                    RunStrip(
                        left.Kernel, depth, left.Strip(start, strip), packed.First, result.Block(row, column, rows, columns), blockMode);
                }

                blockMode = ProductMode.Add;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunStrip<T>(TileKernel<T> kernel, int depth, T* left, T* right, in MatrixView<T> result, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = kernel.Columns;
        for (int column = 0; column < result.Columns; column += width)
        {
            if (result.Rows == kernel.Rows && result.Columns - column >= width)
            {
                kernel.Multiply(depth, left, right, result.At(0, column), result.RowStride, mode);
            }
            else
            {
                RunBorder(kernel, depth, left, right, result.From(0, column), mode);
            }

            right += (nint)depth * width;
        }
    }

    /// <summary>A tile that reaches over C's border is made beside it; what is within is added as the kernel adds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBorder<T>(TileKernel<T> kernel, int depth, T* left, T* right, in MatrixView<T> result, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* tile = stackalloc T[TileKernel<T>.MostRows * TileKernel<T>.MostColumnBytes / sizeof(T)];
        kernel.Multiply(depth, left, right, tile, kernel.Columns, ProductMode.Overwrite);
        int columns = Math.Min(kernel.Columns, result.Columns);
        for (int i = 0; i < result.Rows; i++)
        {
            Span<T> row = new(result.At(i, 0), columns);
            ReadOnlySpan<T> sums = new(tile + (i * kernel.Columns), columns);
            if (mode == ProductMode.Add)
            {
                TensorPrimitives.Add(row, sums, row);
            }
            else
            {
                sums.CopyTo(row);
            }
        }
    }
}
