using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Networks.Autodiff.Kernels;

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

    /// <summary>sum ← Σ rows, or sum + Σ rows.</summary>
    internal static void Sum<T>(ReadOnlySpan<T> matrix, Span<T> sum, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (mode == ProductMode.Overwrite)
        {
            sum.Clear();
        }

        for (int start = 0; start < matrix.Length; start += sum.Length)
        {
            TensorPrimitives.Add(sum, matrix.Slice(start, sum.Length), sum);
        }
    }
}
