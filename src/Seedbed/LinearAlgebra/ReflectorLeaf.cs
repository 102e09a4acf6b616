using System.Numerics;
using System.Runtime.Intrinsics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// The columns of one vector's width whose reflections are made one by one, all columns at once in the elements of a vector.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="columns">The leaf from its diagonal down; a whole vector may be written at each row.</param>
/// <param name="triangle">Where its T goes.</param>
internal readonly unsafe ref struct ReflectorLeaf<T>(MatrixView<T> columns, MatrixView<T> triangle)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MatrixView<T> _columns = columns;
    private readonly MatrixView<T> _triangle = triangle;

    /// <summary>Replaces the columns by V, and writes T and the signs of R's diagonal.</summary>
    public void Make(ReflectorSource source, Span<T> signs)
    {
        Vector512<T> largest = LeafKernels.MaxMagnitude(_columns.First, _columns.RowStride, _columns.Rows);
        for (int j = 0; j < _columns.Columns; j++)
        {
            if (source == ReflectorSource.Independent)
            {
                largest = LeafKernels.MaxMagnitude(_columns.At(j, 0), _columns.RowStride, _columns.Rows - j);
            }

            T scale = Reflector<T>.ScaleFor(largest[j]);
            largest = MakeOne(j, scale, source, out signs[j]);
        }
    }

    private Vector512<T> MakeOne(int j, T scale, ReflectorSource source, out T sign)
    {
        T* row = _columns.At(j, 0);
        T* below = row + _columns.RowStride;
        int rowsBelow = _columns.Rows - j - 1;
        (Vector512<T> products, Vector512<T> squares) = LeafKernels.Project(below, _columns.RowStride, rowsBelow, j, scale);
        Reflector<T> reflector = Reflector<T>.Of(row[j] * scale, squares[0], scale);
        products += Vector512.Create(reflector.Head) * Vector512.Load(row);
        WriteTriangle(j, reflector.Beta, products);

        Vector512<T> isLater = Vector512.GreaterThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(j)));
        Vector512<T> weight = source == ReflectorSource.Eliminated
            ? Vector512.ConditionalSelect(isLater, products * reflector.Beta, Vector512<T>.Zero)
            : Vector512<T>.Zero;

        // R is not wanted: v's own element stays, and zeros stand to its right.
        Vector512.AndNot(Vector512.Load(row), isLater).WithElement(j, reflector.Head).Store(row);
        sign = reflector.DiagonalSign;
        return LeafKernels.Reflect(
            below, _columns.RowStride, rowsBelow, j, scale, Vector512<T>.One.WithElement(j, scale), weight);
    }

    /// <summary>Column j of T: β on the diagonal, −β·T·(V₁ᵀ·v) above it.</summary>
    private void WriteTriangle(int j, T beta, Vector512<T> products)
    {
        *_triangle.At(j, j) = beta;
        for (int i = 0; i < j; i++)
        {
            T sum = T.Zero;
            for (int k = i; k < j; k++)
            {
                sum += *_triangle.At(i, k) * products[k];
            }

            *_triangle.At(i, j) = -beta * sum;
        }
    }
}
