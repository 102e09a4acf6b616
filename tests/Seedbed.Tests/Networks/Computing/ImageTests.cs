using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Layers that resize, cut and change images.</summary>
public sealed class ImageTests
{
    private static readonly double[] s_ramp = [0, 1, 2, 3];

    [Theory]
    [InlineData("nearest", new double[] { 0, 0, 1, 1, 2, 2, 3, 3 })]
    [InlineData("bilinear", new double[] { 0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3 })]
    public void Points_stand_in_the_middle_of_their_squares(string way, double[] expected)
    {
        LayerRun columns = LayerRun.Sequential("1, 4, 1", ("UpSampling2D", $"\"size\": [1, 2], \"interpolation\": \"{way}\""));
        LayerRun rows = LayerRun.Sequential("1, 4, 1", ("Resizing", $"\"height\": 1, \"width\": 8, \"interpolation\": \"{way}\""));

        LayerRun.Near(expected, columns.Output(LayerRun.Input(s_ramp, 1, 1, 4, 1)));
        LayerRun.Near(expected, rows.Output(LayerRun.Input(s_ramp, 1, 1, 4, 1)));
    }

    [Theory]
    [InlineData("bicubic", 2)]
    [InlineData("lanczos3", 3)]
    [InlineData("lanczos5", 5)]
    public void A_wide_kernel_is_a_sum_over_all_points_in_its_reach(string way, int radius)
    {
        LayerRun run = LayerRun.Sequential("3, 4, 2", ("UpSampling2D", $"\"size\": [2, 3], \"interpolation\": \"{way}\""));
        Tensor x = LayerRun.Input(3, 2, 3, 4, 2);
        List<double> expected = [];
        for (int i = 0; i < 2 * 6 * 12 * 2; i++)
        {
            (int sample, int row, int column, int channel) = (i / 144, i / 24 % 6, i / 2 % 12, i % 2);
            double sum = 0, weights = 0;
            for (int at = 0; at < 12; at++)
            {
                double weight = Kernel(((row + 0.5) / 2) - (at / 4) - 0.5) * Kernel(((column + 0.5) / 3) - (at % 4) - 0.5);
                weights += weight;
                sum += weight * x.Values<double>()[(((sample * 12) + at) * 2) + channel];
            }

            expected.Add(sum / weights);
        }

        LayerRun.Near([.. expected], run.Output(x), 1e-11);
        run.CheckGradients(training: true, 1, x);

        double Kernel(double distance)
        {
            double d = Math.Abs(distance);
            if (way == "bicubic")
            {
                return d < 1 ? (1.5 * d * d * d) - (2.5 * d * d) + 1 : d < 2 ? (-0.5 * d * d * d) + (2.5 * d * d) - (4 * d) + 2 : 0;
            }

            return d > radius ? 0 : d == 0 ? 1 : radius * Math.Sin(Math.PI * d) * Math.Sin(Math.PI * d / radius) / (Math.PI * Math.PI * d * d);
        }
    }

    [Fact]
    public void A_smaller_image_is_a_mean_where_it_is_asked_not_to_alias()
    {
        string config = "\"height\": 1, \"width\": 2, \"antialias\": ";
        Tensor x = LayerRun.Input(s_ramp, 1, 1, 4, 1);

        LayerRun.Near([0.5, 2.5], LayerRun.Sequential("1, 4, 1", ("Resizing", config + "false")).Output(x));
        LayerRun.Near([((0 * 0.75) + (1 * 0.75) + (2 * 0.25)) / 1.75, ((1 * 0.25) + (2 * 0.75) + (3 * 0.75)) / 1.75],
            LayerRun.Sequential("1, 4, 1", ("Resizing", config + "true")).Output(x));
    }

    [Theory]
    [InlineData("Resizing", "\"height\": 2, \"width\": 2, \"crop_to_aspect_ratio\": true", new double[] { 1, 2, 5, 6 })]
    [InlineData("CenterCrop", "\"height\": 2, \"width\": 2", new double[] { 1, 2, 5, 6 })]
    [InlineData("CenterCrop", "\"height\": 1, \"width\": 3", new double[] { 0, 1, 2 })]
    [InlineData("Resizing", "\"height\": 4, \"width\": 4, \"pad_to_aspect_ratio\": true, \"fill_value\": 9", new double[] { 9, 9, 9, 9, 0, 1, 2, 3, 4, 5, 6, 7, 9, 9, 9, 9 })]
    public void The_middle_is_cut_out_or_padded(string type, string config, double[] expected) => LayerRun.Near(
        expected, LayerRun.Sequential("2, 4, 1", (type, config)).Output(LayerRun.Input([0, 1, 2, 3, 4, 5, 6, 7], 1, 2, 4, 1)));

    [Theory]
    [InlineData("RandomFlip", "")]
    [InlineData("RandomRotation", "\"factor\": 0.2")]
    [InlineData("RandomTranslation", "\"height_factor\": 0.4, \"width_factor\": [-0.3, 0.1], \"fill_mode\": \"wrap\"")]
    [InlineData("RandomZoom", "\"height_factor\": [0.1, 0.4], \"fill_mode\": \"constant\", \"fill_value\": 0.5")]
    [InlineData("RandomContrast", "\"factor\": 0.5, \"value_range\": [-5, 5]")]
    [InlineData("RandomBrightness", "\"factor\": 0.2, \"value_range\": [-5, 5]")]
    [InlineData("RandomCrop", "\"height\": 3, \"width\": 2")]
    public void Images_change_in_training_alone(string type, string config)
    {
        LayerRun run = LayerRun.Sequential("5, 4, 2", (type, config));
        Tensor x = LayerRun.Input(2, 3, 5, 4, 2);

        Assert.Equal(x.Values<double>().ToArray(), run.Output(x));
        Assert.NotEqual(run.Output(x), run.Output(training: true, x));
        Assert.Equal(run.Output(training: true, x), run.Output(training: true, x));
        run.CheckGradients(training: true, 1, x);
    }

    [Fact]
    public void A_quarter_turn_moves_every_point()
    {
        LayerRun run = LayerRun.Sequential("3, 3, 1", ("RandomRotation", "\"factor\": [0.25, 0.25]"));

        // Column x and row y come from column 1 + (1 − y) · sin and row 1 + (x − 1) · sin.
        LayerRun.Near([2, 5, 8, 1, 4, 7, 0, 3, 6],
            run.Output(training: true, LayerRun.Input([0, 1, 2, 3, 4, 5, 6, 7, 8], 1, 3, 3, 1)), 1e-9);
    }

    [Theory]
    [InlineData("reflect", new double[] { 1, 0, 0, 1 })]
    [InlineData("nearest", new double[] { 0, 0, 0, 1 })]
    [InlineData("constant", new double[] { 7, 7, 0, 1 })]
    [InlineData("wrap", new double[] { 2, 3, 0, 1 })]
    public void What_lies_beyond_the_border_follows_from_the_fill_mode(string mode, double[] expected)
    {
        LayerRun run = LayerRun.Sequential("1, 4, 1", ("RandomTranslation",
            $"\"height_factor\": [0, 0], \"width_factor\": [0.5, 0.5], \"fill_mode\": \"{mode}\", \"fill_value\": 7, \"interpolation\": \"nearest\""));

        LayerRun.Near(expected, run.Output(training: true, LayerRun.Input(s_ramp, 1, 1, 4, 1)));
    }

    [Fact]
    public void Contrast_keeps_the_mean_of_each_channel()
    {
        LayerRun run = LayerRun.Sequential("1, 4, 1", ("RandomContrast", "\"factor\": [1.0, 1.0], \"value_range\": [-9, 9]"));

        // 1 − 1 to 1 + 1: a factor between the two for the distances from the mean.
        double[] y = run.Output(training: true, LayerRun.Input(s_ramp, 1, 1, 4, 1));

        Assert.Equal(1.5, y.Average(), 1e-12);
        Assert.Equal((y[3] - y[0]) / 3, y[1] - y[0], 1e-12);
        Assert.InRange(y[1] - y[0], 0, 2);
    }

    [Fact]
    public void A_normalization_adapts_to_samples()
    {
        Normalization layer = new();
        Sequential model = new([new Input([2, 2]), layer], seed: 1);
        model.Build();
        layer.Adapt<float>([1, 10, 3, 10, 5, 30, 7, 30], 2, 2);

        Assert.Equal([4f, 20f], layer.Weights[0].ToArray<float>());
        Assert.Equal([5f, 100f], layer.Weights[1].ToArray<float>());
        Assert.Throws<ArgumentException>(() => layer.Adapt<float>([1, 2, 3], 2, 2));
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance()
    {
        LayerRun run = LayerRun.Sequential("20000", ("AlphaDropout", "\"rate\": 0.3"));
        double[] x = [.. Enumerable.Range(0, 20000).Select(i => Math.Sqrt(2) * Math.Sin(i))];
        double[] y = run.Output(training: true, LayerRun.Input(x, 1, 20000));
        double mean = y.Average();

        Assert.Equal(x, run.Output(LayerRun.Input(x, 1, 20000)));
        Assert.Equal(0, mean, 0.03);
        Assert.Equal(1, y.Average(value => (value - mean) * (value - mean)), 0.03);
        run.CheckGradients(training: true, 1, LayerRun.Input(x, 1, 20000));
    }
}
