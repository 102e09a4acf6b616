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

    private PackedMatrix(T* first, int rows, int columns, nint rowStride, ProductKernel<T> kernel)
    {
        First = first;
        RowStride = rowStride;
        Rows = rows;
        Columns = columns;
        Kernel = kernel;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The kernel whose panels these are.</summary>
    public ProductKernel<T> Kernel { get; }

    /// <summary>The first panel's first element.</summary>
    public T* First { get; }

    /// <summary>Elements from row to row where the matrix is not packed but read where it lies; 0 for whole vectors of columns.</summary>
    public nint RowStride { get; }

    /// <summary>Elements from panel to panel.</summary>
    public nint PanelStep => (nint)Kernel.PanelWidth * (RowStride == 0 ? Rows : 1);

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
        T* panel = memory;
        for (int column = 0; column < source.Columns; column += packed.Kernel.PanelWidth, panel += packed.PanelStep)
        {
            int columns = Math.Min(packed.Kernel.PanelWidth, source.Columns - column);
            Fill(panel, packed.Kernel.WholeVectors(columns), source.Block(0, column, source.Rows, columns));
        }

        return packed;
    }

    /// <summary>A matrix that is read where it lies, for few rows of the left factor.</summary>
    /// <param name="source">Its rows are contiguous and of whole vectors.</param>
    /// <param name="kernel">The kernel.</param>
    public static PackedMatrix<T> InPlace(in MatrixView<T> source, ProductKernel<T> kernel) =>
        new(source.First, source.Rows, source.Columns, source.RowStride, kernel);

    private static void Fill(T* panel, int width, in MatrixView<T> source)
    {
        if (source.Columns < width)
        {
            new Span<T>(panel, width * source.Rows).Clear();
        }

        if (source.ColumnStride == 1)
        {
            for (int row = 0; row < source.Rows; row++)
            {
                new ReadOnlySpan<T>(source.At(row, 0), source.Columns).CopyTo(new Span<T>(panel, source.Columns));
                panel += width;
            }

            return;
        }

        for (int row = 0; row < source.Rows; row += TransposedRows)
        {
            int rows = Math.Min(TransposedRows, source.Rows - row);
            Transpose(source.Block(row, 0, rows, source.Columns), panel + ((nint)row * width), width);
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
