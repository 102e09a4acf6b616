using System.Numerics;

namespace Seedbed.Compare.Peers;

/// <summary>
/// The factors of the measured product: small integers, so that every order of summation gives the same exact float32 (7·7·4096 is below
/// 2²⁴).
/// <c>peers/protocol.py</c> makes the same.
/// </summary>
internal static class ProductInput
{
    private const int LeftRow = 31;
    private const int LeftColumn = 17;
    private const int RightRow = 29;
    private const int RightColumn = 13;

    public static float[] Left(int size) => Matrix(size, LeftRow, LeftColumn);

    public static float[] Right(int size) => Matrix(size, RightRow, RightColumn);

    /// <summary>max |C·x − A·(B·x)| for x = −1, 0, 1, −1, …: 0 when C is the product (Freivalds 1977).</summary>
    public static double Defect<T>(ReadOnlySpan<T> product, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] x = [.. Enumerable.Range(0, size).Select(j => (j % 3) - 1.0)];
        double[] expected = Apply<float>(Left(size), Apply<float>(Right(size), x));
        double[] found = Apply(product, x);
        return expected.Zip(found, (left, right) => double.Abs(left - right)).Max();
    }

    private static float[] Matrix(int size, int row, int column)
    {
        float[] values = new float[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                values[(i * size) + j] = (((i * row) + (j * column) + (i * j % 97)) % 15) - 7;
            }
        }

        return values;
    }

    private static double[] Apply<T>(ReadOnlySpan<T> matrix, double[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                y[i] += double.CreateTruncating(matrix[(i * x.Length) + j]) * x[j];
            }
        }

        return y;
    }
}
