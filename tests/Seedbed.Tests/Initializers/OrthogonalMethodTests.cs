using System.Numerics;
using Seedbed.Initializers;
using Seedbed.LinearAlgebra;
using Seedbed.Random;
using Seedbed.Serialization;
using Seedbed.Tests.LinearAlgebra.Products;
using Xunit;

namespace Seedbed.Tests.Initializers;

public sealed class OrthogonalMethodTests
{
    private static readonly RandomKey s_key = new(3, 4);

    public static TheoryData<OrthogonalMethod> Methods => [OrthogonalMethod.Factorization, OrthogonalMethod.Reflectors];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_type_and_shape_is_orthogonal_within_its_rounding(OrthogonalMethod method)
    {
        // 300 × 300 and 70 × 700 are beyond the size that is computed in double.
        foreach (Shape shape in new Shape[] { [1, 1], [1, 9], [9, 1], [33, 33], [70, 30], [30, 70], [2, 3, 5, 7], [300, 300], [200, 600] })
        {
            AssertOrthogonal<double>(shape, method, 1e-13);
            AssertOrthogonal<float>(shape, method, 2e-6);
            AssertOrthogonal<Half>(shape, method, 4e-3);
            AssertOrthogonal<BFloat16>(shape, method, 4e-2);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_slice_is_a_part_of_the_whole(OrthogonalMethod method)
    {
        Orthogonal orthogonal = new(-1.5, Seed.FromKey(s_key), method);
        foreach (Shape shape in new Shape[] { [20, 7], [7, 20], [400, 260], [260, 400] })
        {
            float[] whole = orthogonal.CreateArray<float>(shape);
            foreach ((int start, int count) in new[] { (0, 1), (3, 50), (whole.Length - 41, 41), (1, whole.Length - 1), (whole.Length, 0) })
            {
                float[] slice = new float[count];
                orthogonal.FillSlice(slice.AsSpan(), shape, start);
                Assert.Equal(whole[start..(start + count)], slice);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_wide_matrix_is_the_tall_one_transposed(OrthogonalMethod method)
    {
        Orthogonal orthogonal = new(2, Seed.FromKey(s_key), method);
        float[] tall = orthogonal.CreateArray<float>([600, 190]);
        float[] wide = orthogonal.CreateArray<float>([190, 600]);
        Assert.Equal(tall, Enumerable.Range(0, tall.Length).Select(i => wide[(i % 190 * 600) + (i / 190)]));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_empty_matrix_has_nothing_to_fill(OrthogonalMethod method)
    {
        Assert.Empty(new Orthogonal(1, 1, method).CreateArray<float>([0, 3]));
        Assert.Empty(new Orthogonal(1, 1, method).CreateArray<double>([3, 0]));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_threads_do_not_change_a_bit(OrthogonalMethod method)
    {
        Orthogonal orthogonal = new(2, Seed.FromKey(s_key), method);
        Assert.Equal(
            orthogonal.CreateArray<float>([500, 300], new FillOptions { MaxDegreeOfParallelism = 1 }),
            orthogonal.CreateArray<float>([500, 300], new FillOptions { MaxDegreeOfParallelism = 3 }));
    }

    [Fact]
    public void Reflections_are_made_from_the_columns_of_the_stream_s_normal_matrix()
    {
        double[] expected = new double[40 * 12];
        RandomStream.TensorFlow.FillNormal<double>(s_key, 0, 1, 0, expected);
        HouseholderQr.ReplaceByReflections(expected.AsSpan(), 40, 12);
        Assert.Equal(expected, new Orthogonal(1, Seed.FromKey(s_key), OrthogonalMethod.Reflectors).CreateArray<double>([40, 12]));
    }

    [Fact]
    public void The_methods_share_their_first_column_and_no_other()
    {
        double[] factor = new Orthogonal(1, 5).CreateArray<double>([20, 6]);
        double[] product = new Orthogonal(1, 5, OrthogonalMethod.Reflectors).CreateArray<double>([20, 6]);
        for (int i = 0; i < factor.Length; i++)
        {
            Assert.Equal(i % 6 == 0, Math.Abs(factor[i] - product[i]) < 1e-15);
        }
    }

    [Fact]
    public void A_call_names_the_method_and_no_configuration_holds_it()
    {
        InitializerRegistry registry = InitializerRegistry.Default;
        Assert.Equal(new Orthogonal(2, 1, OrthogonalMethod.Reflectors), registry.Get("orthogonal(method=reflectors, gain=2, seed=1)"));
        Assert.Equal(new Orthogonal(1, 1), registry.Get("orthogonal(method=factorization, seed=1)"));
        Assert.Contains(
            "method of Orthogonal is 'qr'; it must be one of factorization, reflectors.",
            Assert.Throws<ArgumentException>(() => registry.Get("orthogonal(method=qr)")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no Keras could read it back",
            Assert.Throws<NotSupportedException>(() => registry.Serialize(new Orthogonal(1, 1, OrthogonalMethod.Reflectors))).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("method", registry.Serialize(new Orthogonal(1, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_is_none_gets_a_sentence() =>
        Assert.Contains(
            "method is 7; it must be one of Factorization, Reflectors.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Orthogonal(1, 1, (OrthogonalMethod)7)).Message,
            StringComparison.Ordinal);

    /// <summary>max |WᵀW − I| over the shorter side.</summary>
    private static void AssertOrthogonal<T>(Shape shape, OrthogonalMethod method, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] matrix = [.. new Orthogonal(1, 7, method).CreateArray<T>(shape).Select(double.CreateTruncating)];
        int columns = (int)shape[-1];
        int rows = matrix.Length / columns;
        int width = Math.Min(rows, columns);
        double[] gram = ArrayProduct.Of(matrix, matrix, width, width, transposeA: rows >= columns, transposeB: rows < columns);
        int diagonal = width + 1;
        double error = gram.Select((value, i) => Math.Abs(value - (i % diagonal == 0 ? 1 : 0))).Max();
        Assert.True(error <= tolerance, $"{method} {shape} {typeof(T).Name}: {error}");
    }
}
