using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Low-rank adapters: what their product is, and what is left of the weight.</summary>
public sealed class AdapterTests
{
    private const int Inputs = 7;
    private const int Outputs = 5;

    private static readonly double[] s_weight = new RandomNormal(0, 1, 4).CreateArray<double>([Inputs, Outputs]);

    [Fact]
    public void The_gaussian_factor_has_the_deviation_of_one_over_the_rank() =>
        Assert.Equal(0.125, new LoraGaussian().StandardDeviationFor([4096, 8])!.Value);

    [Fact]
    public void The_orthogonal_factors_begin_without_effect_though_neither_is_0()
    {
        double[] a = new LoraOrthogonal(LoraFactor.A, 3).CreateArray<double>([20, 6]);
        double[] b = new LoraOrthogonal(LoraFactor.B, 3).CreateArray<double>([6, 30]);

        Assert.All(Product(a, b, 20, 6, 30), value => Assert.Equal(0, value, 1e-15));
        Assert.Equal(0.1, Math.Sqrt(a.Sum(value => value * value) / 60), 0.03);
        Assert.Equal(0.1, Math.Sqrt(b.Sum(value => value * value) / 90), 0.03);
        Assert.Contains(Product(a, new LoraOrthogonal(LoraFactor.B, 4).CreateArray<double>([6, 30]), 20, 6, 30), value => Math.Abs(value) > 0.01);
        Assert.Contains("no multiple of 2", Assert.Throws<ArgumentException>(() => new LoraOrthogonal().CreateArray<float>([4, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pissa_of_a_diagonal_is_the_worked_one()
    {
        AdapterFactors factors = AdapterFactors.Pissa([4, 0, 0, 1], 2, 2, 1, 2);

        Assert.Equal(Math.Sqrt(2), Math.Abs(factors.A[0]), 1e-12);
        AssertEqual([2, 0, 0, 0], Product([.. factors.A], [.. factors.B], 2, 1, 2), 1e-12);
        AssertEqual([0, 0, 0, 1], factors.Residual, 1e-12);
    }

    [Fact]
    public void Olora_of_a_diagonal_is_the_worked_one()
    {
        AdapterFactors factors = AdapterFactors.Olora([4, 0, 0, 1], 2, 2, 1);

        AssertEqual([4, 0], factors.A, 1e-12);
        AssertEqual([0, 0, 0, 1], factors.Residual, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Every_adapter_and_its_residual_are_the_weight(int rank)
    {
        foreach (AdapterFactors factors in new[]
        {
            AdapterFactors.Pissa(s_weight, Inputs, Outputs, rank, 2), AdapterFactors.Olora(s_weight, Inputs, Outputs, rank, 2),
            AdapterFactors.Mica(s_weight, Inputs, Outputs, rank),
        })
        {
            double[] product = Product([.. factors.A], [.. factors.B], Inputs, rank, Outputs);
            AssertEqual(s_weight, [.. factors.Residual.Select((value, i) => value + (2 * product[i]))], 1e-12);
        }
    }

    /// <summary>Eckart and Young: no product of that rank is nearer, and what is left is orthogonal to both factors.</summary>
    [Fact]
    public void Pissa_takes_the_greatest_singular_values_and_Mica_the_smallest()
    {
        AdapterFactors greatest = AdapterFactors.Pissa(s_weight, Inputs, Outputs, 2);
        double[] left = Product(Transposed([.. greatest.A], Inputs, 2), [.. greatest.Residual], 2, Inputs, Outputs);
        double[] right = Product([.. greatest.Residual], Transposed([.. greatest.B], 2, Outputs), Inputs, Outputs, 2);
        Assert.All(left.Concat(right), value => Assert.Equal(0, value, 1e-12));
        double taken = Product([.. greatest.A], [.. greatest.B], Inputs, 2, Outputs).Sum(value => value * value);
        Assert.True(taken > greatest.Residual.Sum(value => value * value));

        // W·Wᵀ restricted to the smallest direction is below any other: |W·v| is least there.
        AdapterFactors smallest = AdapterFactors.Mica(s_weight, Inputs, Outputs, 1);
        Assert.All(smallest.A, value => Assert.Equal(0, value));
        Assert.Equal(1, smallest.B.Sum(value => value * value), 1e-12);
        double least = Product(s_weight, [.. smallest.B], Inputs, Outputs, 1).Sum(value => value * value);
        for (int seed = 0; seed < 200; seed++)
        {
            double[] other = new RandomNormal(0, 1, seed).CreateArray<double>([Outputs]);
            double length = other.Sum(value => value * value);
            Assert.True(Product(s_weight, other, Inputs, Outputs, 1).Sum(value => value * value) / length >= least - 1e-12);
        }
    }

    [Fact]
    public void Factors_become_values_of_a_weight()
    {
        AdapterFactors factors = AdapterFactors.Pissa(s_weight, Inputs, Outputs, 2);

        Assert.Equal(factors.A, AdapterFactors.ToInitializer(factors.A, [Inputs, 2]).CreateArray<double>([Inputs, 2]));
        Assert.Contains("smaller of the two", Assert.Throws<ArgumentException>(() => AdapterFactors.Pissa(s_weight, Inputs, Outputs, 6)).Message,
            StringComparison.Ordinal);
    }

    private static double[] Product(double[] a, double[] b, int m, int k, int n) =>
    [
        .. from i in Enumerable.Range(0, m)
           from j in Enumerable.Range(0, n)
           select Enumerable.Range(0, k).Sum(t => a[(i * k) + t] * b[(t * n) + j]),
    ];

    private static double[] Transposed(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];

    private static void AssertEqual(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
