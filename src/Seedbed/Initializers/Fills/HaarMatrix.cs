using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>Random orthonormal matrices in double, of a stream's float64 normals, for schemes that are built of several.</summary>
/// <param name="stream">The stream that is drawn from.</param>
/// <param name="key">The key of the first matrix.</param>
/// <param name="execution">Threads and cancellation.</param>
internal sealed class HaarMatrix(RandomStream stream, RandomKey key, ExecutionOptions execution)
{
    private RandomKey _next = key;

    /// <summary>Standard normal numbers of the next key.</summary>
    internal double[] Normals(int count)
    {
        double[] values = new double[count];
        stream.FillNormal(_next, 0, 1, 0, values.AsSpan(), execution);
        _next = _next with { High = unchecked(_next.High + 1) };
        return values;
    }

    /// <summary>Uniform numbers on [0, 1) of the next key.</summary>
    internal double[] Uniforms(int count)
    {
        double[] values = new double[count];
        stream.FillUniform(_next, 0, 1, 0, values.AsSpan(), execution);
        _next = _next with { High = unchecked(_next.High + 1) };
        return values;
    }

    /// <summary>A row-major matrix with orthonormal rows or columns, whichever are fewer, uniform among all such.</summary>
    internal double[] Next(int rows, int columns)
    {
        (int tall, int thin) = (Math.Max(rows, columns), Math.Min(rows, columns));
        double[] matrix = Normals(HouseholderQr.ElementCount(tall, thin));
        HouseholderQr.Orthonormalize(matrix.AsSpan(), tall, thin, execution);
        return rows < columns ? DenseMatrix.Transpose(matrix, tall, thin) : matrix;
    }

    /// <summary>A row-major unitary matrix, or its first rows or columns, as real and imaginary parts in turns; uniform (Haar).</summary>
    /// <remarks>
    /// x + iy ↦ [x, −y; y, x] maps products to products, so the orthogonal factor of a complex matrix's image, whose diagonal is positive
    /// and which is thereby unique, is the image of its unitary factor.
    /// </remarks>
    internal double[] NextUnitary(int rows, int columns)
    {
        (int tall, int thin) = (Math.Max(rows, columns), Math.Min(rows, columns));
        double[] image = new double[HouseholderQr.ElementCount(2L * tall, 2L * thin)];
        double[] normals = Normals(image.Length / 2);
        for (int i = 0; i < normals.Length; i += 2)
        {
            (int row, int column) = Math.DivRem(i, 2 * thin);
            int upper = (row * 2 * thin) + column;
            int lower = upper + (tall * 2 * thin);
            (image[upper], image[upper + 1], image[lower], image[lower + 1]) = (normals[i], -normals[i + 1], normals[i + 1], normals[i]);
        }

        HouseholderQr.Orthonormalize(image.AsSpan(), 2 * tall, 2 * thin, execution);
        double[] unitary = normals;
        for (int i = 0; i < unitary.Length; i += 2)
        {
            (int row, int column) = rows < columns ? ((i / 2) % columns, 2 * (i / 2 / columns)) : Math.DivRem(i, 2 * thin);
            int upper = (row * 2 * thin) + column;
            (unitary[i], unitary[i + 1]) = (image[upper], image[upper + (tall * 2 * thin)]);
        }

        return unitary;
    }

    /// <summary>A symmetric projection QDQᵀ: Q orthogonal, D of zeros and ones by the signs of normal numbers.</summary>
    internal double[] NextProjection(int size)
    {
        double[] kept = Next(size, size);
        double[] signs = Normals(size);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = signs[i % size] > 0 ? kept[i] : 0;
        }

        return DenseMatrix.Multiply(kept, DenseMatrix.Transpose(kept, size, size), size, size, size);
    }
}
