using Seedbed.Autodiff;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Colors, sharpness and histograms of images in training, against plain loops; factors of equal ends leave nothing to chance.</summary>
public sealed class AugmentationTests
{
    private const string Range = "\"value_range\": [0, 2], ";
    private static readonly int[] s_sizes = [2, 3, 4, 3];

    /// <summary>Values from 0.2 to 1.8.</summary>
    private static double[] Values { get; } = [.. LayerRun.Values(72, 5).Select(value => 1 + value)];

    public static TheoryData<string, string> Layers => new()
    {
        { "RandomHue", Range + "\"factor\": 0.5" }, { "RandomSaturation", Range + "\"factor\": [0.1, 0.4]" },
        { "RandomSharpness", Range + "\"factor\": [0.2, 0.4]" }, { "RandomGaussianBlur", Range + "\"factor\": [0.9, 1]" },
        { "RandomErasing", Range + "\"scale\": [0.3, 0.5], \"factor\": [1, 1]" },
        { "RandomColorJitter", Range + "\"brightness_factor\": [0.01, 0.05], \"contrast_factor\": [0.01, 0.02], \"saturation_factor\": 0.4, \"hue_factor\": 0.2" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Images_change_in_training_alone_and_gradients_go_through(string type, string config)
    {
        LayerRun run = LayerRun.Sequential("3, 4, 3", (type, config));
        Tensor x = LayerRun.Input(Values, s_sizes);

        Assert.Equal(Values, run.Output(x));
        Assert.NotEqual(Values, run.Output(training: true, x));
        Assert.Equal(run.Output(training: true, x), run.Output(training: true, x));
        run.CheckGradients(training: true, 1, x);
    }

    /// <summary>Half a circle turns a channel x into max + min − x.</summary>
    [Fact]
    public void Half_a_turn_of_the_hue_is_the_complement() => LayerRun.Near(
        [.. Values.Chunk(3).SelectMany(color => color.Select(channel => color.Max() + color.Min() - channel))],
        Changed("RandomHue", Range + "\"factor\": [1, 1]"));

    /// <summary>A third of a circle exchanges the channels, one way or the other for each image.</summary>
    [Fact]
    public void A_third_of_a_turn_exchanges_channels()
    {
        double[] actual = Changed("RandomHue", Range + $"\"factor\": [{2.0 / 3:R}, {2.0 / 3:R}]");
        double[][] ways = [.. new[] { 1, 2 }.Select(way => Values.Select((_, i) => Values[(i / 3 * 3) + ((i + way) % 3)]).ToArray())];
        for (int image = 0; image < 2; image++)
        {
            double[] own = actual[(image * 36)..((image + 1) * 36)];
            double distance = ways.Min(way => way.Skip(image * 36).Zip(own, (expected, value) => Math.Abs(expected - value)).Max());

            // Bounds of what is drawn are rounded to float32, and ⅔ is none.
            Assert.True(distance < 3e-7, $"image {image}: {distance}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void A_saturation_is_what_is_between_a_channel_and_the_largest(double factor)
    {
        double scale = factor / (1 - factor + 1e-7);
        double[] expected = [.. Values.Chunk(3).SelectMany(color => color.Select(channel => color.Max() - (scale * (color.Max() - channel))))];
        string ends = $"[{factor:R}, {factor:R}]";

        LayerRun.Near(expected, Changed("RandomSaturation", Range + $"\"factor\": {ends}"));
        LayerRun.Near(expected, Changed("RandomColorJitter", Range + $"\"saturation_factor\": {ends}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.375)]
    [InlineData(1)]
    public void Sharpness_is_a_part_of_the_way_to_a_smooth_image(double factor)
    {
        double[] smooth = Filtered((row, column) => row == 0 && column == 0 ? 5.0 / 13 : 1.0 / 13);
        double[] expected = [.. Values.Zip(smooth, (own, all) => Math.Clamp(own + ((1 - (2 * factor)) * (all - own)), 0, 2))];

        LayerRun.Near(expected, Changed("RandomSharpness", Range + $"\"factor\": [{factor:R}, {factor:R}]"));
    }

    [Fact]
    public void A_blur_is_a_Gaussian_window()
    {
        const double Deviation = 0.75 + 1e-6;
        double[] bell = [.. Enumerable.Range(-1, 3).Select(i => Math.Exp(-0.5 * i * i / (Deviation * Deviation)))];

        LayerRun.Near(
            Filtered((row, column) => bell[row + 1] * bell[column + 1] / (bell.Sum() * bell.Sum())),
            Changed("RandomGaussianBlur", Range + "\"factor\": [1, 1], \"sigma\": [0.75, 0.75]"));
    }

    [Theory]
    [InlineData(3, 0b11100000)]
    [InlineData(1, 0b10000000)]
    [InlineData(8, 0b11111111)]
    public void Posterization_keeps_the_first_bits(int bits, int mask)
    {
        double[] x = [.. Enumerable.Range(0, 12).Select(i => i * 23.0)];

        Assert.Equal(
            x.Select(value => (double)((int)value & mask)),
            LayerRun.Sequential("2, 3, 1", ("RandomPosterization", $"\"factor\": [{bits}, {bits}]")).Output(training: true, LayerRun.Input(x, 2, 2, 3, 1)));
    }

    [Fact]
    public void Erasing_fills_one_rectangle()
    {
        double[] x = [.. Enumerable.Range(0, 32).Select(i => i / 100.0)];
        double[] y = LayerRun.Sequential("4, 4, 1", ("RandomErasing", "\"factor\": [1, 1], \"scale\": [0.25, 0.25], \"fill_value\": 9"))
            .Output(training: true, LayerRun.Input(x, 2, 4, 4, 1));

        for (int image = 0; image < 2; image++)
        {
            int[] filled = [.. Enumerable.Range(0, 16).Where(i => y[(image * 16) + i] == 9)];
            Assert.Equal(4, filled.Length);
            Assert.Equal([0, 1, 4, 5], filled.Select(i => i - filled[0]));
            Assert.All(Enumerable.Range(0, 16).Except(filled), i => Assert.Equal(x[(image * 16) + i], y[(image * 16) + i]));
        }

        Assert.Equal(Values, Changed("RandomErasing", Range + "\"factor\": 0"));
        Assert.Contains("fill_value is [1, 2]; it must be a number, a list of three, or null.", Assert.Throws<FormatException>(
            () => Changed("RandomErasing", "\"fill_value\": [1, 2]")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contrast_is_stretched_in_training_and_outside(bool training)
    {
        double[] x = [.. Values.Select((value, i) => i % 3 == 1 && i < 36 ? 0.5 : value)];
        LayerRun run = LayerRun.Sequential("3, 4, 3", ("AutoContrast", "\"value_range\": [0, 2]"));
        double[] expected = [.. x.Select((value, i) =>
        {
            double[] own = [.. x.Where((_, j) => j / 36 == i / 36 && j % 3 == i % 3)];
            return own.Max() == own.Min() ? value : (value - own.Min()) / (own.Max() - own.Min()) * 2;
        })];

        LayerRun.Near(expected, run.Output(training, LayerRun.Input(x, s_sizes)));
        run.CheckGradients(training, 1, LayerRun.Input(Values, s_sizes));
    }

    [Fact]
    public void A_histogram_is_made_even()
    {
        LayerRun run = LayerRun.Sequential("2, 2, 2", ("Equalization", ""));
        Tensor x = LayerRun.Input([0, 7, 85, 7, 85, 7, 255, 7], 1, 2, 2, 2);

        // Of the first channel one point is 0, three are at most 85: (3 − 1) / (4 − 1) of 255.
        Assert.Equal([0, 7, 170, 7, 170, 7, 255, 7], run.Output(training: true, x));
        Assert.Equal(x.Values<double>().ToArray(), run.Output(x));
    }

    [Theory]
    [InlineData("RandomHue", "\"factor\": 0.5", "three channels")]
    [InlineData("RandomErasing", "\"fill_value\": [1, 2, 3]", "as fill_value has three numbers")]
    public void Images_of_other_channels_get_a_sentence(string type, string config, string sentence) => Assert.Contains(
        sentence, Assert.Throws<ArgumentException>(() => LayerRun.Sequential("2, 2, 1", (type, config)).Output(
            training: true, LayerRun.Input(1, 1, 2, 2, 1))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("RandomPosterization", "\"factor\": 9", "factor is 9; it must be a number from 1 to 8 or a list of two.")]
    [InlineData("RandomGaussianBlur", "\"kernel_size\": 4", "it must be an odd number or a list of two.")]
    [InlineData("RandomHue", "", "factor is absent")]
    public void A_wrong_argument_gets_a_sentence(string type, string config, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(() => LayerRun.Sequential("2, 2, 3", (type, config))).Message, StringComparison.Ordinal);

    private static double[] Changed(string type, string config) =>
        LayerRun.Sequential("3, 4, 3", (type, config)).Output(training: true, LayerRun.Input(Values, s_sizes));

    /// <summary>A window of three by three, zeros around the image.</summary>
    private static double[] Filtered(Func<int, int, double> window) => [.. Values.Select((_, i) =>
    {
        (int image, int row, int column, int channel) = (i / 36, i / 12 % 3, i / 3 % 4, i % 3);
        double sum = 0;
        for (int j = 0; j < 9; j++)
        {
            (int y, int x) = (row + (j / 3) - 1, column + (j % 3) - 1);
            sum += y is >= 0 and < 3 && x is >= 0 and < 4 ? window((j / 3) - 1, (j % 3) - 1) * Values[(((((image * 3) + y) * 4) + x) * 3) + channel] : 0;
        }

        return sum;
    })];
}
