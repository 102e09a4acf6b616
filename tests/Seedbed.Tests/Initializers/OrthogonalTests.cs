using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Tests.Golden;
using Xunit;
using Xunit.Abstractions;

namespace Seedbed.Tests.Initializers;

public sealed class OrthogonalTests(ITestOutputHelper output)
{
    [Fact]
    public void Matrices_are_tensorflow_s_within_the_error_of_its_own_factorization()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        JsonElement[] cases = [.. golden.RootElement.GetProperty("orthogonal_tolerance_1e-5").EnumerateArray()];

        Assert.Equal(8, cases.Length);
        double largest = 0;
        foreach (JsonElement item in cases)
        {
            Shape shape = item.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
            Orthogonal orthogonal = new(item.GetProperty("gain").GetDouble(), item.GetProperty("seed").GetInt64());
            double[] expected = [.. item.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
            float[] drawn = orthogonal.CreateArray<float>(shape);
            Assert.Equal(expected.Length, drawn.Length);
            largest = drawn.Zip(expected, (value, exact) => Math.Abs(value - exact)).Append(largest).Max();
        }

        output.WriteLine($"largest difference {largest:E2}");
        Assert.InRange(largest, 0, 1e-5);
    }

    [Fact]
    public void A_float32_matrix_of_1000_by_1000_is_orthogonal_within_1e_5()
    {
        Stopwatch watch = Stopwatch.StartNew();
        float[] matrix = new Orthogonal(seed: 42).CreateArray<float>([1000, 1000]);
        output.WriteLine($"{watch.ElapsedMilliseconds} ms");

        double error = GramError(matrix, 1000, 1000, gain: 1);
        output.WriteLine($"max |QᵀQ − I| = {error:E2}");
        Assert.InRange(error, 0, 1e-5);
    }

    [Fact]
    public void Float64_is_orthogonal_within_1e_13() => AssertOrthogonal<double>(1e-13);

    [Fact]
    public void Float32_is_orthogonal_within_1e_6() => AssertOrthogonal<float>(1e-6);

    [Fact]
    public void Float16_is_orthogonal_within_its_rounding() => AssertOrthogonal<Half>(2e-3);

    [Fact]
    public void BFloat16_is_orthogonal_within_its_rounding() => AssertOrthogonal<BFloat16>(2e-2);

    [Fact]
    public void Shorter_types_are_the_float32_matrix_rounded_once()
    {
        float[] single = new Orthogonal(seed: 3).CreateArray<float>([40, 24]);
        Half[] half = new Orthogonal(seed: 3).CreateArray<Half>([40, 24]);

        // Both come from the same double, so they can differ by the float32's own rounding at a tie of the float16 only.
        int different = single.Zip(half, (value, rounded) => (Half)value == rounded ? 0 : 1).Sum();
        Assert.InRange(different, 0, 1);
    }

    [Fact]
    public void A_gain_multiplies_every_singular_value()
    {
        double[] matrix = new Orthogonal(gain: -2.5, seed: 1).CreateArray<double>([6, 4]);

        Assert.InRange(GramError(matrix, 6, 4, gain: 2.5), 0, 1e-13);
        Assert.All(new Orthogonal(gain: 0, seed: 1).CreateArray<float>([3, 2]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Higher_ranks_are_a_matrix_of_all_leading_dimensions_by_the_last() =>
        Assert.Equal(new Orthogonal(seed: 1).CreateArray<float>([6, 8]), new Orthogonal(seed: 1).CreateArray<float>([2, 3, 8]));

    [Fact]
    public void An_empty_matrix_takes_its_turn_at_the_generator()
    {
        Seedbed.Random.SeedGenerator generator = new(1);

        Assert.Empty(new Orthogonal(seed: generator).CreateArray<float>([0, 3]));
        Assert.Empty(new Orthogonal(seed: generator).CreateArray<float>([3, 0]));
        Assert.Equal(2, generator.State.Counter);
    }

    private static void AssertOrthogonal<T>(double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 9), (9, 1), (33, 33), (70, 30), (30, 70) })
        {
            T[] matrix = new Orthogonal(seed: 7).CreateArray<T>([rows, columns]);
            Assert.InRange(GramError(matrix, rows, columns, gain: 1), 0, tolerance);
        }
    }

    /// <summary>max |WᵀW − gain²·I| over the shorter side.</summary>
    private static double GramError<T>(T[] matrix, int rows, int columns, double gain)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int thin = Math.Min(rows, columns);
        int tall = Math.Max(rows, columns);
        double[] rowsOfQ = new double[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            rowsOfQ[rows < columns ? i : (column * tall) + row] = double.CreateTruncating(matrix[i]);
        }

        double[] errors = new double[thin];
        Parallel.For(0, thin, i =>
        {
            for (int j = 0; j <= i; j++)
            {
                double dot =
                    System.Numerics.Tensors.TensorPrimitives.Dot<double>(rowsOfQ.AsSpan(i * tall, tall), rowsOfQ.AsSpan(j * tall, tall));
                errors[i] = Math.Max(errors[i], Math.Abs(dot - (i == j ? gain * gain : 0)));
            }
        });
        return errors.Max();
    }
}
