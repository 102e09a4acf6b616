using Seedbed.LinearAlgebra.Products;

namespace Seedbed.LinearAlgebra;

/// <summary>Row-major matrices in arrays of double, for schemes that are made whole.</summary>
internal static unsafe class DenseMatrix
{
    /// <summary>A·B of an m × k and a k × n matrix.</summary>
    internal static double[] Multiply(double[] a, double[] b, int m, int k, int n)
    {
        double[] product = new double[checked(m * n)];
        if (product.Length == 0 || k == 0)
        {
            return product;
        }

        fixed (double* left = a, right = b, target = product)
        {
            MatrixProduct.Multiply(
                new MatrixView<double>(left, m, k, k), new MatrixView<double>(right, k, n, n), new MatrixView<double>(target, m, n, n));
        }

        return product;
    }

    /// <summary>The transpose of a matrix of so many rows and columns.</summary>
    internal static double[] Transpose(double[] matrix, int rows, int columns)
    {
        double[] transposed = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }
}
