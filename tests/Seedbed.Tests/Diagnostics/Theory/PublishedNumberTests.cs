using Seedbed.Diagnostics;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>Numbers that papers tell, and closed forms.</summary>
public sealed class PublishedNumberTests
{
    private static ActivationFunction Tanh => ActivationFunction.Named("tanh");

    /// <summary>Pennington, Schoenholz and Ganguli 2017: (L + 1)ᴸ⁺¹ / Lᴸ.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6.75)]
    [InlineData(3, 9.48)]
    [InlineData(4, 12.2)]
    [InlineData(5, 14.9)]
    public void The_largest_squared_singular_value_of_products_of_Gaussian_matrices(int depth, double expected)
    {
        double largest = new DynamicalIsometry(ActivationFunction.Named("linear"), 1, 1, WeightEnsemble.Gaussian, depth).Largest;

        Assert.Equal(expected, largest, 0.005 * expected);
        Assert.Equal(Math.Pow(depth + 1, depth + 1) / Math.Pow(depth, depth), largest, 1e-9 * largest);
    }

    /// <summary>λ and (σw⁴a²)ᴸ/λ have one distribution where φ′² is 1 or a², each half of the time: 1/φ′² is φ′²/a² then.</summary>
    [Theory]
    [InlineData(1, 0.3, 1.2)]
    [InlineData(4, 0.2, 1.9)]
    [InlineData(30, 0.8, 1)]
    public void The_smallest_squared_singular_value_of_leaky_rectifiers_mirrors_the_largest(int depth, double slope, double weightVariance)
    {
        DynamicalIsometry isometry = new(ActivationFunction.Named($"leaky_relu({slope})"), 0.7, weightVariance, WeightEnsemble.Orthogonal, depth);

        double product = Math.Pow(weightVariance * slope, 2 * depth);
        Assert.Equal(product, isometry.Smallest * isometry.Largest, 1e-8 * product);
        Assert.True(isometry.Smallest < isometry.Mean);
    }

    [Theory]
    [InlineData("linear", 1.44)]
    [InlineData("relu", 0)]
    [InlineData("tanh", 0)]
    [InlineData("gelu", 0)]
    [InlineData("softsign", 0)]
    public void The_smallest_squared_singular_value_of_two_layers_is_0_where_slopes_come_near_0(string name, double expected)
    {
        Assert.Equal(expected, new DynamicalIsometry(ActivationFunction.Named(name), 1, 1.2, WeightEnsemble.Orthogonal, 2).Smallest, 1e-12);
        Assert.Equal(0, new DynamicalIsometry(ActivationFunction.Named(name), 1, 1.2, WeightEnsemble.Gaussian, 2).Smallest);
    }

    /// <summary>A slope of ½ to 3/2 that is never constant: one layer has the singular values of D alone.</summary>
    [Fact]
    public void The_singular_values_of_one_orthogonal_layer_are_between_the_slopes()
    {
        DynamicalIsometry isometry = new(
            ActivationFunction.Of(x => x - (0.5 * Math.Cos(x)), x => 1 + (0.5 * Math.Sin(x)), "wave"), 2, 3, WeightEnsemble.Orthogonal, 1);

        Assert.Equal(3 * 0.25, isometry.Smallest, 1e-9);
        Assert.Equal(3 * 2.25, isometry.Largest, 1e-9);
    }

    [Theory]
    [InlineData(1.0, 3.627)]
    [InlineData(1.3, 7.834)]
    [InlineData(1.5, 15.79)]
    [InlineData(2.0, 25.21)]
    public void Depth_scales_of_Schoenholz_et_al(double weightVariance, double expected) =>
        Assert.Equal(expected, new SignalPropagation(new VarianceMap(Tanh, weightVariance, 0.05)).DepthScale!.Value, 0.005);

    [Theory]
    [InlineData(2.01e-5, 1.0500, 5e-5)]
    [InlineData(0.05, 1.76095, 5e-6)]
    public void Critical_weights_of_tanh_of_Xiao_and_Schoenholz_et_al(double biasVariance, double weightVariance, double digits) =>
        Assert.Equal(weightVariance, CriticalLinePoint.At(Tanh, biasVariance)!.WeightVariance, digits);

    [Fact]
    public void The_fixed_point_of_SELU_of_Klambauer_et_al()
    {
        FixedPoint point = new VarianceMap(ActivationFunction.Named("selu"), 1).FixedPointFrom(2)!;
        GaussianMoments moments = GaussianMoments.Of(ActivationFunction.Named("selu"), 1);

        Assert.Equal(1, point.Variance, 1e-12);
        Assert.True(point.IsAttracting);
        Assert.Equal(0.782648, point.ChiParallel, 5e-7);
        Assert.Equal(0, moments.Mean, 1e-12);
        const double step = 1e-4;
        double above = GaussianMoments.Of(ActivationFunction.Named("selu"), 1 + step).Mean;
        double below = GaussianMoments.Of(ActivationFunction.Named("selu"), 1 - step).Mean;
        Assert.Equal(0.088834, (above - below) / (2 * step), 1e-6);
    }

    /// <summary>Sitzmann et al. 2020: q = 1 − exp(−2q).</summary>
    [Fact]
    public void The_fixed_point_of_sines()
    {
        double variance = new VarianceMap(ActivationFunction.Named("sin"), 2).FixedPointFrom(1)!.Variance;

        Assert.Equal(0.8926, Math.Sqrt(variance), 5e-5);
        Assert.Equal(1 - Math.Exp(-2 * variance), variance, 1e-12);
    }

    /// <summary>Roberts, Yaida and Hanin 2022, section 5.3.</summary>
    [Fact]
    public void The_critical_point_of_GELU()
    {
        CriticalPoint critical = CriticalPoint.Of(ActivationFunction.Named("gelu"))!;

        Assert.Equal(CriticalKind.Interior, critical.Kind);
        Assert.Equal(1.9830583, critical.WeightVariance, 5e-8);
        Assert.Equal(0.1729224, critical.BiasVariance, 5e-8);
        Assert.Equal(3.5616, critical.FixedPoint!.Value, 5e-5);
    }

    /// <summary>mpmath with 30 digits at the exact pair; at the pair's 13 digits in theory.json it is 5.03765548.</summary>
    [Fact]
    public void The_second_fixed_point_of_the_quick_GELU_to_the_digits_of_its_pair()
    {
        ActivationFunction activation = ActivationFunction.Named("quick_gelu");
        CriticalPoint critical = CriticalPoint.Of(activation)!;
        FixedPoint attracting = new VarianceMap(activation, critical.WeightVariance, critical.BiasVariance).FixedPoints.Single(point => point.IsAttracting);

        Assert.Equal(5.0376570146113105, attracting.Variance, 1e-8);
        Assert.Equal(4.9434389133768798, critical.FixedPoint!.Value, 1e-10);
        Assert.Equal(4.9434389133768798, attracting.ReachedFrom!.Value.From, 1e-10);
    }

    [Theory]
    [InlineData("tanh", 1.592537)]
    [InlineData("gelu", 1.533530)]
    [InlineData("silu", 1.676532)]
    public void Gains(string name, double expected) => Assert.Equal(expected, ActivationGain.Of(ActivationFunction.Named(name)).Gain, 5e-7);

    /// <summary>Cho and Saul 2009: the arc-cosine kernel.</summary>
    [Theory]
    [InlineData(-0.7)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void The_correlation_map_of_ReLU_is_the_arc_cosine_kernel(double correlation)
    {
        CorrelationMap map = new(new VarianceMap(ActivationFunction.Named("relu"), 2), 1);
        double expected = (Math.Sqrt(1 - (correlation * correlation)) + (correlation * (Math.PI - Math.Acos(correlation)))) / Math.PI;

        Assert.Equal(expected, map.Next(correlation), 1e-9);
        Assert.Equal(1, map.FixedPoint);
    }

    /// <summary>Williams 1997: E[erf u · erf v] = 2/π · arcsin(2c·q / (1 + 2q)).</summary>
    [Fact]
    public void The_correlation_map_of_erf_is_the_arc_sine_kernel()
    {
        const double variance = 0.7;
        CorrelationMap map = new(new VarianceMap(ActivationFunction.Named("erf"), 3, 0.1), variance);

        foreach (double correlation in (double[])[-0.9, 0.2, 0.95])
        {
            double expected = ((3 * 2 / Math.PI * Math.Asin(2 * correlation * variance / (1 + (2 * variance)))) + 0.1) / variance;
            Assert.Equal(expected, map.Next(correlation), 1e-11);
        }
    }

    /// <summary>Jacot et al. 2018: with σw² = 2 each layer of ReLU adds q to the tangent kernel's diagonal.</summary>
    [Fact]
    public void Kernels_of_ReLU_by_depth()
    {
        IReadOnlyList<KernelStep> steps = KernelTrajectory.Of(new VarianceMap(ActivationFunction.Named("relu"), 2), 0.5, 0.2, 20);

        Assert.Equal(21, steps.Count);
        Assert.All(steps.Index(), step =>
        {
            Assert.Equal(0.5, step.Item.Variance, 1e-12);
            Assert.Equal(0.5 * (step.Index + 1), step.Item.TangentDiagonal, 1e-10);
        });
        double kernel = (Math.Sqrt(1 - 0.04) + (0.2 * (Math.PI - Math.Acos(0.2)))) / Math.PI * 0.5;
        Assert.Equal(kernel, steps[1].Covariance, 1e-10);
        Assert.Equal(kernel + (0.1 * (1 - (Math.Acos(0.2) / Math.PI))), steps[1].Tangent, 1e-10);
        Assert.True(steps[20].Covariance > 0.45);
    }

    /// <summary>Hanin and Nica 2020: Var ln q = 5L/n for ReLU with He's weights; the mean of ln q is minus half of it.</summary>
    [Fact]
    public void The_spread_of_ReLU_at_finite_width()
    {
        FiniteWidth predicted = FiniteWidth.Predict(new VarianceMap(ActivationFunction.Named("relu"), 2), 1, 30, 500);

        Assert.Equal(Math.Sqrt((5 * 30 / 500.0) + (2 / 500.0)), predicted.LogarithmicSpread, 1e-9);
        Assert.Equal(Math.Exp(-(5 * 30 / 1000.0) - (1 / 500.0)), predicted.GeometricMean, 1e-9);
        Assert.Equal(1, predicted.InfiniteWidth, 1e-12);
    }

    /// <summary>Half of the networks of hard_shrink come to 0, the others grow: no mean of ln q is left.</summary>
    [Fact]
    public void There_is_no_prediction_where_networks_part()
    {
        ActivationFunction shrink = ActivationFunction.Named("hard_shrink");
        FiniteWidth predicted = FiniteWidth.Predict(new VarianceMap(shrink, 1 / GaussianMoments.Of(shrink, 1).MeanSquare), 1, 50, 256);

        Assert.True(double.IsNaN(predicted.GeometricMean) && double.IsNaN(predicted.LogarithmicSpread));
        Assert.Equal(1, predicted.InfiniteWidth, 1e-9);
    }

    [Fact]
    public void Fixed_points_at_1_under_a_gain_and_their_basins()
    {
        VarianceMap tanh = new(Tanh, 1 / GaussianMoments.Of(Tanh, 1).MeanSquare);

        Assert.Equal([0, 1], tanh.FixedPoints.Select(point => Math.Round(point.Variance, 12)));
        Assert.Equal([Stability.Repelling, Stability.Attracting], tanh.FixedPoints.Select(point => point.Stability));
        Assert.Equal((0, double.PositiveInfinity), tanh.FixedPoints[1].ReachedFrom);
        VarianceMap gelu = new(ActivationFunction.Named("gelu"), 1 / GaussianMoments.Of(ActivationFunction.Named("gelu"), 1).MeanSquare);
        Assert.Equal(Stability.Repelling, gelu.FixedPoints.Single(point => Math.Abs(point.Variance - 1) < 1e-9).Stability);
        Assert.Null(gelu.FixedPointFrom(1.5));
        Assert.Equal(0, gelu.FixedPointFrom(0.5)!.Variance);
    }

    [Fact]
    public void Phases()
    {
        Assert.Equal(Phase.Ordered, new SignalPropagation(new VarianceMap(Tanh, 1, 0.05)).Phase);
        Assert.Equal(Phase.Chaotic, new SignalPropagation(new VarianceMap(Tanh, 2, 0.05)).Phase);
        Assert.Equal(Phase.Critical, new SignalPropagation(new VarianceMap(Tanh, 1)).Phase);
        SignalPropagation growing = new(new VarianceMap(ActivationFunction.Named("gelu"), 3));
        Assert.Null(growing.FixedPoint);
        Assert.Equal(Phase.Chaotic, growing.Phase);
        Assert.Equal(1.5, growing.ChiPerp!.Value, 1e-4);
        Assert.Equal(double.PositiveInfinity, new SignalPropagation(new VarianceMap(ActivationFunction.Named("relu"), 2)).DepthScale);
    }
}
