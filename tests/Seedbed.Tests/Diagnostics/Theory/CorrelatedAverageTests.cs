using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>Averages of two correlated Gaussians up to |c| = 1, against closed forms and against each other.</summary>
public sealed class CorrelatedAverageTests
{
    /// <summary>Cho and Saul 2009: E = q·(sin θ + (π − θ)·cos θ)/2π, and its derivative by c = cos θ, q·(π − θ)/2π.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.03)]
    [InlineData(400.0)]
    public void Those_of_ReLU_are_the_arc_cosine_kernels(double variance)
    {
        HermiteSeries series = new(ActivationFunction.Named("relu"), variance);
        foreach (double correlation in (double[])[-0.9999, -0.98, -0.5, 0, 0.5, 0.97, 0.98, 0.999, 0.9999, 0.99999, 1 - 1e-9, 1 - 1e-13])
        {
            double sine = Math.Sqrt((1 - correlation) * (1 + correlation)), rest = Math.Atan2(sine, -correlation);
            (double value, double slope) = series.At(correlation);

            Assert.Equal(1, slope / (variance * rest / (2 * Math.PI)), 1e-11);
            Assert.Equal((sine + (rest * correlation)) / (2 * Math.PI), value / variance, 1e-13);
        }
    }

    /// <summary>Where the series converges, the integrals are the same; hard_shrink jumps, and hard_tanh has two kinks.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("selu")]
    [InlineData("hard_tanh")]
    [InlineData("relu6")]
    [InlineData("hard_shrink")]
    [InlineData("tanh")]
    [InlineData("sin")]
    public void Integrals_are_the_series(string name)
    {
        ActivationFunction activation = ActivationFunction.Named(name);
        foreach ((double variance, double correlation) in ((double, double)[])[(0.1, 0.97), (0.1, -0.8), (50, 0.9), (50, -0.97)])
        {
            double scale = GaussianMoments.Of(activation, variance).MeanSquare;
            (double value, double slope) = new HermiteSeries(activation, variance).At(correlation);
            (double integral, double derivative) = TwoPointAverages.Of(activation, variance, correlation);

            Assert.Equal(value, integral, 1e-12 * scale);
            Assert.Equal(slope, derivative, 1e-11 * Math.Max(slope, scale));
        }
    }

    /// <summary>E[φ²] and q·E[φ′²] are the limits; a function with a kink comes to the latter like √(1 − c).</summary>
    [Theory]
    [InlineData("selu", 1, 1e-6)]
    [InlineData("hard_tanh", 100, 1e-4)]
    [InlineData("tanh", 1, 1e-10)]
    [InlineData("tanh", 100, 1e-9)]
    [InlineData("gelu", 1, 1e-10)]
    public void Near_1_they_come_to_the_moments(string name, double variance, double ofSlope)
    {
        ActivationFunction activation = ActivationFunction.Named(name);
        GaussianMoments moments = GaussianMoments.Of(activation, variance);

        (double value, double slope) = new HermiteSeries(activation, variance).At(1 - 1e-12);

        Assert.Equal(1, value / moments.MeanSquare, 1e-10);
        Assert.Equal(1, slope / (variance * moments.MeanSquareSlope), ofSlope);
    }

    /// <summary>Where φ jumps, the slope too is the derivative of the value.</summary>
    [Fact]
    public void The_slope_of_a_function_that_jumps_is_the_derivative()
    {
        HermiteSeries series = new(ActivationFunction.Named("hard_shrink"), 1);
        double difference = (series.At(0.9901).Value - series.At(0.9899).Value) / 2e-4;

        Assert.Equal(1, difference / series.At(0.99).Slope, 1e-4);
    }

    /// <summary>He's ReLU: inputs come together like 1/l², where the series of kinks has lost the tangent kernel's slope.</summary>
    [Fact]
    public void Kernels_of_deep_ReLU_networks_are_those_of_the_closed_forms()
    {
        const int Depth = 120;
        KernelStep step = KernelTrajectory.Of(new VarianceMap(ActivationFunction.Named("relu"), 2), 1, 0.5, Depth)[Depth];
        (double covariance, double tangent) = (0.5, 0.5);
        for (int layer = 0; layer < Depth; layer++)
        {
            double sine = Math.Sqrt((1 - covariance) * (1 + covariance)), rest = Math.Atan2(sine, -covariance);
            (covariance, double slope) = ((sine + (rest * covariance)) / Math.PI, rest / Math.PI);
            tangent = covariance + (slope * tangent);
        }

        Assert.InRange(covariance, 0.99, 1);
        Assert.Equal(covariance, step.Covariance, 1e-10);
        Assert.Equal(1, step.Tangent / tangent, 1e-9);
    }
}
