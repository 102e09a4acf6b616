using System.Numerics;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff.Kernels;

/// <summary>Matrix products over the memory of tensors.</summary>
internal static unsafe class Products
{
    /// <summary>A tensor's memory, or a part of it, as a row-major matrix.</summary>
    internal static MatrixView<T> Matrix<T>(T* first, int rows, int columns)
        where T : unmanaged => new(first, rows, columns, columns);

    /// <summary>A bias as a matrix of which each row is the same, or none.</summary>
    internal static MatrixView<T> RowsOf<T>(Tensor? bias, int rows)
        where T : unmanaged => bias is null ? default : new(bias.First<T>(), rows, bias.Count, 0);

    /// <summary>C ← A·B or C + A·B; C's rows are contiguous, and it is apart from both factors.</summary>
    internal static void Multiply<T>(Tape tape, in MatrixView<T> a, in MatrixView<T> b, in MatrixView<T> c, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            MatrixProduct.Multiply(a, b, c, mode == WriteMode.Add ? c : default, tape.Execution);
}
