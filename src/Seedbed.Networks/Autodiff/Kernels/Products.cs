using System.Numerics;
using Seedbed.LinearAlgebra.Products;
using Seedbed.Numerics;

namespace Seedbed.Networks.Autodiff.Kernels;

/// <summary>Matrix products over the memory of tensors.</summary>
internal static unsafe class Products
{
    /// <summary>A tensor's memory, or a part of it, as a row-major matrix.</summary>
    internal static MatrixView<T> Matrix<T>(T* first, int rows, int columns)
        where T : unmanaged => new(first, rows, columns, columns);

    /// <summary>C ← A·B or C + A·B; C's rows are contiguous.</summary>
    internal static void Multiply<T>(in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, ProductMode mode, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatrixProduct.Multiply(T.One, a, b, c, mode, execution);
}
