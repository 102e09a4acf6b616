namespace Seedbed.LinearAlgebra.Products;

/// <summary>A matrix in pinned memory: element (i, j) is first[i·rowStride + j·columnStride].</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="first">
/// Element (0, 0). Whoever makes the view answers for the memory and keeps it in place; everything else stays within the bounds.
/// </param>
/// <param name="rows">From 0.</param>
/// <param name="columns">From 0.</param>
/// <param name="rowStride">Elements from row to row.</param>
/// <param name="columnStride">Elements from column to column.</param>
internal readonly unsafe struct MatrixView<T>(T* first, int rows, int columns, nint rowStride, nint columnStride)
    where T : unmanaged
{
    /// <summary>A row-major matrix.</summary>
    public MatrixView(T* first, int rows, int columns, nint rowStride)
        : this(first, rows, columns, rowStride, 1)
    {
    }

    public T* First => first;

    public int Rows => rows;

    public int Columns => columns;

    public nint RowStride => rowStride;

    public nint ColumnStride => columnStride;

    public MatrixView<T> Transposed => new(first, columns, rows, columnStride, rowStride);

    /// <summary>The address of element (row, column), which may stand one past the end.</summary>
    public T* At(int row, int column) => first + (row * rowStride) + (column * columnStride);

    /// <summary>The rows from <paramref name="row"/> and columns from <paramref name="column"/> on.</summary>
    public MatrixView<T> From(int row, int column) => Block(row, column, rows - row, columns - column);

    public MatrixView<T> Block(int row, int column, int blockRows, int blockColumns) =>
        new(At(row, column), blockRows, blockColumns, rowStride, columnStride);
}
