namespace Seedbed.LinearAlgebra.Products;

/// <summary>A factor of a product: a row-major matrix in a span, taken as it is or transposed.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe ref struct MatrixOperand<T>
    where T : unmanaged
{
    private readonly bool _isTransposed;

    /// <summary>A row-major matrix.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public MatrixOperand(ReadOnlySpan<T> values, int rows, int columns)
        : this(values, rows, columns, isTransposed: false)
    {
        if (rows < 0 || columns < 0 || (long)rows * columns != values.Length)
        {
            throw new ArgumentException(
                $"the matrix is {rows} × {columns}, but there are {values.Length} values; pass rows · columns of them.", nameof(values));
        }
    }

    private MatrixOperand(ReadOnlySpan<T> values, int rows, int columns, bool isTransposed)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        _isTransposed = isTransposed;
    }

    public ReadOnlySpan<T> Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The same values as the transposed matrix.</summary>
    public MatrixOperand<T> Transposed => new(Values, Columns, Rows, !_isTransposed);

    /// <summary>The view once the span is pinned.</summary>
    public MatrixView<T> ViewAt(T* first) =>
        _isTransposed ? new MatrixView<T>(first, Columns, Rows, Rows).Transposed : new MatrixView<T>(first, Rows, Columns, Columns);
}
