using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Comparing;

/// <summary>The test against counting by hand, against a counting in whole numbers, and against Fisher's own.</summary>
public sealed class PermutationTestTests
{
    /// <summary>Darwin's crossed and self-fertilized plants, in eighths of an inch: Fisher 1935, section 21.</summary>
    private static readonly double[] s_darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    /// <summary>Counted by hand: of ±1 ±2 ±3 only 6 and −6 are as far, of ±3 ±1 ±1 six of eight are 3 or farther.</summary>
    [Theory]
    [InlineData(new[] { 2.0 }, 2, 1)]
    [InlineData(new[] { 1.0, 2, 3 }, 2, 2 / 8.0)]
    [InlineData(new[] { -1.0, -2, -3 }, -2, 2 / 8.0)]
    [InlineData(new[] { 3.0, 1, -1 }, 1, 6 / 8.0)]
    [InlineData(new[] { 1.0, 1, -1 }, 1 / 3.0, 1)]
    [InlineData(new[] { 0.1, 0.2, -0.3 }, 0, 1)]
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0 }, 0, 1)]
    [InlineData(new[] { 0.31, 0.12, 0.25, 0.4, 0.08, 0.2 }, 1.36 / 6, 2 / 64.0)]
    [InlineData(new[] { double.PositiveInfinity, 1, 1, 1, 1, 1 }, double.PositiveInfinity, 2 / 64.0)]
    [InlineData(new[] { double.NegativeInfinity, 1, 1 }, double.NegativeInfinity, 1)]
    [InlineData(new[] { double.PositiveInfinity, double.NegativeInfinity, 1, 1 }, double.NaN, 12 / 16.0)]
    public void The_mean_and_p_are_those_of_counting(double[] differences, double mean, double p)
    {
        PermutationTest test = PermutationTest.Of(differences);

        Assert.Equal(mean, test.MeanDifference, 1e-12);
        Assert.Equal(p, test.PValue, 15);
        Assert.True(test.IsExact);
        Assert.Equal(differences.Length, test.Pairs);
    }

    /// <summary>Tenths, whose sums round differently in every order, against whole numbers, whose sums do not.</summary>
    [Fact]
    public void Sums_that_are_equal_but_for_rounding_count_as_equal()
    {
        for (int sample = 1; sample <= 40; sample++)
        {
            int length = 1 + (sample % 12);
            int[] whole = [.. Enumerable.Range(1, length).Select(i => ((sample * i * i) % 13) - 4)];

            Assert.Equal(Counted(whole), PermutationTest.Of([.. whole.Select(value => value / 10.0)]).PValue);
        }
    }

    [Fact]
    public void Fishers_example_of_15_pairs_is_met()
    {
        PermutationTest test = PermutationTest.Of(s_darwin);

        Assert.True(test.IsExact);
        Assert.Equal(314 / 15.0, test.MeanDifference, 12);
        Assert.Equal(2 * 863 / 32768.0, test.PValue);
    }

    [Fact]
    public void Beyond_16_pairs_flips_are_drawn()
    {
        double[] pairs = [.. s_darwin, 30, -20];
        double exact = Counted([.. pairs.Select(value => (int)value)]);

        PermutationTest test = PermutationTest.Of(pairs);

        Assert.False(test.IsExact);
        Assert.Equal(324 / 17.0, test.MeanDifference, 12);

        // Three standard errors of 10,000 draws.
        double error = 3 * Math.Sqrt(exact * (1 - exact) / 10_000);
        Assert.InRange(test.PValue, exact - error, exact + error);
        Assert.Equal(test, PermutationTest.Of(pairs));
        Assert.NotEqual(test.PValue, PermutationTest.Of(pairs, seed: 1).PValue);
        Assert.Equal(1 / 10001.0, PermutationTest.Of([.. Enumerable.Range(1, 40).Select(i => (double)i)]).PValue);
    }

    /// <summary>Holm 1979: 3·.01; 2·.03; .04 is raised to the one before.</summary>
    [Fact]
    public void Holms_correction_is_that_of_the_ranks()
    {
        Assert.Equal([0.03, 0.06, 0.06], PermutationTest.Holm([0.01, 0.04, 0.03]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 1, 0.3], PermutationTest.Holm([0.5, 0.6, 0.1]).Select(p => Math.Round(p, 12)));
        Assert.Equal([0.04], PermutationTest.Holm([0.04]));
        Assert.Empty(PermutationTest.Holm([]));
    }

    [Fact]
    public void The_least_p_is_that_of_differences_of_one_sign()
    {
        for (int pairs = 1; pairs <= 16; pairs++)
        {
            Assert.Equal(2.0 / (1 << pairs), PermutationTest.LeastPValueOf(pairs));
            Assert.Equal(2.0 / (1 << pairs), PermutationTest.Of([.. Enumerable.Repeat(1.0, pairs)]).PValue);
        }

        Assert.All([17, 20, 40], pairs => Assert.Equal(1 / 10001.0, PermutationTest.LeastPValueOf(pairs)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationTest.LeastPValueOf(0));
    }

    [Fact]
    public void What_is_no_sample_is_refused()
    {
        Assert.Contains("give at least one pair", Assert.Throws<ArgumentException>(() => PermutationTest.Of([])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "a difference is NaN", Assert.Throws<ArgumentException>(() => PermutationTest.Of([1, double.NaN])).Message, StringComparison.Ordinal);
    }

    /// <summary>Numbers of numpy.quantile.</summary>
    [Fact]
    public void Quantiles_are_those_of_NumPy()
    {
        Assert.Equal([1, 1.75, 2.5, 3.25, 4], Quantiles.Of([4, 1, 3, 2], 0, 0.25, 0.5, 0.75, 1));
        Assert.Equal([7, 7], Quantiles.Of([7], 0.1, 0.9));
        Assert.Equal([2.8], Quantiles.Of([1, 2, 3, 10], 0.6).Select(value => Math.Round(value, 12)));
        Assert.Equal([2, double.PositiveInfinity], Quantiles.Of([1, 2, double.NaN], 0.5, 0.75));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1], 1.5));
    }

    /// <summary>All flips in whole numbers.</summary>
    private static double Counted(int[] differences)
    {
        int least = Math.Abs(differences.Sum());
        int[] sums = [0];
        foreach (int difference in differences)
        {
            sums = [.. sums.SelectMany(sum => (int[])[sum + difference, sum - difference])];
        }

        return sums.Count(sum => Math.Abs(sum) >= least) / (double)sums.Length;
    }
}
