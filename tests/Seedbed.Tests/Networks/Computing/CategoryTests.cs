using Seedbed.Autodiff;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Numbers as categories, pooling to a size, and images that are changed in training alone.</summary>
public sealed class CategoryTests
{
    private const string Tokens = "\"vocabulary\": [12, 36, 40]";

    [Theory]
    [InlineData("Discretization", "\"bin_boundaries\": [0.0, 1.0, 2.5]", new[] { -1, 0, 0.5, 3 }, new double[] { 0, 1, 1, 3 })]
    [InlineData("Discretization", "\"bin_boundaries\": [0.0], \"output_mode\": \"one_hot\"", new[] { -1.0, 1 }, new double[] { 1, 0, 0, 1 })]
    [InlineData("Discretization", "\"bin_boundaries\": [0.0], \"output_mode\": \"count\"", new[] { -1.0, 1, 2 }, new double[] { 1, 2 })]
    [InlineData("CategoryEncoding", "\"num_tokens\": 4", new[] { 3.0, 1, 1 }, new double[] { 0, 1, 0, 1 })]
    [InlineData("CategoryEncoding", "\"num_tokens\": 4, \"output_mode\": \"count\"", new[] { 3.0, 1, 1 }, new double[] { 0, 2, 0, 1 })]
    [InlineData("CategoryEncoding", "\"num_tokens\": 2, \"output_mode\": \"one_hot\"", new[] { 1.0, 0, 1 }, new double[] { 0, 1, 1, 0, 0, 1 })]
    [InlineData("CategoryEncoding", "\"num_tokens\": 3, \"output_mode\": \"one_hot\"", new[] { 2.0 }, new double[] { 0, 0, 1 })]
    [InlineData("IntegerLookup", Tokens, new[] { 36.0, 12, 5 }, new double[] { 2, 1, 0 })]
    [InlineData("IntegerLookup", Tokens + ", \"mask_token\": 0", new[] { 36.0, 0, 5 }, new double[] { 3, 0, 1 })]
    [InlineData("IntegerLookup", Tokens + ", \"num_oov_indices\": 2", new[] { 40.0, 5, 6, -3 }, new double[] { 4, 1, 0, 1 })]
    [InlineData("IntegerLookup", "\"vocabulary\": [-1, 12, 36]", new[] { 36.0, 7 }, new double[] { 2, 0 })]
    [InlineData("IntegerLookup", Tokens + ", \"output_mode\": \"multi_hot\"", new[] { 36.0, 5, 36 }, new double[] { 1, 0, 1, 0 })]
    [InlineData("IntegerLookup", Tokens + ", \"invert\": true", new[] { 2.0, 0, 3 }, new double[] { 36, -1, 40 })]
    public void Numbers_become_categories(string layer, string arguments, double[] x, double[] expected)
    {
        LayerRun run = LayerRun.Sequential($"{x.Length}", (layer, arguments));

        Assert.Equal(expected, run.Output(LayerRun.Input(x, 1, x.Length)));
        Assert.Equal([.. expected, .. expected], run.Output(LayerRun.Input([.. x, .. x], 2, x.Length)));
    }

    [Theory]
    [InlineData("CategoryEncoding", "\"num_tokens\": 4", 4.0, "its input has the category 4; categories are the integers from 0 to 3")]
    [InlineData("CategoryEncoding", "\"num_tokens\": 4", 0.5, "its input has the category 0.5")]
    [InlineData("IntegerLookup", Tokens + ", \"num_oov_indices\": 0", 4.0, "its input has 4, which is not in its vocabulary")]
    [InlineData("IntegerLookup", "", 4.0, "vocabulary is absent; it must be a list of numbers to be computed here")]
    [InlineData("Discretization", "\"num_bins\": 4", 4.0, "bin_boundaries is absent; it must be a list of numbers")]
    [InlineData("Discretization", "\"bin_boundaries\": [2, 1]", 4.0, "it must be one that ascends")]
    [InlineData("IntegerLookup", Tokens + ", \"output_mode\": \"tf_idf\"", 4.0, "output_mode is \"tf_idf\"; it must be int, one_hot, multi_hot or count")]
    public void What_has_no_category_gets_a_sentence(string layer, string arguments, double x, string sentence)
    {
        Exception fault = Assert.ThrowsAny<Exception>(() => LayerRun.Sequential("1", (layer, arguments)).Output(LayerRun.Input([x], 1, 1)));

        Assert.True(fault is FormatException or ArgumentException, $"{fault}");
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Average", "channels_last")]
    [InlineData("Max", "channels_last")]
    [InlineData("Average", "channels_first")]
    [InlineData("Max", "channels_first")]
    public void A_window_of_adaptive_pooling_may_overlap_its_neighbours(string kind, string format)
    {
        bool isLast = format == "channels_last";
        LayerRun run = LayerRun.Sequential(
            isLast ? "5, 7, 2" : "2, 5, 7", ($"Adaptive{kind}Pooling2D", $"\"output_size\": [3, 2], \"data_format\": \"{format}\""));
        Tensor x = isLast ? LayerRun.Input(1, 2, 5, 7, 2) : LayerRun.Input(1, 2, 2, 5, 7);
        double[] expected = new double[2 * 3 * 2 * 2];
        for (int i = 0; i < expected.Length; i++)
        {
            (int sample, int row, int column, int channel) = isLast ? (i / 12, i / 4 % 3, i / 2 % 2, i % 2) : (i / 12, i / 2 % 3, i % 2, i / 6 % 2);
            List<double> window = [];
            for (int y = row * 5 / 3; y < (((row + 1) * 5) + 2) / 3; y++)
            {
                for (int z = column * 7 / 2; z < (((column + 1) * 7) + 1) / 2; z++)
                {
                    window.Add(x.Values<double>()[isLast ? (((((sample * 5) + y) * 7) + z) * 2) + channel : (((((sample * 2) + channel) * 5) + y) * 7) + z]);
                }
            }

            expected[i] = kind == "Max" ? window.Max() : window.Average();
        }

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Theory]
    [InlineData("StringLookup", "\"vocabulary\": [\"a\", \"b\"]")]
    [InlineData("TextVectorization", "\"output_sequence_length\": 3")]
    [InlineData("Hashing", "\"num_bins\": 3")]
    public void What_takes_texts_is_told_to_stand_before_the_model(string layer, string arguments) => Assert.EndsWith(
        "Models get numbers here, and it takes texts, or hashes what it gets: apply it to the data beforehand, and let the model begin with the numbers that it gives.",
        Assert.Throws<FormatException>(() => LayerRun.Sequential("3", (layer, arguments))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("RandomPerspective", "\"factor\": 0.5")]
    [InlineData("RandAugment", "")]
    public void What_is_not_computed_in_training_is_the_identity_outside(string layer, string arguments)
    {
        LayerRun run = LayerRun.Sequential("4, 4, 3", (layer, arguments));
        Tensor x = LayerRun.Input(1, 2, 4, 4, 3);

        Assert.Equal(x.Values<double>().ToArray(), run.Output(x));
        Assert.Contains(
            $"what the class {layer} does in training is not computed here",
            Assert.Throws<NotSupportedException>(() => run.Output(training: true, x)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RandomGrayscale", "\"factor\": 1.0")]
    [InlineData("RandomColorDegeneration", "\"factor\": [1.0, 1.0], \"value_range\": [-5, 5]")]
    [InlineData("RandomInvert", "\"factor\": [1.0, 1.0], \"value_range\": [0, 1]")]
    [InlineData("Solarization", "\"threshold_factor\": [1.0, 1.0], \"value_range\": [-1, 1]")]
    [InlineData("RandomShear", "\"x_factor\": 0.0, \"y_factor\": 0.0")]
    public void Images_are_changed_in_training_alone(string layer, string arguments)
    {
        LayerRun run = LayerRun.Sequential("2, 2, 3", (layer, arguments));
        Tensor x = LayerRun.Input(1, 2, 2, 2, 3);
        double[] values = x.Values<double>().ToArray();
        double[] gray = [.. values.Select((_, i) => i / 3 * 3).Select(i => (0.2989 * values[i]) + (0.587 * values[i + 1]) + (0.114 * values[i + 2]))];
        double[] expected = layer switch
        {
            "RandomInvert" => [.. values.Select(value => 1 - value)],
            "RandomShear" => values,
            "Solarization" => values,
            _ => gray,
        };

        Assert.Equal(values, run.Output(x));
        double[] changed = run.Output(training: true, x);
        LayerRun.Near(layer == "Solarization" ? [.. Solarized()] : expected, changed);

        // The thresholds are drawn between 1 and 255: each value of an image is either turned or stays.
        IEnumerable<double> Solarized() => values.Select((value, i) => Math.Abs(changed[i] - value) < 1e-12 ? value : -value);
    }

    /// <summary>One turn of the direction for the image: the row y is moved by the same number of steps for each y.</summary>
    [Fact]
    public void A_slanted_image_is_seen_through_an_affine_map()
    {
        LayerRun run = LayerRun.Sequential("3, 5, 1", ("RandomShear", "\"x_factor\": [1.0, 1.0], \"fill_mode\": \"constant\""));
        double[] values = [.. Enumerable.Range(1, 15).Select(i => (double)i)];

        double[] changed = run.Output(training: true, LayerRun.Input(values, 1, 3, 5, 1));

        int sign = changed[5] == values[6] ? 1 : -1;
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (i % 5) + (sign * (i / 5)) is var at and >= 0 and < 5 ? values[(i / 5 * 5) + at] : 0), changed);
    }
}
