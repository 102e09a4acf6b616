using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Seedbed.LinearAlgebra;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra;

public sealed class HouseholderQrTests
{
    /// <summary>
    /// Rows and columns on both sides of a leaf (8), a panel (32, and 64 from 65536 elements on) and a block of rows (256), square and
    /// tall.
    /// </summary>
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 2, 1 }, { 2, 2 }, { 7, 1 }, { 100, 1 }, { 5, 5 }, { 8, 8 }, { 31, 31 }, { 32, 32 }, { 33, 33 }, { 36, 33 },
        { 40, 37 }, { 64, 64 }, { 65, 65 }, { 97, 70 }, { 130, 3 }, { 200, 96 }, { 260, 33 }, { 300, 300 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Q_is_orthonormal_and_QtA_is_upper_triangular_with_a_positive_diagonal(int rows, int columns)
    {
        double[] a = new NormalMatrix(7).Draw(rows, columns);
        double[] q = Factor(a, rows, columns);

        Assert.InRange(OrthogonalityError(q, rows, columns), 0, 1e-13);
        double[] r = TransposedTimes(q, a, rows, columns);
        for (int j = 0; j < columns; j++)
        {
            Assert.True(r[(j * columns) + j] > 0, $"R[{j}, {j}] = {r[(j * columns) + j]}");
            for (int i = j + 1; i < columns; i++)
            {
                Assert.InRange(r[(j * columns) + i], -1e-12, 1e-12);
            }
        }

        Assert.InRange(LargestDifference(Times(q, r, rows, columns), a), 0, 1e-12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    public void A_matrix_without_columns_stays_empty(int rows, int columns) => Assert.Empty(Factor([], rows, columns));

    [Theory]
    [InlineData(3.7, 1)]
    [InlineData(-3.7, -1)]
    [InlineData(0, 0)]
    public void One_number_gives_its_inverse_sign(double value, double expected) => Assert.Equal([expected], Factor([value], 1, 1));

    [Fact]
    public void A_diagonal_matrix_gives_its_signs_exactly() =>
        Assert.Equal([1.0, 0, 0, 0, -1, 0, 0, 0, 1], Factor([5, 0, 0, 0, -0.1, 0, 0, 0, 1e-3], 3, 3));

    [Fact]
    public void The_three_four_five_triangle() =>
        Assert.InRange(LargestDifference(Factor([3, 4, 1, 0], 2, 2), [0.6, 0.8, 0.8, -0.6]), 0, 1e-15);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(0)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        // The first panel's update is 343 × 285 × 32 multiply-adds: above the size from which threads are used.
        double[] a = new NormalMatrix(11).Draw(343, 317);
        Assert.Equal(Hash(Factor(a, 343, 317)), Hash(Factor(a, 343, 317, threads)));
    }

    [Fact]
    public void The_bits_are_those_of_every_machine()
    {
        // The same with AVX-512, AVX2 and all vector instructions switched off.
        double[] a = new NormalMatrix(1).DrawUniform(100, 60);
        Assert.StartsWith("6D0CF7D4C6597EAF", Hash(Factor(a, 100, 60)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-160)]
    [InlineData(1e150)]
    [InlineData(1e290)]
    public void Tiny_and_huge_numbers_give_the_same_factor(double scale)
    {
        double[] a = new NormalMatrix(3).Draw(50, 40);
        double[] scaled = [.. a.Select(value => value * scale)];
        Assert.InRange(LargestDifference(Factor(scaled, 50, 40), Factor(a, 50, 40)), 0, 1e-12);
    }

    [Fact]
    public void A_positive_power_of_two_on_each_column_changes_no_bit()
    {
        double[] a = new NormalMatrix(3).Draw(50, 40);
        double[] scaled = [.. a.Select((value, i) => Math.ScaleB(value, ((i / 50) % 7 * 100) - 300))];
        Assert.Equal(Hash(Factor(a, 50, 40)), Hash(Factor(scaled, 50, 40)));
    }

    [Fact]
    public void Subnormal_numbers_give_an_orthonormal_factor()
    {
        double[] a = [.. new NormalMatrix(3).Draw(50, 40).Select(value => Math.Round(value * 1000) * double.Epsilon)];
        Assert.InRange(OrthogonalityError(Factor(a, 50, 40), 50, 40), 0, 1e-13);
    }

    [Fact]
    public void A_zero_matrix_gives_zeros() => Assert.All(Factor(new double[70 * 40], 70, 40), value => Assert.Equal(0, value));

    [Fact]
    public void A_zero_column_gives_a_zero_column_and_leaves_the_others_orthonormal()
    {
        double[] a = new NormalMatrix(5).Draw(60, 45);
        a.AsSpan(35 * 60, 60).Clear();
        double[] q = Factor(a, 60, 45);

        Assert.All(q[(35 * 60)..(36 * 60)], value => Assert.Equal(0, value));
        double[] others = [.. q[..(35 * 60)], .. q[(36 * 60)..]];
        Assert.InRange(OrthogonalityError(others, 60, 44), 0, 1e-13);
    }

    [Fact]
    public void A_column_that_elimination_turns_into_zeros_gives_a_zero_column() =>
        Assert.Equal([1.0, 0, 0, 0, 0, 0, 0, 0, -1], Factor([2, 0, 0, 3, 0, 0, 1, 1, -5], 3, 3));

    [Fact]
    public void A_repeated_column_gives_finite_columns_that_are_orthonormal_or_zero()
    {
        double[] a = new NormalMatrix(5).Draw(60, 45);
        a.AsSpan(3 * 60, 60).CopyTo(a.AsSpan(40 * 60));
        double[] q = Factor(a, 60, 45);

        double[] repeated = q[(40 * 60)..(41 * 60)];
        double square = repeated.Sum(value => value * value);
        Assert.True(square == 0 || Math.Abs(square - 1) < 1e-13, $"squared length {square}");
        Assert.InRange(OrthogonalityError([.. q[..(40 * 60)], .. q[(41 * 60)..]], 60, 44), 0, 1e-13);
        for (int j = 0; j < 45; j++)
        {
            double[] column = q[(j * 60)..((j + 1) * 60)];
            double product = column.Zip(repeated, (x, y) => x * y).Sum();
            Assert.InRange(j == 40 ? 0 : product, -1e-13, 1e-13);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NaN_and_infinity_are_not_hidden(double value)
    {
        double[] a = new NormalMatrix(5).Draw(12, 9);
        a[(4 * 12) + 6] = value;
        double[] q = Factor(a, 12, 9);
        for (int j = 4; j < 9; j++)
        {
            Assert.Contains(q[(j * 12)..((j + 1) * 12)], double.IsNaN);
        }
    }

    [Theory]
    [InlineData(3, 4, "the matrix is 3 × 4; it must have at least as many rows as columns")]
    [InlineData(-1, -2, "the matrix is -1 × -2")]
    [InlineData(3_000_000_000, 1, "3000000000 × 1 = 3000000000 elements does not fit")]
    [InlineData(46_341, 46_341, "an orthogonal matrix of 46341 × 46341 = 2147488281 elements does not fit")]
    [InlineData(long.MaxValue, long.MaxValue, "does not fit")]
    public void A_shape_that_cannot_be_gets_a_sentence(long rows, long columns, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => HouseholderQr.ElementCount(rows, columns)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_largest_shape_is_let_in() => Assert.Equal(Array.MaxLength, HouseholderQr.ElementCount(Array.MaxLength, 1));

    [Fact]
    public void An_array_of_another_length_gets_a_sentence() =>
        Assert.Contains(
            "the array has 5 elements; a 3 × 2 matrix has 6.",
            Assert.Throws<ArgumentException>(() => HouseholderQr.Orthonormalize<double>(new double[5], 3, 2)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancellation_stops_it(int threads)
    {
        double[] a = new NormalMatrix(5).Draw(40, 40);
        Assert.ThrowsAny<OperationCanceledException>(
            () => HouseholderQr.Orthonormalize<double>(a, 40, 40, new ExecutionOptions(threads, new CancellationToken(true))));
    }

    /// <summary>Matrices of these tests are column-major.</summary>
    private static double[] Factor(double[] a, int rows, int columns, int threads = 1)
    {
        double[] q = Transposed(a, columns, rows);
        HouseholderQr.Orthonormalize<double>(q, rows, columns, new ExecutionOptions(threads));
        return Transposed(q, rows, columns);
    }

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] transposed = new double[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            transposed[(column * rows) + row] = matrix[i];
        }

        return transposed;
    }

    private static string Hash(double[] matrix)
    {
        Assert.True(BitConverter.IsLittleEndian);
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(matrix.AsSpan())));
    }

    private static double OrthogonalityError(double[] q, int rows, int columns)
    {
        double[] product = TransposedTimes(q, q, rows, columns);
        double[] identity = new double[columns * columns];
        for (int j = 0; j < columns; j++)
        {
            identity[(j * columns) + j] = 1;
        }

        return LargestDifference(product, identity);
    }

    private static double[] TransposedTimes(double[] x, double[] y, int rows, int columns)
    {
        double[] product = new double[columns * columns];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                for (int k = 0; k < rows; k++)
                {
                    product[(j * columns) + i] += x[(i * rows) + k] * y[(j * rows) + k];
                }
            }
        }

        return product;
    }

    private static double[] Times(double[] q, double[] r, int rows, int columns)
    {
        double[] product = new double[rows * columns];
        for (int j = 0; j < columns; j++)
        {
            for (int k = 0; k <= j; k++)
            {
                for (int i = 0; i < rows; i++)
                {
                    product[(j * rows) + i] += q[(k * rows) + i] * r[(j * columns) + k];
                }
            }
        }

        return product;
    }

    /// <summary>NaN anywhere gives NaN, which no range contains.</summary>
    private static double LargestDifference(double[] x, double[] y)
    {
        Assert.Equal(x.Length, y.Length);
        return x.Zip(y, (left, right) => Math.Abs(left - right)).Aggregate(0.0, Math.Max);
    }
}
