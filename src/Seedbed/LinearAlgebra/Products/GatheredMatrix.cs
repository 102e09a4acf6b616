namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// A left factor that lies in memory in any order that is a sum: element (i, k) is first[row(i) + columnOffsets[k]], row(i) being i ·
/// <see cref="RowStride"/>, or rowOffsets[i] where the rows lie in no regular order. Rows may overlap, as the windows of a convolution do.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="first">Whoever makes the matrix answers for the memory, the tables and keeps both in place.</param>
/// <param name="rows">Rows.</param>
/// <param name="columnOffsets">One for each column.</param>
/// <param name="columns">Columns.</param>
internal readonly unsafe struct GatheredMatrix<T>(T* first, int rows, nint* columnOffsets, int columns)
    where T : unmanaged
{
    public int Rows => rows;

    public int Columns => columns;

    public nint* ColumnOffsets => columnOffsets;

    /// <summary>Elements from row to row, where there are no <see cref="RowOffsets"/>.</summary>
    public nint RowStride { get; init; }

    /// <summary>One for each row, or null.</summary>
    public nint* RowOffsets { get; init; }

    /// <summary>The first element of a row.</summary>
    public T* Row(int row) => first + (RowOffsets == null ? row * RowStride : RowOffsets[row]);

    /// <summary>Some of the columns.</summary>
    public GatheredMatrix<T> ColumnsFrom(int start, int count) =>
        new(first, rows, columnOffsets + start, count) { RowStride = RowStride, RowOffsets = RowOffsets };

    /// <summary>Some of the rows.</summary>
    public GatheredMatrix<T> RowsFrom(int start, int count) => RowOffsets == null
        ? new(first + (start * RowStride), count, columnOffsets, columns) { RowStride = RowStride }
        : new(first, count, columnOffsets, columns) { RowOffsets = RowOffsets + start };
}
