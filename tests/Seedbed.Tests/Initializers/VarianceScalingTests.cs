using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Initializers;

/// <summary>Var w = scale / max(1, n), from shapes and named fan rules.</summary>
public sealed class VarianceScalingTests
{
    [Theory]
    [InlineData(FanMode.FanIn, 3.0 / 20)]
    [InlineData(FanMode.FanOut, 3.0 / 60)]
    [InlineData(FanMode.FanAverage, 3.0 / 40)]
    public void The_variance_is_the_scale_over_the_fan(FanMode mode, double variance)
    {
        foreach (ScalingDistribution form in Enum.GetValues<ScalingDistribution>())
        {
            Distribution distribution = new VarianceScaling(3, mode, form).DistributionFor([20, 60])!;

            Assert.Equal(0, distribution.Mean);
            Assert.Equal(Math.Sqrt(variance), distribution.StandardDeviation, 1e-15);
        }
    }

    [Fact]
    public void A_fan_below_1_counts_as_1()
    {
        HeNormal strided = new(fans: FanRule.TransposedWithStrides(4, 4));

        Assert.Equal(Math.Sqrt(2), strided.DistributionFor([1, 1, 8, 8])!.StandardDeviation, 1e-15);
        Assert.Equal(Math.Sqrt(2), new HeNormal().DistributionFor([0, 8])!.StandardDeviation, 1e-15);
    }

    [Fact]
    public void A_named_fan_rule_takes_the_place_of_keras_s()
    {
        Assert.Equal(Math.Sqrt(2.0 / 576), new HeNormal().DistributionFor([3, 3, 64, 1])!.StandardDeviation, 1e-15);
        Assert.Equal(Math.Sqrt(2.0 / 9), new HeNormal(fans: FanRule.Depthwise).DistributionFor([3, 3, 64, 1])!.StandardDeviation, 1e-15);
    }

    [Fact]
    public void The_six_named_schemes_have_their_papers_variances()
    {
        Shape shape = [20, 60];
        (VarianceScaling Scheme, double Variance)[] schemes =
        [
            (new GlorotNormal(), 1.0 / 40), (new GlorotUniform(), 1.0 / 40), (new HeNormal(), 2.0 / 20),
            (new HeUniform(), 2.0 / 20), (new LecunNormal(), 1.0 / 20), (new LecunUniform(), 1.0 / 20),
        ];

        Assert.All(schemes, item => Assert.Equal(Math.Sqrt(item.Variance), item.Scheme.DistributionFor(shape)!.StandardDeviation, 1e-15));
    }
}
