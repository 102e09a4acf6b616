using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>
/// A right factor, packed once for all rows of the left one: panels of columns, in each row after row; the last panel is filled up with
/// zeros to whole vectors.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct PackedPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are transposed together: what they fill stays in the first-level cache.</summary>
    private const int TransposedRows = 32;

    private readonly T* _first;

    private PackedPanels(T* first, int depth, int columns)
    {
        _first = first;
        Depth = depth;
        Columns = columns;
    }

    internal int Depth { get; }

    internal int Columns { get; }

    /// <summary>Columns of every panel but the last.</summary>
    internal static int Width => PanelKernel<T>.Best.VectorLength * PanelKernel<T>.Best.MostVectors;

    internal int Count => (Columns + Width - 1) / Width;

    /// <summary>The elements that a packed matrix takes.</summary>
    internal static int LengthOf(int depth, int columns)
    {
        int lanes = PanelKernel<T>.Best.VectorLength;
        return Math.Max(1, checked(depth * ((columns + lanes - 1) / lanes * lanes)));
    }

    /// <summary>Packs a matrix.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="memory"><see cref="LengthOf"/> elements.</param>
    internal static PackedPanels<T> Pack(in MatrixView<T> source, T* memory)
    {
        PackedPanels<T> packed = new(memory, source.Rows, source.Columns);
        for (int panel = 0; panel < packed.Count; panel++)
        {
            packed.Fill(panel, source);
        }

        return packed;
    }

    /// <summary>A panel's first element.</summary>
    internal T* Panel(int panel) => _first + ((nint)panel * Width * Depth);

    /// <summary>Elements of a row of a panel.</summary>
    internal int StrideOf(int panel)
    {
        int lanes = PanelKernel<T>.Best.VectorLength;
        return (Math.Min(Width, Columns - (panel * Width)) + lanes - 1) / lanes * lanes;
    }

    private void Fill(int panel, in MatrixView<T> source)
    {
        int column = panel * Width;
        int columns = Math.Min(Width, Columns - column);
        int width = StrideOf(panel);
        T* target = Panel(panel);
        if (columns < width)
        {
            new Span<T>(target, width * Depth).Clear();
        }

        if (source.ColumnStride == 1)
        {
            for (int row = 0; row < Depth; row++)
            {
                new ReadOnlySpan<T>(source.At(row, column), columns).CopyTo(new Span<T>(target + ((nint)row * width), columns));
            }

            return;
        }

        for (int row = 0; row < Depth; row += TransposedRows)
        {
            Transpose(source.Block(row, column, Math.Min(TransposedRows, Depth - row), columns), target + ((nint)row * width), width);
        }
    }

    /// <summary>Reads along the source's columns, whose elements lie near each other.</summary>
    private static void Transpose(in MatrixView<T> source, T* target, int width)
    {
        nint rowStride = source.RowStride;
        int rows = source.Rows;
        for (int column = 0; column < source.Columns; column++)
        {
            T* from = source.At(0, column);
            T* to = target + column;
            for (int row = 0; row < rows; row++)
            {
                *to = *from;
                from += rowStride;
                to += width;
            }
        }
    }
}
