using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff.Kernels;

/// <summary>Vectors along the rows of a row-major matrix.</summary>
internal static class Rows
{
    /// <summary>Every row becomes the vector.</summary>
    internal static void Fill<T>(ReadOnlySpan<T> vector, Span<T> matrix)
        where T : unmanaged
    {
        for (int start = 0; start < matrix.Length; start += vector.Length)
        {
            vector.CopyTo(matrix[start..]);
        }
    }

    /// <summary>Adds the vector to every row.</summary>
    internal static void Add<T>(ReadOnlySpan<T> vector, Span<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0; start < matrix.Length; start += vector.Length)
        {
            Span<T> row = matrix.Slice(start, vector.Length);
            TensorPrimitives.Add(row, vector, row);
        }
    }

    /// <summary>sum ← Σ rows, or sum + Σ rows, each column from the first row to the last.</summary>
    internal static void Sum<T>(ReadOnlySpan<T> matrix, Span<T> sum, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int column = 0;
        for (; column <= sum.Length - (4 * Vector<T>.Count); column += 4 * Vector<T>.Count)
        {
            SumFour(matrix, sum.Length, column, sum[column..], mode);
        }

        for (; column <= sum.Length - Vector<T>.Count; column += Vector<T>.Count)
        {
            Vector<T> total = mode == WriteMode.Add ? new Vector<T>(sum[column..]) : Vector<T>.Zero;
            for (int start = column; start < matrix.Length; start += sum.Length)
            {
                total += new Vector<T>(matrix[start..]);
            }

            total.CopyTo(sum[column..]);
        }

        for (; column < sum.Length; column++)
        {
            T total = mode == WriteMode.Add ? sum[column] : T.Zero;
            for (int at = column; at < matrix.Length; at += sum.Length)
            {
                total += matrix[at];
            }

            sum[column] = total;
        }
    }

    /// <summary>Four vectors of columns, whose sums stay in registers.</summary>
    private static void SumFour<T>(ReadOnlySpan<T> matrix, int size, int column, Span<T> sum, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        bool adds = mode == WriteMode.Add;
        Vector<T> s0 = adds ? new Vector<T>(sum) : Vector<T>.Zero;
        Vector<T> s1 = adds ? new Vector<T>(sum[width..]) : Vector<T>.Zero;
        Vector<T> s2 = adds ? new Vector<T>(sum[(2 * width)..]) : Vector<T>.Zero;
        Vector<T> s3 = adds ? new Vector<T>(sum[(3 * width)..]) : Vector<T>.Zero;
        for (int start = column; start < matrix.Length; start += size)
        {
            ReadOnlySpan<T> line = matrix.Slice(start, 4 * width);
            s0 += new Vector<T>(line);
            s1 += new Vector<T>(line[width..]);
            s2 += new Vector<T>(line[(2 * width)..]);
            s3 += new Vector<T>(line[(3 * width)..]);
        }

        s0.CopyTo(sum);
        s1.CopyTo(sum[width..]);
        s2.CopyTo(sum[(2 * width)..]);
        s3.CopyTo(sum[(3 * width)..]);
    }
}
