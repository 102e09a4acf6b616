extern alias core;
using core::Seedbed.LinearAlgebra.Products;
using System.Numerics;

namespace Seedbed.Tests.LinearAlgebra.Products;

/// <summary>The product of row-major matrices in arrays, each as it is or transposed.</summary>
internal static unsafe class ArrayProduct
{
    /// <summary>A·B.</summary>
    /// <param name="a">m × k values.</param>
    /// <param name="b">k × n values.</param>
    /// <param name="m">Rows of the product.</param>
    /// <param name="n">Columns of the product.</param>
    /// <param name="transposeA">Whether A's columns lie one after another.</param>
    /// <param name="transposeB">Whether B's columns lie one after another.</param>
    /// <param name="execution">Threads.</param>
    public static T[] Of<T>(
        T[] a, T[] b, int m, int n, bool transposeA = false, bool transposeB = false, ExecutionOptions execution = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int k = a.Length / m;
        T[] c = new T[m * n];
        fixed (T* pa = a, pb = b, pc = c)
        {
            MatrixView<T> left = transposeA ? new MatrixView<T>(pa, k, m, m).Transposed : new MatrixView<T>(pa, m, k, k);
            MatrixView<T> right = transposeB ? new MatrixView<T>(pb, n, k, k).Transposed : new MatrixView<T>(pb, k, n, n);
            MatrixProduct.Multiply(left, right, new MatrixView<T>(pc, m, n, n), execution: execution);
        }

        return c;
    }
}
