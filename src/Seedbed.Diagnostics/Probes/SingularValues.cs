namespace Seedbed.Diagnostics;

/// <summary>Singular values of small dense matrices.</summary>
/// <remarks>
/// Those of M are the square roots of the eigenvalues of M·Mᵀ (the smaller of both products): values below about 10⁻⁷ of the largest are
/// not told from 0. Householder's reduction and the implicit QL iteration: Golub and Van Loan, Matrix Computations, sections 8.3.1 and
/// 8.3.3.
/// </remarks>
internal static class SingularValues
{
    private const int MostSweeps = 60;

    /// <summary>All singular values, the largest first; null where an element is not finite.</summary>
    /// <param name="rows">The matrix.</param>
    internal static double[]? Of(double[][] rows)
    {
        double[][] smaller = rows.Length <= rows[0].Length ? rows : Transposed(rows);
        double[][] gram = SampleGeometry.Gram(smaller);
        if (gram.Any(row => row.Any(value => !double.IsFinite(value))))
        {
            return null;
        }

        double[] squares = Eigenvalues(gram);
        Array.Sort(squares, (x, y) => y.CompareTo(x));
        return Array.ConvertAll(squares, square => Math.Sqrt(Math.Max(0, square)));
    }

    private static double[][] Transposed(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(column => Array.ConvertAll(rows, row => row[column]))];

    /// <summary>The eigenvalues of a symmetric matrix, which is overwritten.</summary>
    internal static double[] Eigenvalues(double[][] matrix)
    {
        int n = matrix.Length;
        (double[] diagonal, double[] below) = (new double[n], new double[n]);
        Reduce(matrix, diagonal, below);
        Iterate(diagonal, below);
        return diagonal;
    }

    /// <summary>To a tridiagonal matrix, by a reflection of each column.</summary>
    private static void Reduce(double[][] a, double[] diagonal, double[] below)
    {
        int n = diagonal.Length;
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n - 1; k++)
        {
            diagonal[k] = a[k][k];
            double squares = 0;
            for (int i = k + 1; i < n; i++)
            {
                v[i] = a[i][k];
                squares += v[i] * v[i];
            }

            double alpha = v[k + 1] > 0 ? -Math.Sqrt(squares) : Math.Sqrt(squares);
            below[k] = alpha;
            double norm = squares - (alpha * v[k + 1]);
            v[k + 1] -= alpha;
            if (norm > 0)
            {
                Reflect(a, v, p, k + 1, norm);
            }
        }

        diagonal[n - 1] = a[n - 1][n - 1];
    }

    /// <summary>A ← (1 − v·vᵀ/norm)·A·(1 − v·vᵀ/norm) from a row and column on.</summary>
    private static void Reflect(double[][] a, double[] v, double[] p, int first, double norm)
    {
        int n = v.Length;
        double product = 0;
        for (int i = first; i < n; i++)
        {
            double sum = 0;
            double[] row = a[i];
            for (int j = first; j < n; j++)
            {
                sum += row[j] * v[j];
            }

            p[i] = sum / norm;
            product += p[i] * v[i];
        }

        double half = product / (2 * norm);
        for (int i = first; i < n; i++)
        {
            p[i] -= half * v[i];
        }

        for (int i = first; i < n; i++)
        {
            (double vi, double pi, double[] row) = (v[i], p[i], a[i]);
            for (int j = first; j < n; j++)
            {
                row[j] -= (vi * p[j]) + (pi * v[j]);
            }
        }
    }

    /// <summary>Rotations that bring the elements beside the diagonal to 0, from the end to the front.</summary>
    private static void Iterate(double[] d, double[] e)
    {
        int n = d.Length;
        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; sweep < MostSweeps; sweep++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(e[m]) > double.Epsilon && Math.Abs(e[m]) > 1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                Sweep(d, e, l, m);
            }
        }
    }

    private static void Sweep(double[] d, double[] e, int l, int m)
    {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.Sqrt((g * g) + 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        (double sine, double cosine, double shift) = (1, 1, 0);
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * e[i];
            double b = cosine * e[i];
            r = Math.Sqrt((f * f) + (g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= shift;
                e[m] = 0;
                return;
            }

            (sine, cosine) = (f / r, g / r);
            g = d[i + 1] - shift;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * r;
            d[i + 1] = g + shift;
            g = (cosine * r) - b;
        }

        d[l] -= shift;
        e[l] = g;
        e[m] = 0;
    }
}
