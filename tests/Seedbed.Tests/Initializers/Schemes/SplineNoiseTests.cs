using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Splines of Kolmogorov–Arnold networks: what they are at their knots, and that no shorter coefficients do it.</summary>
public sealed class SplineNoiseTests
{
    [Theory]
    [InlineData(5, 3)]
    [InlineData(1, 1)]
    [InlineData(8, 2)]
    [InlineData(4, 6)]
    public void A_spline_is_the_noise_at_the_inner_knots(int grid, int order)
    {
        double[] coefficients = new SplineNoise(grid, order, 0.1, 3).CreateArray<double>([400, grid + order]);
        double[] values = [.. Splines(coefficients, grid, order).SelectMany(spline => Enumerable.Range(0, grid + 1).Select(knot => ValueAt(spline, knot, order)))];

        double bound = 0.05 / grid;
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.Equal(bound / Math.Sqrt(3), Math.Sqrt(values.Average(value => value * value)), 0.05 * bound);
        Assert.Equal(0, values.Average(), 0.06 * bound);
    }

    /// <summary>What is 0 at every knot obeys c[j] + 4c[j + 1] + c[j + 2] = 0, so c[j] = rʲ with r = −2 ± √3: the shortest are orthogonal to it.</summary>
    [Fact]
    public void No_shorter_coefficients_of_a_cubic_spline_have_the_same_values()
    {
        double[] coefficients = new SplineNoise(seed: 3).CreateArray<double>([50, 8]);

        Assert.All(Splines(coefficients, 5, 3), spline => Assert.All((double[])[-2 + Math.Sqrt(3), -2 - Math.Sqrt(3)], root =>
            Assert.Equal(0, spline.Select((value, j) => value * Math.Pow(root, j)).Sum() / Math.Pow(Math.Abs(root), 7), 1e-13)));
    }

    /// <summary>Lines have one coefficient a knot.</summary>
    [Fact]
    public void Of_order_1_the_coefficients_are_the_noise_itself()
    {
        double[] coefficients = new SplineNoise(9, 1, 0.9, 3).CreateArray<double>([1000, 10]);

        Assert.All(coefficients, value => Assert.InRange(value, -0.05, 0.05));
        Assert.Equal(0.05 / Math.Sqrt(3), Math.Sqrt(coefficients.Average(value => value * value)), 0.001);
    }

    [Fact]
    public void What_does_not_fit_gets_a_sentence()
    {
        Assert.StartsWith("SplineNoise fills splines of grid_size + spline_order = 8 coefficients along the last axis, but the shape [3, 9] has 9 there",
            Assert.Throws<ArgumentException>(() => new SplineNoise().CreateArray<float>([3, 9])).Message, StringComparison.Ordinal);
        Assert.StartsWith("spline_order is 0; it must be an integer from 1 to 20.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new SplineNoise(splineOrder: 0)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double[]> Splines(double[] coefficients, int grid, int order) => coefficients.Chunk(grid + order);

    /// <summary>The spline at inner knot i, by the recursion of Cox and de Boor on the knots −k … G + k.</summary>
    private static double ValueAt(double[] coefficients, int knot, int order) =>
        coefficients.Select((value, j) => value * Basis(j - order, order, knot)).Sum();

    private static double Basis(int first, int order, double x) => order == 0
        ? (x >= first && x < first + 1 ? 1 : 0)
        : ((x - first) / order * Basis(first, order - 1, x)) + ((first + order + 1 - x) / order * Basis(first + 1, order - 1, x));
}
