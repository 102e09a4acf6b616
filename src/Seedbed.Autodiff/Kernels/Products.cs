using System.Numerics;
using Seedbed.LinearAlgebra.Products;
using Seedbed.Autodiff.Kernels.Panels;

namespace Seedbed.Autodiff.Kernels;

/// <summary>Matrix products over the memory of tensors.</summary>
internal static unsafe class Products
{
    /// <summary>Multiply-adds from which it pays to pack both factors for the caches.</summary>
    private const long LargeWork = 1L << 28;

    /// <summary>A tensor's memory, or a part of it, as a row-major matrix.</summary>
    internal static MatrixView<T> Matrix<T>(T* first, int rows, int columns)
        where T : unmanaged => new(first, rows, columns, columns);

    /// <summary>C ← A·B or C + A·B; C's rows are contiguous, and it is apart from both factors.</summary>
    internal static void Multiply<T>(Tape tape, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Multiply(tape, a, b, c, mode == ProductMode.Add ? Addend<T>.Of(c.First, c.RowStride) : Addend<T>.None);

    /// <summary>C ← addend + A·B; C's rows are contiguous, and it is apart from both factors.</summary>
    internal static void Multiply<T>(Tape tape, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((long)c.Rows * c.Columns * a.Columns >= LargeWork)
        {
            MultiplyLarge(tape, a, b, c, addend);
            return;
        }

        using OffsetTable rows = new(a.Rows, a.RowStride);
        using OffsetTable depth = new(a.Columns, a.ColumnStride);
        PanelProduct.Run(
            new GatheredMatrix<T>(a.First, rows.First, a.Rows, depth.First, a.Columns), b, c.First, c.RowStride, addend, tape.Execution);
    }

    private static void MultiplyLarge<T>(Tape tape, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, Addend<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < c.Rows && addend.First != null && addend.First != c.First; row++)
        {
            new ReadOnlySpan<T>(addend.From(row, 0).First, c.Columns).CopyTo(new Span<T>(c.At(row, 0), c.Columns));
        }

        MatrixProduct.Multiply(T.One, a, b, c, addend.First == null ? ProductMode.Overwrite : ProductMode.Add, tape.Execution);
    }
}
