using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Probes;

/// <summary>The figures of the papers as numbers: what a probe of their networks shows.</summary>
public sealed class ClassicFigureTests
{
    private static readonly ProbeOptions s_forward = new() { HasGradients = false, HasSpectra = false };

    /// <summary>Glorot and Bengio 2010, figure 6: five layers of 1000 tanh units on unit Gaussian inputs.</summary>
    [Theory]
    [InlineData(false, 0.0066)]
    [InlineData(true, 0.129)]
    public void Glorot_2010_the_normalized_initialization_keeps_twenty_times_more(bool isNormalized, double expected)
    {
        VarianceScaling scheme = isNormalized
            ? new GlorotUniform()
            : new VarianceScaling(1.0 / 3, FanMode.FanIn, ScalingDistribution.Uniform);
        LayerProbe[] layers = [.. Probe(Stack(1000, 5, "tanh", scheme), s_forward).Weighted];

        double ratio = layers[^1].SecondMoment.Median / layers[0].SecondMoment.Median;
        Assert.InRange(ratio, expected * 0.85, expected * 1.15);
    }

    /// <summary>He et al. 2015, figure 3: thirty layers of ReLU; both schemes draw the same numbers, one scaled by √2.</summary>
    [Fact]
    public void He_2015_every_layer_of_Xaviers_loses_half()
    {
        double he = Last(new HeNormal());
        double xavier = Last(new GlorotNormal());

        Assert.Equal(1, he / xavier / (1 << 30), 1e-5);
        Assert.InRange(xavier, 1e-10, 1e-8);

        static double Last(Initializer scheme) => Probe(Stack(256, 30, "relu", scheme), s_forward).Layers[^1].SecondMoment.Median;
    }

    /// <summary>Saxe et al. 2014: the product of orthogonal matrices is one.</summary>
    [Fact]
    public void Saxe_2014_orthogonal_weights_keep_every_direction()
    {
        ModelSpectra spectra = Probe(Stack(128, 20, "linear", new Orthogonal()), new ProbeOptions()).Spectra!;

        Assert.Equal(128, spectra.Jacobian.Count);
        Assert.All(spectra.Jacobian, value => Assert.Equal(1, value, 1e-5));
        Assert.Equal(1, spectra.MeanSquare, 1e-5);
    }

    /// <summary>Pennington et al. 2017: the largest squared singular value of L Gaussian matrices is (L+1)^(L+1)/L^L.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6.75)]
    [InlineData(3, 9.4815)]
    [InlineData(4, 12.207)]
    [InlineData(5, 14.930)]
    public void Pennington_2017_Gaussian_weights_stretch_one_direction(int depth, double expected)
    {
        double[] squares = [.. Enumerable.Range(0, 6).Select(seed => Probe(
            Stack(256, depth, "linear", new VarianceScaling(1, FanMode.FanIn, ScalingDistribution.UntruncatedNormal), seed),
            new ProbeOptions()).Spectra!.Jacobian[0]).Select(value => value * value)];

        // The edge of 256 directions lies inside of that of infinitely many, by about 256^(−2/3) of it for each matrix.
        Assert.InRange(squares.Average() / expected, 1 - (0.025 * (depth + 1)), 1.03);
    }

    /// <summary>Xiao et al. 2018: tanh at its critical point keeps gradients through more than a hundred layers, elsewhere they are gone.</summary>
    [Theory]
    [InlineData(1.05, 1e-2, 1e2)]
    [InlineData(0.7, 0, 1e-9)]
    [InlineData(2.5, 1e3, double.PositiveInfinity)]
    public void Xiao_2018_tanh_carries_gradients_at_its_critical_point_alone(double variance, double low, double high)
    {
        Sequential model = Stack(128, 120, "tanh", new Orthogonal(gain: Math.Sqrt(variance)), bias: new RandomNormal(0, Math.Sqrt(2.01e-5)));
        LayerProbe[] layers = [.. Probe(model, new ProbeOptions { HasSpectra = false }).Weighted];

        Assert.InRange(Norm(layers[0]) / Norm(layers[^1]), low, high);

        static double Norm(LayerProbe layer) => layer.BandOf(signal => signal.GradientNorm).Median;
    }

    /// <summary>
    /// Schoenholz et al. 2017, equation 9: 1 − c falls by e in ξ layers. Two inputs start at q*; 24 networks of width 512; the logarithm of the
    /// mean of 1 − c is fitted where 10⁻⁴ &lt; 1 − c &lt; .05.
    /// </summary>
    [Theory]
    [InlineData(1.0, 0.2147, 3.627, 45)]
    [InlineData(1.3, 0.3340, 7.834, 90)]
    [InlineData(1.5, 0.4292, 15.79, 170)]
    public void Schoenholz_2017_correlations_decay_with_the_depth_scale(double variance, double start, double scale, int depth)
    {
        const int Width = 512;
        double size = Math.Sqrt((start - 0.05) / variance);
        Sequential model = Stack(
            Width, depth, "tanh", new VarianceScaling(variance, FanMode.FanIn, ScalingDistribution.UntruncatedNormal),
            bias: new RandomNormal(0, Math.Sqrt(0.05)));
        ProbeResult result = Probe(model, s_forward with { Seeds = 24, Data = Pair(Width, size, 0.8) });

        double[] away = [.. result.Weighted.Select(layer => 1 - layer.BandOf(signal => signal.Correlation).Mean)];
        (double Depth, double Logarithm)[] fitted =
            [.. away.Index().Where(each => each.Item is > 1e-4 and < 0.05).Select(each => ((double)each.Index, Math.Log(each.Item)))];
        (double x, double y) = (fitted.Average(each => each.Depth), fitted.Average(each => each.Logarithm));
        double slope = fitted.Sum(each => (each.Depth - x) * (each.Logarithm - y)) / fitted.Sum(each => (each.Depth - x) * (each.Depth - x));
        Assert.True(fitted.Length >= 10);
        Assert.Equal(1, -1 / slope / scale, 0.1);
    }

    /// <summary>Yang et al. 2022: hidden values do not grow with the width where variances fall like 1/fan in; with fixed ones they do.</summary>
    [Fact]
    public void Yang_2022_the_coordinate_check_is_flat_where_variances_follow_the_width()
    {
        int[] widths = [128, 256, 512, 1024, 2048];
        Assert.All(CoordinateCheck.Of(width => Hidden(width, new HeNormal()), widths, s_forward with { Seeds = 4 }),
            check => Assert.InRange(check.Slope, -0.05, 0.05));
        Assert.All(CoordinateCheck.Of(width => Hidden(width, new RandomNormal(0, 0.02)), widths, s_forward with { Seeds = 4 }),
            check => Assert.True(check.Slope > 0.4, $"{check.Slope}"));

        static Model Hidden(int width, Initializer scheme) => new Sequential(
        [
            new Input([64]), new Dense(width, activation: "relu", kernelInitializer: scheme),
            new Dense(width, activation: "relu", kernelInitializer: scheme), new Dense(width, activation: "relu", kernelInitializer: scheme),
            new Dense(10),
        ], seed: 5);
    }

    /// <summary>
    /// The same behind steps of Adam at one rate: with He's scheme changes grow with the width; with the maximal update
    /// parametrization, here as factors behind layers (Yang and Littwin 2023: W ~ N(0, n) times 1/n for hidden layers, N(0, 1) times 1/n
    /// for the last), what the layers give changes alike: n·E|Δx| of the kernel's product is of slope 1.
    /// </summary>
    [Fact]
    public void Yang_2022_steps_change_hidden_values_alike_under_the_maximal_update_parametrization()
    {
        int[] widths = [128, 256, 512];
        ProbeOptions options = s_forward with { Seeds = 2, Optimizer = new Adam(1e-4, epsilon: 1e-20) };
        IReadOnlyList<CoordinateCheck> standard = CoordinateCheck.Of(
            new Sequential([new Input([64]), Standard(), Standard(), Standard(), new Dense(10)], seed: 5), widths, options);
        Assert.Equal("flat", standard[0].Trend);
        Assert.All(standard.Skip(1), check => Assert.True(check.ChangeSlope > 0.4 && check.Trend == "grows", $"{check}"));

        Assert.All(CoordinateCheck.Of(Maximal, widths, options), check => Assert.Equal(1, check.ChangeSlope, 0.05));

        static Dense Standard() => new(64, "relu", kernelInitializer: new HeNormal());

        static Model Maximal(int width) => new Sequential(
        [
            new Input([64]), new Dense(width, "relu", kernelInitializer: new RandomNormal(0, 1 / 8.0)),
            new Dense(width, kernelInitializer: new RandomNormal(0, Math.Sqrt(2 * width))), new Rescaling(1.0 / width), new ReLU(),
            new Dense(width, kernelInitializer: new RandomNormal(0, Math.Sqrt(2 * width))), new Rescaling(1.0 / width), new ReLU(),
            new Dense(10, kernelInitializer: new RandomNormal(0, 1)), new Rescaling(1.0 / width),
        ], seed: 5);
    }

    private static ProbeResult Probe(Model model, ProbeOptions options) => SignalProbe.Run(model, options);

    private static Sequential Stack(
        int width, int depth, string activation, Initializer scheme, long seed = 11, Initializer? bias = null) => new(
        [
            new Input([width]),
            .. Enumerable.Range(0, depth).Select(_ => new Dense(
                width, activation: activation, kernelInitializer: scheme, biasInitializer: bias ?? new Zeros())),
        ], seed: seed);

    /// <summary>Two samples of a root mean square size and a cosine.</summary>
    private static DataSet Pair(int width, double size, double cosine)
    {
        double[] normal = new Orthogonal(seed: 1).CreateArray<double>([2, width]);
        double[] values = new double[2 * width];
        for (int i = 0; i < width; i++)
        {
            values[i] = size * Math.Sqrt(width) * normal[i];
            values[width + i] = size * Math.Sqrt(width) * ((cosine * normal[i]) + (Math.Sqrt(1 - (cosine * cosine)) * normal[width + i]));
        }

        return new DataSet(Samples.Of<double>(values, 2, width), new float[2]);
    }
}
