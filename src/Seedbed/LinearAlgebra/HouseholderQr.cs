using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// The orthonormal factor Q of A = Q·R with the signs chosen so that the diagonal of R is positive, which makes Q unique, and
/// Haar-distributed when A has independent normal entries (Mezzadri 2007, arXiv:math-ph/0609050, section 5).
/// </summary>
/// <remarks>
/// Householder's method in panels of <see cref="PanelWidth"/> columns: a panel is factored on one thread, then each later column takes
/// all of the panel's reflections while it lies in the cache. Q is built in the same place from the last panel to the first.
/// No column's arithmetic depends on another column of its group or on who does it: bits are the same for every number of threads.
/// </remarks>
internal sealed class HouseholderQr
{
    /// <summary>Columns whose reflections are applied together: 32 columns of 2048 rows are 512 KiB, half of a usual second-level cache.</summary>
    private const int PanelWidth = 32;

    /// <summary>Columns that share one pass over a reflection's vector.</summary>
    private const int GroupWidth = 4;

    /// <summary>Multiply-adds below which starting other threads costs more than they save: a 300 × 300 matrix breaks even on four.</summary>
    private const long ParallelWork = 1L << 21;

    private readonly double[] _matrix;
    private readonly int _rows;
    private readonly int _columns;
    private readonly Reflector[] _reflectors;
    private readonly ParallelOptions _parallel;

    private HouseholderQr(double[] matrix, int rows, int columns, ParallelOptions parallel)
    {
        _matrix = matrix;
        _rows = rows;
        _columns = columns;
        _reflectors = new Reflector[columns];
        _parallel = parallel;
    }

    /// <summary>rows · columns as an array length.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, there are more columns than rows, or no array is that long.</exception>
    public static int ElementCount(long rows, long columns)
    {
        if (columns < 0 || rows < columns)
        {
            throw new ArgumentException(
                $"the matrix is {rows} × {columns}; it must have at least as many rows as columns, and no negative dimension. Transpose it.");
        }

        if ((Int128)rows * columns > Array.MaxLength)
        {
            throw new ArgumentException(
                $"an orthogonal matrix of {rows} × {columns} = {(Int128)rows * columns} elements does not fit in memory as one array; "
                + $"at most {Array.MaxLength} elements do. Use a smaller shape or another initializer.");
        }

        return (int)(rows * columns);
    }

    /// <summary>Replaces A by Q, column j multiplied by sign(R[j, j]), where sign(0) = 0 as in Keras.</summary>
    /// <param name="matrix">A, column after column: A[i, j] is element j·rows + i. Magnitudes up to 1e300 / rows.</param>
    /// <param name="rows">At least <paramref name="columns"/>.</param>
    /// <param name="columns">From 0.</param>
    /// <param name="maxDegreeOfParallelism">Threads at most, from 1, or −1 for as many as there are.</param>
    /// <param name="cancellationToken">Looked at before every reflection and every group of columns; the matrix is then half done.</param>
    /// <remarks>
    /// A column of zeros, or one that elimination turns into exact zeros, gives a column of zeros. One that depends on the columns before
    /// it is usually left with rounding errors instead, and its Q column is orthonormal to the others and otherwise arbitrary.
    /// NaN or infinity anywhere gives NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">The shape is not allowed, or the array has another length.</exception>
    public static void Orthonormalize(
        double[] matrix, int rows, int columns, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        int count = ElementCount(rows, columns);
        if (matrix.Length != count)
        {
            throw new ArgumentException($"the array has {matrix.Length} elements; a {rows} × {columns} matrix has {count}.", nameof(matrix));
        }

        HouseholderQr qr = new(matrix, rows, columns, new ParallelOptions
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        });
        qr.Factor();
        qr.BuildQ();
    }

    private void Factor()
    {
        for (int start = 0; start < _columns; start += PanelWidth)
        {
            int end = Math.Min(start + PanelWidth, _columns);
            for (int j = start; j < end; j++)
            {
                _parallel.CancellationToken.ThrowIfCancellationRequested();
                Span<double> column = Column(j);
                _reflectors[j] = Reflector.Replace(column[j..]);

                // R is not wanted; zeros above v let every kernel of the panel start at the same row.
                column[..j].Clear();
                ApplyToColumns(j, j, j + 1, end, start);
            }

            ApplyToRest(start, end - 1, end, start);
        }
    }

    private void BuildQ()
    {
        int last = (_columns - 1) / PanelWidth * PanelWidth;
        for (int start = last; start >= 0; start -= PanelWidth)
        {
            int end = Math.Min(start + PanelWidth, _columns);
            ApplyToRest(end - 1, start, end, start);
            for (int j = end - 1; j >= start; j--)
            {
                _parallel.CancellationToken.ThrowIfCancellationRequested();
                ApplyToColumns(j, j, j + 1, end, start);
                _reflectors[j].ReplaceByColumn(Column(j)[j..]);
            }
        }
    }

    /// <summary>Applies reflections <paramref name="first"/> to <paramref name="last"/>, up or down, to all columns from <paramref name="from"/>.</summary>
    private void ApplyToRest(int first, int last, int from, int row)
    {
        int groups = (_columns - from + GroupWidth - 1) / GroupWidth;
        long work = (long)(_rows - row) * (_columns - from) * (Math.Abs(last - first) + 1);
        if (_parallel.MaxDegreeOfParallelism == 1 || work < ParallelWork)
        {
            ApplyToColumns(first, last, from, _columns, row);
            return;
        }

        Parallel.For(0, groups, _parallel, group =>
        {
            int start = from + (group * GroupWidth);
            ApplyToColumns(first, last, start, Math.Min(start + GroupWidth, _columns), row);
        });
    }

    private void ApplyToColumns(int first, int last, int from, int to, int row)
    {
        int column = from;
        for (; column <= to - GroupWidth; column += GroupWidth)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            ApplyToFour(first, last, column, row);
        }

        for (; column < to; column++)
        {
            ApplyToOne(first, last, column, row);
        }
    }

    private void ApplyToFour(int first, int last, int column, int row)
    {
        int step = first <= last ? 1 : -1;
        nint length = _rows - row;
        ref double c = ref At(row, column);
        Vector256<double> weights = ColumnKernels.DotFour(ref At(row, first), ref c, _rows, length) * _reflectors[first].Beta;
        for (int j = first; j != last; j += step)
        {
            ref double next = ref At(row, j + step);
            weights = ColumnKernels.SubtractThenDotFour(weights, ref At(row, j), ref next, ref c, _rows, length)
                * _reflectors[j + step].Beta;
        }

        ColumnKernels.SubtractFour(weights, ref At(row, last), ref c, _rows, length);
    }

    private void ApplyToOne(int first, int last, int column, int row)
    {
        int step = first <= last ? 1 : -1;
        nint length = _rows - row;
        ref double c = ref At(row, column);
        for (int j = first; j != last + step; j += step)
        {
            double weight = ColumnKernels.Dot(ref At(row, j), ref c, length) * _reflectors[j].Beta;
            ColumnKernels.Subtract(weight, ref At(row, j), ref c, length);
        }
    }

    private Span<double> Column(int j) => _matrix.AsSpan(j * _rows, _rows);

    // In bounds: every caller has row < rows and column < columns, and rows · columns is the array's length.
    private ref double At(int row, int column) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_matrix), ((nint)column * _rows) + row);
}
