using System.Numerics;

namespace Seedbed.LinearAlgebra.Products;

/// <summary>
/// A right factor as a kernel reads it: panels of columns, in each row after row; the last panel is filled up with zeros to whole vectors.
/// Packed once, it serves for all rows of the left factor.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct PackedMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are transposed together: what they fill stays in the first-level cache.</summary>
    private const int TransposedRows = 32;

    private readonly T* _first;

    /// <summary>Elements from row to row where the matrix is not packed but read where it lies; else 0.</summary>
    private readonly nint _rowStride;

    private PackedMatrix(T* first, int rows, int columns, nint rowStride, ProductKernel<T> kernel)
    {
        _first = first;
        _rowStride = rowStride;
        Rows = rows;
        Columns = columns;
        Kernel = kernel;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The kernel whose panels these are.</summary>
    public ProductKernel<T> Kernel { get; }

    public int PanelCount => (Columns + Kernel.PanelWidth - 1) / Kernel.PanelWidth;

    /// <summary>The elements that a packed matrix takes.</summary>
    public static int LengthOf(int rows, int columns, ProductKernel<T>? kernel = null) =>
        Math.Max(1, checked(rows * (kernel ?? ProductKernel<T>.Best).WholeVectors(columns)));

    /// <summary>Packs a matrix.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="memory"><see cref="LengthOf"/> elements.</param>
    /// <param name="kernel">The processor's best when null.</param>
    public static PackedMatrix<T> Pack(in MatrixView<T> source, T* memory, ProductKernel<T>? kernel = null)
    {
        PackedMatrix<T> packed = new(memory, source.Rows, source.Columns, 0, kernel ?? ProductKernel<T>.Best);
        for (int panel = 0; panel < packed.PanelCount; panel++)
        {
            packed.Fill(panel, source);
        }

        return packed;
    }

    /// <summary>A matrix that is read where it lies, for few rows of the left factor.</summary>
    /// <param name="source">Its rows are contiguous and of whole vectors.</param>
    /// <param name="kernel">The kernel.</param>
    public static PackedMatrix<T> InPlace(in MatrixView<T> source, ProductKernel<T> kernel) =>
        new(source.First, source.Rows, source.Columns, source.RowStride, kernel);

    /// <summary>A panel's first element.</summary>
    public T* Panel(int panel) => _first + ((nint)panel * Kernel.PanelWidth * (_rowStride == 0 ? Rows : 1));

    /// <summary>Columns of a panel, without what fills the last one up.</summary>
    public int ColumnsOf(int panel) => Math.Min(Kernel.PanelWidth, Columns - (panel * Kernel.PanelWidth));

    /// <summary>Elements from one row of a panel to the next.</summary>
    public nint StrideOf(int panel) => _rowStride == 0 ? Kernel.WholeVectors(ColumnsOf(panel)) : _rowStride;

    private void Fill(int panel, in MatrixView<T> source)
    {
        int column = panel * Kernel.PanelWidth;
        int columns = ColumnsOf(panel);
        nint width = StrideOf(panel);
        T* target = Panel(panel);
        if (columns < width)
        {
            new Span<T>(target, (int)width * Rows).Clear();
        }

        if (source.ColumnStride == 1)
        {
            for (int row = 0; row < Rows; row++)
            {
                new ReadOnlySpan<T>(source.At(row, column), columns).CopyTo(new Span<T>(target + (row * width), columns));
            }

            return;
        }

        for (int row = 0; row < Rows; row += TransposedRows)
        {
            Transpose(source.Block(row, column, Math.Min(TransposedRows, Rows - row), columns), target + (row * width), width);
        }
    }

    /// <summary>Reads along the source's columns, whose elements lie near each other; four at a time fill whole parts of a line.</summary>
    private static void Transpose(in MatrixView<T> source, T* target, nint width)
    {
        nint rowStride = source.RowStride;
        int rows = source.Rows;
        int column = 0;
        for (; column <= source.Columns - 4; column += 4)
        {
            T* from0 = source.At(0, column);
            T* from1 = from0 + source.ColumnStride;
            T* from2 = from1 + source.ColumnStride;
            T* from3 = from2 + source.ColumnStride;
            T* to = target + column;
            nint at = 0;
            for (int row = 0; row < rows; row++)
            {
                to[0] = from0[at];
                to[1] = from1[at];
                to[2] = from2[at];
                to[3] = from3[at];
                at += rowStride;
                to += width;
            }
        }

        for (; column < source.Columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                target[(row * width) + column] = *source.At(row, column);
            }
        }
    }
}
