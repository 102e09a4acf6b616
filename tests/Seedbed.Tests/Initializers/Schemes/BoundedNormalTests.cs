using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Normals between any bounds: published moments, what bounds mean, and that nothing gathers at them.</summary>
public sealed class BoundedNormalTests
{
    [Theory]
    [InlineData(1, .539560093754897)]
    [InlineData(2, .87962566103423978)]
    public void The_deviation_of_a_standard_normal_cut_on_both_sides_is_the_published_one(double bound, double expected) =>
        Assert.Equal(expected, new BoundedNormalDistribution(0, 1, -bound, bound).StandardDeviation, 1e-12);

    [Fact]
    public void The_mean_of_a_half_normal_is_the_root_of_two_over_pi() =>
        Assert.Equal(Math.Sqrt(2 / Math.PI), new BoundedNormalDistribution(0, 1, 0, double.PositiveInfinity).Mean, 1e-14);

    [Fact]
    public void Far_in_a_tail_the_mean_is_that_of_an_exponential()
    {
        Distribution tail = new BoundedNormalDistribution(0, 1, 30, double.PositiveInfinity);

        // Mills's ratio: E[z | z > x] = x + 1/x − 2/x³ + 10/x⁵ − …
        Assert.Equal(30 + (1 / 30.0) - (2 / 27000.0) + (10 / Math.Pow(30, 5)), tail.Mean, 1e-8);
        Assert.All(Draw(tail, 1000), value => Assert.InRange(value, 30, 31));
        Assert.Equal(tail.Mean, Draw(tail, 100_000).Average(), 1e-3);
    }

    [Fact]
    public void No_bfloat16_value_is_at_absolute_bounds_of_two_where_the_deviation_is_small()
    {
        BFloat16[] values = new AbsoluteTruncatedNormal(stddev: 0.01, seed: 175046).CreateArray<BFloat16>([100_000]);

        Assert.DoesNotContain(values, value => BFloat16.Abs(value) >= BFloat16.One);
        double[] numbers = Array.ConvertAll(values, value => (double)(float)value);
        Assert.Equal(0.01, Math.Sqrt(numbers.Average(value => value * value)), 1e-4);
    }

    [Fact]
    public void Bounds_in_deviations_scale_and_absolute_ones_do_not()
    {
        double[] sigma = new SigmaTruncatedNormal(stddev: 0.02, lower: -3, upper: 3, seed: 1).CreateArray<double>([100_000]);
        double[] absolute = new AbsoluteTruncatedNormal(stddev: 0.02, lower: -3, upper: 3, seed: 1).CreateArray<double>([100_000]);

        Assert.InRange(sigma.Max(), 0.0595, 0.06);
        Assert.True(absolute.Max() > 0.07, $"{absolute.Max()}");
    }

    [Fact]
    public void At_two_deviations_the_law_is_that_of_Keras() => Assert.Equal(
        new TruncatedNormal(0.1, 0.3).DistributionFor([1])!.StandardDeviation,
        new SigmaTruncatedNormal(0.1, 0.3).DistributionFor([1])!.StandardDeviation, 1e-15);

    [Fact]
    public void Element_types_have_the_same_values_but_for_their_rounding()
    {
        SigmaTruncatedNormal scheme = new(stddev: 1, lower: -1, upper: 2, seed: 5);

        Assert.Equal(Array.ConvertAll(scheme.CreateArray<double>([500]), value => (float)value), scheme.CreateArray<float>([500]));
    }

    [Fact]
    public void Numpys_stream_is_cut_as_well()
    {
        FillOptions options = new() { Stream = RandomStream.NumPy };
        double[] whole = new SigmaTruncatedNormal(stddev: 1, lower: 0, upper: 1, seed: 3).CreateArray<double>([40_000], options);
        double[] slice = new double[50];
        new SigmaTruncatedNormal(stddev: 1, lower: 0, upper: 1, seed: 3).FillSlice(slice.AsSpan(), [40_000], 33_000, options);

        Assert.All(whole, value => Assert.InRange(value, 0, 1));
        Assert.Equal(whole[33_000..33_050], slice);
    }

    [Fact]
    public void Bounds_that_hold_nothing_are_refused()
    {
        Assert.Contains("lower one must be below", Assert.Throws<ArgumentException>(() => new AbsoluteTruncatedNormal(lower: 2, upper: 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("no probability", Assert.Throws<ArgumentException>(() => new SigmaTruncatedNormal(lower: 50, upper: 60)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Log_uniform_values_have_a_uniform_logarithm()
    {
        double[] logarithms = Array.ConvertAll(new LogUniform(0.001, 0.1, 7).CreateArray<double>([100_000]), value => Math.Log(value));

        Assert.InRange(logarithms.Min(), Math.Log(0.001), Math.Log(0.00101));
        Assert.InRange(logarithms.Max(), Math.Log(0.099), Math.Log(0.1));
        Assert.Equal(Math.Log(0.01), logarithms.Average(), 0.02);
    }

    [Fact]
    public void Rows_of_padding_are_zero_and_the_others_are_those_of_the_plain_normal()
    {
        float[] plain = new RandomNormal(0, 0.02, 9).CreateArray<float>([5, 4]);
        float[] padded = new ZeroRows([0, 3], seed: 9).CreateArray<float>([5, 4]);

        Assert.Equal([.. new float[4], .. plain[4..12], .. new float[4], .. plain[16..]], padded);
        Assert.Contains("row 5 is to be 0", Assert.Throws<ArgumentException>(() => new ZeroRows([5]).CreateArray<float>([5, 4])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SirenLayer.First, 2, 0.5)]
    [InlineData(SirenLayer.Hidden, 256, 0.005103103631)]
    [InlineData(SirenLayer.Last, 256, 0.005103103631)]
    public void Sine_networks_have_the_bounds_of_their_paper(SirenLayer layer, int inputs, double bound) =>
        Assert.Equal(bound, new SirenUniform(layer).DistributionFor([inputs, 256])!.Maximum, 1e-11);

    [Fact]
    public void The_first_bias_of_sine_networks_of_variable_period_is_uniform_up_to_k()
    {
        Distribution distribution = new FinerBias(20).DistributionFor([256])!;

        Assert.Equal((-20.0, 20.0), (distribution.Minimum, distribution.Maximum));
        Assert.Equal(20 / Math.Sqrt(3), distribution.StandardDeviation, 1e-12);
    }

    /// <summary>sin(W·x) of normal x keeps variance: the fixed point q = 1 − e^(−2q) of q = 6/n·n·E[sin²]/3.</summary>
    [Fact]
    public void The_hidden_layers_of_a_sine_network_keep_their_published_deviation()
    {
        const int Width = 512;
        double[] activations = [.. Enumerable.Range(0, Width).Select(i => Math.Sin(i + 0.5))];
        double deviation = 0;
        for (int layer = 0; layer < 5; layer++)
        {
            double[] kernel = new SirenUniform(seed: layer).CreateArray<double>([Width, Width]);
            double[] sums = [.. Enumerable.Range(0, Width).Select(
                o => 30 * Enumerable.Range(0, Width).Sum(i => activations[i] * kernel[(i * Width) + o]))];
            deviation = Math.Sqrt(sums.Average(sum => sum * sum));
            activations = Array.ConvertAll(sums, Math.Sin);
        }

        Assert.Equal(0.8926, deviation, 0.08);
    }

    private static double[] Draw(Distribution distribution, int count)
    {
        double[] values = new double[count];
        distribution.Fill(RandomStream.TensorFlow, new RandomKey(1, 2), 0, values.AsSpan());
        return values;
    }
}
