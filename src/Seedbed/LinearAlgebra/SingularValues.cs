namespace Seedbed.LinearAlgebra;

/// <summary>W = U·diag(S)·Vᵀ with S falling, by Hestenes's one-sided Jacobi rotations: slow, and accurate to the last digits.</summary>
/// <remarks>The order of all operations is fixed, so the bits are the same everywhere. Source: Golub and Van Loan, section 8.6.3.</remarks>
internal sealed class SingularValues
{
    /// <summary>Columns whose cosine is below this count as orthogonal.</summary>
    private const double Tolerance = 1e-15;

    /// <summary>Sweeps after which rounding alone keeps the rotations going; ten are usual.</summary>
    private const int MostSweeps = 60;

    private SingularValues(double[][] left, double[] values, double[][] right) => (Left, Values, Right) = (left, values, right);

    /// <summary>The left singular vectors, one an entry; a zero vector where the singular value is 0.</summary>
    internal double[][] Left { get; }

    /// <summary>The singular values, falling.</summary>
    internal double[] Values { get; }

    /// <summary>The right singular vectors, one an entry.</summary>
    internal double[][] Right { get; }

    /// <summary>The decomposition of a row-major matrix, with min(rows, columns) singular values.</summary>
    internal static SingularValues Of(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        if (rows < columns)
        {
            SingularValues transposed = Of(DenseMatrix.Transpose(matrix.ToArray(), rows, columns), columns, rows);
            return new SingularValues(transposed.Right, transposed.Values, transposed.Left);
        }

        double[][] work = new double[columns][];
        double[][] right = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            work[j] = new double[rows];
            right[j] = new double[columns];
            right[j][j] = 1;
            for (int i = 0; i < rows; i++)
            {
                work[j][i] = matrix[(i * columns) + j];
            }
        }

        for (int sweep = 0; sweep < MostSweeps && Sweep(work, right); sweep++)
        {
        }

        return Sorted(work, right);
    }

    private static SingularValues Sorted(double[][] work, double[][] right)
    {
        double[] lengths = Array.ConvertAll(work, column => Math.Sqrt(Dot(column, column)));
        int[] order = [.. Enumerable.Range(0, work.Length).OrderByDescending(j => lengths[j])];
        return new SingularValues(
            [.. order.Select(j => Array.ConvertAll(work[j], value => lengths[j] == 0 ? 0 : value / lengths[j]))],
            [.. order.Select(j => lengths[j])],
            [.. order.Select(j => right[j])]);
    }

    /// <summary>Rotates every pair of columns once; whether any was not orthogonal yet.</summary>
    private static bool Sweep(double[][] work, double[][] right)
    {
        bool isRotated = false;
        for (int p = 0; p < work.Length; p++)
        {
            for (int q = p + 1; q < work.Length; q++)
            {
                (double pp, double qq, double pq) = (Dot(work[p], work[p]), Dot(work[q], work[q]), Dot(work[p], work[q]));
                if (pq == 0 || Math.Abs(pq) <= Tolerance * Math.Sqrt(pp) * Math.Sqrt(qq))
                {
                    continue;
                }

                double zeta = (qq - pp) / (2 * pq);
                double tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                Rotate(work[p], work[q], cosine, cosine * tangent);
                Rotate(right[p], right[q], cosine, cosine * tangent);
                isRotated = true;
            }
        }

        return isRotated;
    }

    private static void Rotate(double[] p, double[] q, double cosine, double sine)
    {
        for (int i = 0; i < p.Length; i++)
        {
            (p[i], q[i]) = ((cosine * p[i]) - (sine * q[i]), (sine * p[i]) + (cosine * q[i]));
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }
}
