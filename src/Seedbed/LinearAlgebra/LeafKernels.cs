using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seedbed.LinearAlgebra;

/// <summary>
/// Passes over the rows of a leaf, as many columns as 512 bits hold: one vector is one row, one element of it one column.
/// </summary>
/// <remarks>
/// Bits are the same on every machine: a product is rounded before it is added, every column's sums run down four interleaved chains in
/// blocks of <see cref="BlockRows"/> rows, and blocks are added in order. Where the hardware has no 512 bits a vector is several shorter
/// ones. Kernels are compiled optimized at once: a matrix of moderate size is done before the runtime would get round to it. The caller
/// answers for the bounds: <c>count</c> rows lie <c>stride</c> elements apart, and a whole vector may be read and written at each.
/// </remarks>
internal static unsafe class LeafKernels
{
    /// <summary>Rows whose products are summed on their own: short sums are exact sums, nearly, whatever the matrix's height.</summary>
    private const int BlockRows = 256;

    /// <summary>The largest magnitude of each column; NaN does not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector512<T> MaxMagnitude<T>(T* rows, nint stride, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> largest = Vector512<T>.Zero;
        for (; count > 0; count--)
        {
            largest = Larger(largest, Vector512.Load(rows));
            rows += stride;
        }

        return largest;
    }

    /// <summary>Σ v·row for each column and Σ v² in every element, v = scale·row[lane].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static (Vector512<T> Products, Vector512<T> Squares) Project<T>(T* rows, nint stride, nint count, int lane, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> products = Vector512<T>.Zero;
        Vector512<T> squares = products;
        for (nint start = 0; start < count; start += BlockRows)
        {
            ProjectBlock(rows + (start * stride), stride, nint.Min(BlockRows, count - start), lane, scale, ref products, ref squares);
        }

        return (products, squares);
    }

    /// <summary>row ← factor·row − v·weight for each column, v = scale·row[lane] from before; returns the new largest magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector512<T> Reflect<T>(T* rows, nint stride, nint count, int lane, T scale, Vector512<T> factor, Vector512<T> weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> largest = Vector512<T>.Zero;
        for (; count > 0; count--)
        {
            Vector512<T> v = Vector512.Create(rows[lane] * scale);
            Vector512<T> value = (Vector512.Load(rows) * factor) - (v * weight);
            value.Store(rows);
            largest = Larger(largest, value);
            rows += stride;
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ProjectBlock<T>(
        T* rows, nint stride, nint count, int lane, T scale, ref Vector512<T> products, ref Vector512<T> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> zero = Vector512<T>.Zero;
        Vector512<T> p0 = zero, p1 = zero, p2 = zero, p3 = zero;
        Vector512<T> s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        for (; count >= 4; count -= 4)
        {
            Accumulate(rows, lane, scale, ref p0, ref s0);
            Accumulate(rows + stride, lane, scale, ref p1, ref s1);
            Accumulate(rows + (2 * stride), lane, scale, ref p2, ref s2);
            Accumulate(rows + (3 * stride), lane, scale, ref p3, ref s3);
            rows += 4 * stride;
        }

        for (; count > 0; count--)
        {
            Accumulate(rows, lane, scale, ref p0, ref s0);
            rows += stride;
        }

        products += (p0 + p1) + (p2 + p3);
        squares += (s0 + s1) + (s2 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<T>(T* row, int lane, T scale, ref Vector512<T> products, ref Vector512<T> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> v = Vector512.Create(row[lane] * scale);
        products += v * Vector512.Load(row);
        squares += v * v;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Larger<T>(Vector512<T> largest, Vector512<T> value)
    {
        Vector512<T> magnitude = Vector512.Abs(value);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, largest), magnitude, largest);
    }
}
