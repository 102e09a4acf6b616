using System.Numerics;
using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Random.Distributions;

/// <summary>100,000 draws of fixed seeds against analytic distribution functions and moments.</summary>
public sealed class DistributionStatisticsTests
{
    private const int Count = 100_000;
    private const double StandardErrors = 5;

    private static readonly (Distribution Distribution, Func<double, double> Cumulative)[] s_cases =
    [
        (new UniformDistribution(-0.3, 0.7), x => x + 0.3),
        (new NormalDistribution(0.5, 2), x => KolmogorovSmirnov.Normal((x - 0.5) / 2)),
        (new TruncatedNormalDistribution(-1, 0.25), x => KolmogorovSmirnov.TruncatedNormal((x + 1) / 0.25)),
        (new BoundedNormalDistribution(0.5, 2, -1, 3), x => Bounded((x - 0.5) / 2, -0.75, 1.25)),
        (new BoundedNormalDistribution(0, 1, 1, double.PositiveInfinity), x => Bounded(x, 1, 30)),
        (new BoundedNormalDistribution(0, 1, -4, -2), x => Bounded(x, -4, -2)),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    [InlineData(2_000_000_000)]
    public void Draws_follow_the_distribution_function(long seed)
    {
        Assert.All(s_cases, item =>
        {
            Assert.InRange(
                KolmogorovSmirnov.Statistic(Draw<float>(item.Distribution, seed), item.Cumulative), 0, KolmogorovSmirnov.Threshold(Count));
            Assert.InRange(
                KolmogorovSmirnov.Statistic(Draw<double>(item.Distribution, seed), item.Cumulative), 0, KolmogorovSmirnov.Threshold(Count));
        });
    }

    /// <summary>The midpoint rule on 20,000 steps from −9 to 12 stddev, which has the ends of the bounds only nearly.</summary>
    [Fact]
    public void The_density_integrates_to_the_distribution_function()
    {
        const int Steps = 20_000;
        Assert.All(s_cases, item =>
        {
            (double from, double step) = (-18, 42.0 / Steps);
            double sum = 0;
            for (int i = 0; i < Steps; i++)
            {
                sum += step * item.Distribution.Density(from + ((i + 0.5) * step));
                Assert.Equal(Math.Clamp(item.Cumulative(Math.Clamp(from + ((i + 1) * step), item.Distribution.Minimum, item.Distribution.Maximum)), 0, 1), sum, 4e-3);
            }

            Assert.Equal(0, item.Distribution.Density(-400));
        });
        Assert.Equal(1 / (2 * Math.Sqrt(2 * Math.PI)), new NormalDistribution(0.5, 2).Density(0.5), 1e-15);
        Assert.Equal(1 / (0.25 * Math.Sqrt(2 * Math.PI) * 0.954499736103642), new TruncatedNormalDistribution(-1, 0.25).Density(-1), 1e-14);
        Assert.Equal(1, new UniformDistribution(-0.3, 0.7).Density(0), 1e-15);
        Assert.Equal([0, double.PositiveInfinity], new[] { 1.0, 0 }.Select(new NormalDistribution(0, 0).Density));
    }

    [Fact]
    public void The_test_sees_a_scale_that_is_wrong_by_five_percent() =>
        Assert.True(
            KolmogorovSmirnov.Statistic(
                Draw<float>(new NormalDistribution(0, 1.05), 1), KolmogorovSmirnov.Normal) > KolmogorovSmirnov.Threshold(Count));

    [Fact]
    public void Mean_and_deviation_are_those_the_distribution_states()
    {
        Assert.All(s_cases, item =>
        {
            AssertMoments(item.Distribution, Draw<float>(item.Distribution, 9));
            AssertMoments(item.Distribution, Draw<double>(item.Distribution, 9));
        });
    }

    [Fact]
    public void No_draw_is_beyond_the_bounds()
    {
        Assert.All(s_cases, item =>
        {
            AssertBounds<float>(item.Distribution);
            AssertBounds<double>(item.Distribution);
            AssertBounds<Half>(item.Distribution);
            AssertBounds<BFloat16>(item.Distribution);
        });
    }

    [Fact]
    public void Neighbours_are_not_correlated()
    {
        double[] normal = Draw<float>(new NormalDistribution(0, 1), 3);
        foreach (int lag in new[] { 1, 2, 3, 4, 128 })
        {
            double correlation = normal.Skip(lag).Zip(normal, (later, earlier) => later * earlier).Average();
            Assert.InRange(Math.Abs(correlation), 0, StandardErrors / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Truncation_at_two_deviations_leaves_the_stated_deviation()
    {
        double density = Math.Exp(-2) / Math.Sqrt(2 * Math.PI);
        double exact = Math.Sqrt(1 - (4 * density / ((2 * KolmogorovSmirnov.Normal(2)) - 1)));

        Assert.Equal(TruncatedNormalDistribution.UnitStandardDeviation, exact, 1e-15);
    }

    [Theory]
    [InlineData(64, .05893)]
    [InlineData(128, .04167)]
    [InlineData(256, .02946)]
    [InlineData(512, .02083)]
    public void He_s_deviations_of_the_vgg_convolutions_are_those_of_the_paper(int channels, double published)
    {
        HeNormal scheme = new(seed: 2015);
        Distribution distribution = scheme.DistributionFor([3, 3, channels, channels])!;

        Assert.Equal(published, distribution.StandardDeviation, 5e-6);
        AssertMoments(distribution, [.. scheme.CreateArray<float>([3, 3, channels, channels]).Select(value => (double)value)]);
    }

    /// <summary>The normal given lower ≤ x ≤ upper.</summary>
    private static double Bounded(double x, double lower, double upper) =>
        (KolmogorovSmirnov.Normal(x) - KolmogorovSmirnov.Normal(lower)) / (KolmogorovSmirnov.Normal(upper) - KolmogorovSmirnov.Normal(lower));

    private static double[] Draw<T>(Distribution distribution, long seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[Count];
        distribution.Fill(RandomStream.TensorFlow, RandomStream.TensorFlow.KeyOf(new SeedPair(seed, 0)), 0, values.AsSpan());
        return Array.ConvertAll(values, double.CreateTruncating);
    }

    /// <summary>Var s² ≤ 2σ⁴/n for a kurtosis of at most 3, so the deviation's standard error is at most σ/√(2n).</summary>
    private static void AssertMoments(Distribution distribution, double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        double error = StandardErrors * distribution.StandardDeviation / Math.Sqrt(values.Length);

        Assert.InRange(mean, distribution.Mean - error, distribution.Mean + error);
        Assert.InRange(
            deviation, distribution.StandardDeviation - (error / Math.Sqrt(2)), distribution.StandardDeviation + (error / Math.Sqrt(2)));
    }

    /// <summary>The bounds as the element type rounds them: half a unit of the type beyond is the most that rounding can add.</summary>
    private static void AssertBounds<T>(Distribution distribution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] values = Draw<T>(distribution, 17);
        Assert.InRange(values.Min(), double.CreateTruncating(T.BitDecrement(T.CreateTruncating(distribution.Minimum))), distribution.Mean);
        Assert.InRange(values.Max(), distribution.Mean, double.CreateTruncating(T.BitIncrement(T.CreateTruncating(distribution.Maximum))));
    }
}
