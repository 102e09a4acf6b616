using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// Haar-distributed orthonormal columns from a matrix of independent normal numbers, in its place: by factorization or, with half the work,
/// by reflections that are made from the numbers directly.
/// </summary>
/// <remarks>
/// A factorization A = Q·R with the signs chosen so that R's diagonal is positive makes Q unique, and Haar-distributed (Mezzadri 2007,
/// arXiv:math-ph/0609050, section 5). Elimination turns the rest of each normal column into normal numbers again, independent of what came
/// before: so the reflections may as well be made from fresh numbers (Stewart 1980, SIAM J. Numer. Anal. 17, 403), here those of column j
/// from row j down. Both go by panels of columns in compact WY form; their width depends on the matrix alone, so bits are the same for
/// every number of threads and every machine.
/// </remarks>
internal static class HouseholderQr
{
    /// <summary>rows · columns as an array length.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, there are more columns than rows, or no array is that long.</exception>
    public static int ElementCount(long rows, long columns)
    {
        if (columns < 0 || rows < columns)
        {
            throw new ArgumentException(
                $"the matrix is {rows} × {columns}; it must have at least as many rows as columns, and no negative dimension. Transpose "
                + "it.");
        }

        if ((Int128)rows * columns > Array.MaxLength)
        {
            throw new ArgumentException(
                $"an orthogonal matrix of {rows} × {columns} = {(Int128)rows * columns} elements does not fit in memory as one array; "
                + $"at most {Array.MaxLength} elements do. Use a smaller shape or another initializer.");
        }

        return (int)(rows * columns);
    }

    /// <summary>Replaces A by the Q of its factorization, column j multiplied by sign(R[j, j]), where sign(0) = 0 as in Keras.</summary>
    /// <typeparam name="T">float or double: what the arithmetic is done in.</typeparam>
    /// <param name="matrix">A, row-major. Magnitudes up to 1e300 / rows (1e37 / rows for float).</param>
    /// <param name="rows">At least <paramref name="columns"/>.</param>
    /// <param name="columns">From 0.</param>
    /// <param name="execution">Threads and cancellation, which leaves the matrix half done.</param>
    /// <remarks>
    /// A column of zeros, or one that elimination turns into exact zeros, gives a column of zeros. One that depends on the columns before
    /// it is usually left with rounding errors instead, and its Q column is orthonormal to the others and otherwise arbitrary.
    /// NaN or infinity anywhere gives NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">The shape is not allowed, or the span has another length.</exception>
    public static void Orthonormalize<T>(Span<T> matrix, int rows, int columns, ExecutionOptions execution = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Replace(matrix, rows, columns, ReflectorSource.Eliminated, execution);

    /// <summary>
    /// Replaces A by H₁·H₂·…·Hₙ·D, Hⱼ the Householder reflection of A's column j from row j down and D the signs that a factorization would
    /// have had. What stands above the diagonal does not matter.
    /// </summary>
    /// <typeparam name="T">float or double: what the arithmetic is done in.</typeparam>
    /// <param name="matrix">A, row-major.</param>
    /// <param name="rows">At least <paramref name="columns"/>.</param>
    /// <param name="columns">From 0.</param>
    /// <param name="execution">Threads and cancellation, which leaves the matrix half done.</param>
    /// <exception cref="ArgumentException">The shape is not allowed, or the span has another length.</exception>
    public static void ReplaceByReflections<T>(Span<T> matrix, int rows, int columns, ExecutionOptions execution = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Replace(matrix, rows, columns, ReflectorSource.Independent, execution);

    private static unsafe void Replace<T>(Span<T> matrix, int rows, int columns, ReflectorSource source, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = ElementCount(rows, columns);
        if (matrix.Length != count)
        {
            throw new ArgumentException(
                $"the array has {matrix.Length} elements; a {rows} × {columns} matrix has {count}.", nameof(matrix));
        }

        execution.CancellationToken.ThrowIfCancellationRequested();
        fixed (T* first = matrix)
        {
            using PanelSequence<T> panels = new(new MatrixView<T>(first, rows, columns, columns), PanelWidth(count), execution);
            switch (source)
            {
                case ReflectorSource.Eliminated:
                    panels.Factor();
                    break;
                case ReflectorSource.Independent:
                    panels.MakeIndependent();
                    break;
                default:
                    throw new InvalidOperationException($"unknown source {source}");
            }

            panels.BuildQ();
        }
    }

    /// <summary>
    /// Wide panels do more of the work in large products, narrow ones lose less of it in the panel. The borders are where the next width
    /// was measured faster; they are part of the result's last bits.
    /// </summary>
    private static int PanelWidth(int elements) => elements switch
    {
        < 1 << 16 => 32,
        < 1 << 21 => 64,
        < 1 << 23 => 128,
        _ => 256,
    };
}
