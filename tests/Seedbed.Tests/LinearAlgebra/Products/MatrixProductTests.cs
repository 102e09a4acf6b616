extern alias core;
using core::Seedbed.LinearAlgebra.Products;
using core::Seedbed.Simd;
using System.Numerics;
using Xunit;

namespace Seedbed.Tests.LinearAlgebra.Products;

public sealed class MatrixProductTests
{
    private const double Guard = 12345;

    /// <summary>m, n, k on both sides of every group of 6 rows, of panels (4 to 64 columns) and of the blocks of 256.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 6, 2, 3 }, { 5, 1, 7 }, { 7, 3, 255 }, { 12, 32, 256 }, { 13, 65, 257 }, { 11, 31, 40 }, { 24, 64, 5 },
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

        float[] left = transposeA ? Transposed(a, M, K) : a;
        float[] right = transposeB ? Transposed(b, K, N) : b;

        Assert.Equal(ArrayProduct.Of(a, b, M, N), ArrayProduct.Of(left, right, M, N, transposeA, transposeB));
    }

    [Fact]
    public void Rows_and_columns_of_the_left_factor_may_lie_in_any_order()
    {
        const int M = 29;
        const int N = 43;
        const int K = 270;
        float[] a = Draw<float>(1, M, K);
        float[] b = Draw<float>(2, K, N);
        nint[] rows = [.. Enumerable.Range(0, M).Select(i => (nint)((i * 5 % M) * K))];
        nint[] columns = [.. Enumerable.Range(0, K).Select(k => (nint)(k * 7 % K))];
        float[] gathered = [.. rows.SelectMany(row => columns.Select(column => a[row + column]))];

        Assert.Equal(ArrayProduct.Of(gathered, b, M, N), Gathered(a, rows, columns, b, N));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(0)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        // 600 × 530 × 300 and 9000 × 7 × 300: split in both directions.
        AssertThreads<float>(600, 530, 300, threads);
        AssertThreads<double>(9000, 7, 300, threads);
    }

    [Fact]
    public void Cancellation_stops_it() => Assert.ThrowsAny<OperationCanceledException>(
        () => ArrayProduct.Of(new float[6], new float[6], 2, 2, execution: new ExecutionOptions(1, new CancellationToken(true))));

    private static unsafe float[] Gathered(float[] a, nint[] rows, nint[] columns, float[] b, int n)
    {
        float[] c = new float[rows.Length * n];
        fixed (float* pa = a, pb = b, pc = c)
        {
            fixed (nint* row = rows, column = columns)
            {
                GatheredMatrix<float> left = new(pa, rows.Length, column, columns.Length) { RowOffsets = row };
                MatrixProduct.Multiply(
                    left, new MatrixView<float>(pb, columns.Length, n, n), new MatrixView<float>(pc, rows.Length, n, n));
            }
        }

        return c;
    }

    private static void AssertThreads<T>(int m, int n, int k, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Draw<T>(1, m, k);
        T[] b = Draw<T>(2, k, n);
        Assert.Equal(
            ArrayProduct.Of(a, b, m, n, execution: new ExecutionOptions(1)),
            ArrayProduct.Of(a, b, m, n, execution: new ExecutionOptions(threads)));
    }

    /// <summary>All widths, all addends, C with wider rows: bits of the definition, and nothing written beside C.</summary>
    private static unsafe void AssertDefinition<T>(int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Draw<T>(1, m, k);
        T[] b = Draw<T>(2, k, n);
        T[] old = Draw<T>(3, m, n);
        int stride = n + 3;
        foreach ((int bits, Added added) in Ways())
        {
            T[] c = new T[(m * stride) + 1];
            Array.Fill(c, T.CreateTruncating(Guard));
            T[] expected = [.. c];
            for (int i = 0; i < m * n; i++)
            {
                (int row, int column) = Math.DivRem(i, n);
                c[(row * stride) + column] = old[i];
                T? addend = added switch { Added.Nothing => null, Added.Row => old[column], _ => old[i] };
                expected[(row * stride) + column] = Element(a.AsSpan(row * k, k), b, n, column, addend);
            }

            fixed (T* pa = a, pb = b, pc = c, po = old)
            {
                MatrixView<T> view = new(pc, m, n, stride);
                MatrixView<T> addend = added switch { Added.Nothing => default, Added.Row => new(po, m, n, 0), _ => view };
                MatrixProduct.Multiply(
                    new MatrixView<T>(pa, m, k, k), new MatrixView<T>(pb, k, n, n), view, addend, new ExecutionOptions(1),
                    ProductKernel<T>.OfBits(bits));
            }

            Assert.Equal(expected, c);
        }
    }

    private static IEnumerable<(int Bits, Added Added)> Ways() =>
        from bits in new[] { 512, 256, 128 }
        where bits switch { 512 => Lanes512.IsSupported, 256 => Lanes256.IsSupported, _ => true }
        from added in Enum.GetValues<Added>()
        select (bits, added);

    /// <summary>One element as the definition says it.</summary>
    private static T Element<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> b, int columns, int column, T? addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T? result = addend;
        for (int start = 0; start < row.Length; start += 256)
        {
            T sum = T.Zero;
            for (int k = start; k < Math.Min(start + 256, row.Length); k++)
            {
                sum = T.FusedMultiplyAdd(row[k], b[(k * columns) + column], sum);
            }

            result = result is null ? sum : result + sum;
        }

        return result ?? T.Zero;
    }

    private static T[] Draw<T>(ulong seed, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. new NormalMatrix(seed).Draw(rows, columns).Select(T.CreateTruncating)];

    private static float[] Transposed(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];

    private enum Added
    {
        Nothing,
        Row,
        Itself,
    }
}
