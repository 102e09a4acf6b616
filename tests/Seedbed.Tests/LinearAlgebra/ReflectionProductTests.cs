using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Seedbed.LinearAlgebra;
using Seedbed.Tests.LinearAlgebra.Products;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra;

/// <summary>Products of independent reflections, and what both methods have in common in both precisions.</summary>
public sealed class ReflectionProductTests
{
    private delegate void Method<T>(Span<T> matrix, int rows, int columns, ExecutionOptions execution);

    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 2, 1 }, { 2, 2 }, { 9, 1 }, { 8, 8 }, { 17, 16 }, { 33, 33 }, { 40, 37 }, { 97, 70 }, { 130, 3 }, { 300, 40 },
        { 260, 257 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_the_product_of_the_reflections_one_after_another(int rows, int columns)
    {
        double[] a = new NormalMatrix(8).Draw(rows, columns);
        double[] expected = OneByOne(a, rows, columns);

        HouseholderQr.ReplaceByReflections(a.AsSpan(), rows, columns);

        Assert.InRange(LargestDifference(expected, a), 0, 1e-13);
    }

    [Fact]
    public void What_stands_above_the_diagonal_does_not_matter()
    {
        double[] a = new NormalMatrix(8).Draw(70, 50);
        double[] b = [.. a.Select((value, i) => i % 50 > i / 50 ? 1 / (i + 1.0) : value)];

        HouseholderQr.ReplaceByReflections(a.AsSpan(), 70, 50);
        HouseholderQr.ReplaceByReflections(b.AsSpan(), 70, 50);

        Assert.Equal(a, b);
    }

    [Fact]
    public void A_zero_vector_gives_a_zero_column_and_leaves_the_others_orthonormal()
    {
        double[] a = [.. new NormalMatrix(8).Draw(30, 20).Select((value, i) => i % 20 == 11 ? 0 : value)];

        HouseholderQr.ReplaceByReflections(a.AsSpan(), 30, 20);

        double[] gram = Gram(a, 20);
        for (int i = 0; i < gram.Length; i++)
        {
            Assert.InRange(gram[i], (i % 21 == 0 && i != 11 * 21 ? 1 : 0) - 1e-14, (i % 21 == 0 && i != 11 * 21 ? 1 : 0) + 1e-14);
        }
    }

    [Fact]
    public void Floats_are_orthonormal_within_their_rounding_by_either_method()
    {
        foreach (Method<float> method in Methods<float>())
        {
            foreach ((int rows, int columns) in new[] { (40, 40), (700, 300), (1030, 1030) })
            {
                float[] q = [.. new NormalMatrix(4).Draw(rows, columns).Select(value => (float)value)];
                method(q, rows, columns, default);
                double[] gram = Gram([.. q.Select(value => (double)value)], columns);
                for (int i = 0; i < gram.Length; i++)
                {
                    Assert.InRange(gram[i], (i % (columns + 1) == 0 ? 1 : 0) - 2e-6, (i % (columns + 1) == 0 ? 1 : 0) + 2e-6);
                }
            }
        }
    }

    [Fact]
    public void A_factor_in_float_is_the_one_in_double_where_the_matrix_is_well_conditioned()
    {
        double[] exact = new NormalMatrix(4).Draw(1200, 300);
        float[] rounded = [.. exact.Select(value => (float)value)];
        exact = [.. rounded.Select(value => (double)value)];

        HouseholderQr.Orthonormalize(exact.AsSpan(), 1200, 300);
        HouseholderQr.Orthonormalize(rounded.AsSpan(), 1200, 300);

        Assert.InRange(LargestDifference(exact, [.. rounded.Select(value => (double)value)]), 0, 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(0)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        foreach (Method<float> method in Methods<float>())
        {
            float[] one = [.. new NormalMatrix(11).Draw(700, 517).Select(value => (float)value)];
            float[] many = [.. one];
            method(one, 700, 517, new ExecutionOptions(1));
            method(many, 700, 517, new ExecutionOptions(threads));
            Assert.Equal(one, many);
        }
    }

    /// <summary>
    /// The same with AVX-512, AVX2 and all vector instructions switched off. Panels of 64 columns, three blocks of 256 rows.
    /// </summary>
    [Fact]
    public void The_bits_are_those_of_every_machine()
    {
        string[] hashes = [.. Methods<float>().Select(Hash), .. Methods<double>().Select(Hash)];
        Assert.Equal(["5C6BECF6E157D730", "0C88D59F6CB1D882", "858C0B5D0EAB6A1F", "64580E1C532A6624"], hashes);
    }

    private static Method<T>[] Methods<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [HouseholderQr.Orthonormalize, HouseholderQr.ReplaceByReflections];

    private static string Hash<T>(Method<T> method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] matrix = [.. new NormalMatrix(1).DrawUniform(600, 260).Select(T.CreateTruncating)];
        method(matrix, 600, 260, default);
        Assert.True(BitConverter.IsLittleEndian);
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(matrix.AsSpan())))[..16];
    }

    /// <summary>H₁·H₂·…·Hₙ·D in textbook form.</summary>
    private static double[] OneByOne(double[] a, int rows, int columns)
    {
        double[] q = new double[a.Length];
        for (int j = columns - 1; j >= 0; j--)
        {
            double[] v = [.. Enumerable.Range(0, rows).Select(i => i < j ? 0 : a[(i * columns) + j])];
            double norm = Math.Sqrt(v.Sum(value => value * value));
            double sign = v[j] < 0 ? -1 : 1;
            bool isLast = j == rows - 1;
            q[(j * columns) + j] = isLast ? sign : -sign;
            v[j] += isLast ? 0 : sign * norm;
            double factor = isLast ? 0 : 2 / v.Sum(value => value * value);
            for (int c = j; c < columns; c++)
            {
                double dot = Enumerable.Range(0, rows).Sum(i => v[i] * q[(i * columns) + c]);
                for (int i = 0; i < rows; i++)
                {
                    q[(i * columns) + c] -= factor * dot * v[i];
                }
            }
        }

        return q;
    }

    private static double[] Gram(double[] q, int columns) =>
        ArrayProduct.Of(q, q, columns, columns, transposeA: true);

    private static double LargestDifference(double[] x, double[] y) =>
        x.Zip(y, (left, right) => Math.Abs(left - right)).Aggregate(0.0, Math.Max);
}
