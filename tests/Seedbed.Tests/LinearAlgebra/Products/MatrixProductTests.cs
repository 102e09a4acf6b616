using System.Numerics;
using Seedbed.LinearAlgebra.Products;
using Seedbed.Numerics;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra.Products;

public sealed class MatrixProductTests
{
    private const double Guard = 12345;

    /// <summary>m, n, k on both sides of every tile (6 and 12 rows, 2 to 32 columns) and of the blocks of 256.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 6, 2, 3 }, { 5, 1, 7 }, { 7, 3, 255 }, { 12, 32, 256 }, { 13, 33, 257 }, { 11, 31, 40 }, { 24, 64, 5 },
        { 1, 300, 1 },
        { 37, 257, 12 }, { 50, 17, 600 }, { 2, 5, 0 }, { 0, 4, 4 }, { 4, 0, 4 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_bits_of_the_definition_in_float(int m, int n, int k) => AssertDefinition<float>(m, n, k);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_bits_of_the_definition_in_double(int m, int n, int k) => AssertDefinition<double>(m, n, k);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_transposed_factor_is_the_same_numbers_read_the_other_way(bool transposeA, bool transposeB)
    {
        const int M = 29;
        const int N = 43;
        const int K = 270;
        float[] a = Draw<float>(1, M, K);
        float[] b = Draw<float>(2, K, N);
        float[] expected = new float[M * N];
        float[] actual = new float[M * N];
        MatrixProduct.Multiply(
            new MatrixOperand<float>(a, M, K), new MatrixOperand<float>(b, K, N), expected.AsSpan(), ProductMode.Overwrite);

        MatrixOperand<float> left = transposeA
            ? new MatrixOperand<float>(Transposed(a, M, K), K, M).Transposed
            : new MatrixOperand<float>(a, M, K);
        MatrixOperand<float> right = transposeB
            ? new MatrixOperand<float>(Transposed(b, K, N), N, K).Transposed
            : new MatrixOperand<float>(b, K, N);
        MatrixProduct.Multiply(left, right, actual.AsSpan(), ProductMode.Overwrite);

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(0)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        // 600 × 530 × 300 and 3000 × 7 × 300: split in both directions.
        AssertThreads<float>(600, 530, 300, threads);
        AssertThreads<double>(3000, 7, 300, threads);
    }

    [Fact]
    public void A_product_deeper_than_its_scratch_keeps_the_order_of_its_blocks()
    {
        // 4096 rows leave room for 1024 terms at a time.
        float[] a = Draw<float>(1, 4096, 1300);
        float[] b = Draw<float>(2, 1300, 2);
        float[] c = new float[4096 * 2];
        MatrixProduct.Multiply(
            new MatrixOperand<float>(a, 4096, 1300), new MatrixOperand<float>(b, 1300, 2), c.AsSpan(), ProductMode.Overwrite);
        for (int i = 0; i < 4096; i += 585)
        {
            Assert.Equal(Element(a.AsSpan(i * 1300, 1300), b, 2, 1, 1f, 0f, ProductMode.Overwrite), c[(i * 2) + 1]);
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_get_a_sentence()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(
            new MatrixOperand<float>(new float[6], 2, 3), new MatrixOperand<float>(new float[8], 2, 4), new float[8],
            ProductMode.Overwrite));
        Assert.Contains("the product of 2 × 3 and 2 × 4 into 8 elements is not defined", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "the matrix is 2 × 3, but there are 5 values",
            Assert.Throws<ArgumentException>(() => new MatrixOperand<float>(new float[5], 2, 3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_stops_it() => Assert.ThrowsAny<OperationCanceledException>(() => MatrixProduct.Multiply(
        new MatrixOperand<float>(new float[6], 2, 3),
        new MatrixOperand<float>(new float[6], 3, 2),
        new float[4],
        ProductMode.Overwrite,
        new ExecutionOptions(1, new CancellationToken(true))));

    private static void AssertThreads<T>(int m, int n, int k, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Draw<T>(1, m, k);
        T[] b = Draw<T>(2, k, n);
        T[] serial = new T[m * n];
        T[] parallel = new T[m * n];
        MatrixProduct.Multiply(
            new MatrixOperand<T>(a, m, k), new MatrixOperand<T>(b, k, n), serial.AsSpan(), ProductMode.Overwrite, new ExecutionOptions(1));
        MatrixProduct.Multiply(
            new MatrixOperand<T>(a, m, k), new MatrixOperand<T>(b, k, n), parallel.AsSpan(), ProductMode.Overwrite,
            new ExecutionOptions(threads));
        Assert.Equal(serial, parallel);
    }

    /// <summary>
    /// All widths, both modes, C row-major with wider rows or column-major, a factor: bits of the definition, and nothing written beside C.
    /// </summary>
    private static unsafe void AssertDefinition<T>(int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Draw<T>(1, m, k);
        T[] b = Draw<T>(2, k, n);
        T[] old = Draw<T>(3, m, n);
        T alpha = T.CreateTruncating(-1.7);
        foreach ((int bits, ProductMode mode, bool isColumnMajor) in Ways())
        {
            int stride = isColumnMajor ? m + 3 : n + 3;
            T[] c = new T[((isColumnMajor ? n : m) * stride) + 1];
            Array.Fill(c, T.CreateTruncating(Guard));
            T[] expected = [.. c];
            fixed (T* pa = a, pb = b, pc = c)
            {
                MatrixView<T> view = new(pc, m, n, isColumnMajor ? 1 : stride, isColumnMajor ? stride : 1);
                for (int i = 0; i < m * n; i++)
                {
                    (int row, int column) = Math.DivRem(i, n);
                    *view.At(row, column) = old[i];
                    ReadOnlySpan<T> factors = a.AsSpan(row * k, k);
                    expected[view.At(row, column) - pc] = isColumnMajor
                        ? ElementOfScaledB(factors, b, n, column, alpha, old[i], mode)
                        : Element(factors, b, n, column, alpha, old[i], mode);
                }

                MatrixProduct.Multiply(
                    alpha, new MatrixView<T>(pa, m, k, k), new MatrixView<T>(pb, k, n, n), view, mode, new ExecutionOptions(1),
                    TileKernel<T>.OfBits(bits));
            }

            Assert.Equal(expected, c);
        }
    }

    private static IEnumerable<(int Bits, ProductMode Mode, bool IsColumnMajor)> Ways() =>
        from bits in new[] { 512, 256, 128, 0 }
        from mode in new[] { ProductMode.Overwrite, ProductMode.Add }
        from isColumnMajor in new[] { false, true }
        select (bits, mode, isColumnMajor);

    /// <summary>One element as the definition says it.</summary>
    private static T Element<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> b, int columns, int column, T alpha, T old, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = mode == ProductMode.Add ? old : T.Zero;
        bool isFirst = mode == ProductMode.Overwrite;
        for (int start = 0; start < row.Length; start += 256)
        {
            T sum = T.Zero;
            for (int k = start; k < Math.Min(start + 256, row.Length); k++)
            {
                sum = T.FusedMultiplyAdd(alpha * row[k], b[(k * columns) + column], sum);
            }

            result = isFirst ? sum : result + sum;
            isFirst = false;
        }

        return result;
    }

    /// <summary>A column-major C is the transposed product: then α goes to the other factor.</summary>
    private static T ElementOfScaledB<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> b, int columns, int column, T alpha, T old, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] columnOfB = new T[row.Length];
        for (int k = 0; k < row.Length; k++)
        {
            columnOfB[k] = b[(k * columns) + column];
        }

        return Element(columnOfB, row, 1, 0, alpha, old, mode);
    }

    private static T[] Draw<T>(ulong seed, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. new NormalMatrix(seed).Draw(rows, columns).Select(T.CreateTruncating)];

    private static float[] Transposed(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];
}
