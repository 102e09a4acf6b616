using Seedbed.Autodiff;
using Seedbed.Graph;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Layers of products, against sums over all indices.</summary>
public sealed class ProductTests
{
    [Theory]
    [InlineData("ab,bc->ac", "[4]", "3", "c")]
    [InlineData("abc,cd->abd", "[null, 4]", "2, 3", "d")]
    [InlineData("abc,bcd->abd", "[2, 4]", "2, 3", "bd")]
    [InlineData("...x,xy->...y", "[4]", "2, 3", "y")]
    [InlineData("ab...,bc->ac...", "[4]", "3, 2", "c")]
    [InlineData("abc,dc->adb", "[4, 2]", "2, 3", "d")]
    [InlineData("abcd,cde->abe", "[null, 5]", "2, 3, 2", null)]
    [InlineData("abc,bd->ad", "[4]", "2, 3", "d")]
    public void An_equation_is_a_sum_over_the_labels_that_the_output_lacks(string equation, string output, string input, string? bias)
    {
        int[] sizes = [2, .. input.Split(", ").Select(int.Parse)];
        LayerRun run = LayerRun.Sequential(input, ("EinsumDense",
            $"\"equation\": \"{equation}\", \"output_shape\": {output}{(bias is null ? "" : $", \"bias_axes\": \"{bias}\"")}, \"activation\": \"tanh\""));
        Tensor x = LayerRun.Input(4, sizes);

        LayerRun.Near(Expected(equation, sizes, x.Values<double>().ToArray(), run, bias), run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Fact]
    public void A_sum_of_products_goes_along_one_axis_of_each()
    {
        LayerRun run = LayerRun.Functional([("x", "3, 2"), ("y", "4, 3")],
            [("Dot", "d", "\"axes\": [1, 2]", """["x", 0, 0, {}], ["y", 0, 0, {}]""")], "d");
        (Tensor x, Tensor y) = (LayerRun.Input(1, 2, 3, 2), LayerRun.Input(2, 2, 4, 3));
        double[] expected = [.. Enumerable.Range(0, 16).Select(i => Enumerable.Range(0, 3).Sum(k =>
            x.Values<double>()[(i / 8 * 6) + (k * 2) + (i / 4 % 2)] * y.Values<double>()[(i / 8 * 12) + (i % 4 * 3) + k]))];

        LayerRun.Near(expected, run.Output(x, y));
        run.CheckGradients(training: true, 2, x, y);
    }

    [Fact]
    public void Normalized_vectors_have_a_cosine()
    {
        LayerRun run = LayerRun.Functional([("x", "3"), ("y", "3")],
            [("Dot", "d", "\"axes\": 1, \"normalize\": true", """["x", 0, 0, {}], ["y", 0, 0, {}]""")], "d");
        (Tensor x, Tensor y) = (LayerRun.Input([1, 2, 2, 0, 0, 0], 2, 3), LayerRun.Input([2, 0, 0, 1, 2, 3], 2, 3));

        LayerRun.Near([1 / 3.0, 0], run.Output(x, y));
    }

    [Fact]
    public void A_unit_vector_is_divided_by_its_length()
    {
        LayerRun last = LayerRun.Sequential("3", ("UnitNormalization", ""));
        LayerRun both = LayerRun.Sequential("2, 2", ("UnitNormalization", "\"axis\": [1, 2]"));

        LayerRun.Near([1 / 3.0, 2 / 3.0, 2 / 3.0, 0, 0, 0], last.Output(LayerRun.Input([1, 2, 2, 0, 0, 0], 2, 3)));
        LayerRun.Near([0.5, -0.5, 0.5, 0.5], both.Output(LayerRun.Input([3, -3, 3, 3], 1, 2, 2)));
        both.CheckGradients(training: true, 1, LayerRun.Input(5, 2, 2, 2));
    }

    [Theory]
    [InlineData("Dense", "\"units\": 3", "2", "kernel", 1)]
    [InlineData("Conv1D", "\"filters\": 2, \"kernel_size\": 2", "4, 2", "kernel", 3)]
    public void A_spectral_norm_divides_the_kernel_in_training(string type, string config, string input, string name, int iterations)
    {
        LayerRun run = LayerRun.Sequential(input, ("SpectralNormalization",
            $$$""" "power_iterations": {{{iterations}}}, "layer": {"class_name": "{{{type}}}", "config": {"name": "d", "dtype": "float64", {{{config}}}}} """));
        LayerRun plain = LayerRun.Sequential(input, (type, config));
        Tensor x = LayerRun.Input(3, [2, .. input.Split(", ").Select(int.Parse)]);
        double[] kernel = run.Weight("d/" + name), u = run.Weight("vector_u");
        double[] before = [.. kernel];
        double sigma = Sigma(kernel, u, iterations);
        run.Weight("d/bias").CopyTo(plain.Weight("bias").AsSpan());
        kernel.CopyTo(plain.Weight(name).AsSpan());

        LayerRun.Near(plain.Output(x), run.Output(x));
        before.Select(value => value / sigma).ToArray().CopyTo(plain.Weight(name).AsSpan());
        LayerRun.Near(plain.Output(x), run.Output(training: true, x));
    }

    [Theory]
    [InlineData(1, "channels_last", "\"padding\": \"same\"", false)]
    [InlineData(2, "channels_last", "\"strides\": 2, \"return_sequences\": true", true)]
    [InlineData(2, "channels_first", "\"padding\": \"same\", \"go_backwards\": true", false)]
    [InlineData(3, "channels_last", "\"padding\": \"same\", \"dropout\": 0.2, \"recurrent_dropout\": 0.2", false)]
    public void A_convolutional_memory_is_a_sum_over_windows(int rank, string format, string config, bool sequences)
    {
        bool isFirst = format == "channels_first";
        int[] spatial = [.. new[] { 4, 5, 3 }.Take(rank)];
        int[] sizes = isFirst ? [2, 3, 2, .. spatial] : [2, 3, .. spatial, 2];
        LayerRun run = LayerRun.Sequential(string.Join(", ", sizes[1..]), ($"ConvLSTM{rank}D",
            $"\"filters\": 2, \"kernel_size\": 2, \"data_format\": \"{format}\", {config}"));
        Tensor x = LayerRun.Input(6, sizes);
        double[] expected = PlainConvolution.Lstm(
            x.Values<double>().ToArray(), spatial, run.Weights[0], run.Weights[1], run.Weights[2], isFirst,
            config.Contains("same", StringComparison.Ordinal), config.Contains("strides", StringComparison.Ordinal) ? 2 : 1,
            config.Contains("backwards", StringComparison.Ordinal), sequences);

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    private static double Sigma(double[] kernel, double[] u, int iterations)
    {
        int columns = u.Length;
        int rows = kernel.Length / columns;
        double[] v = [];
        for (int i = 0; i < iterations; i++)
        {
            v = Unit([.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Sum(c => kernel[(r * columns) + c] * u[c]))]);
            u = Unit([.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Sum(r => v[r] * kernel[(r * columns) + c]))]);
        }

        return Enumerable.Range(0, kernel.Length).Sum(i => v[i / columns] * kernel[i] * u[i % columns]);

        static double[] Unit(double[] vector)
        {
            double length = Math.Sqrt(vector.Sum(value => value * value));
            return [.. vector.Select(value => value / length)];
        }
    }

    private static double[] Expected(string equation, int[] sizes, double[] x, LayerRun run, string? biasAxes)
    {
        // Axes without labels get capital letters.
        int elided = sizes.Length - equation.Split(',')[0].Count(char.IsLetter);
        string full = equation.Replace("...", "ABC"[..elided], StringComparison.Ordinal);
        (string input, string kernel, string output) = (full.Split(',')[0], full.Split(',')[1].Split("->")[0], full.Split("->")[1]);
        Network network = run.Network();
        int[] kernelSizes = network.Parameters[0].Value.Dimensions.ToArray();
        Dictionary<char, int> size = [];
        foreach ((char label, int count) in input.Zip(sizes).Concat(kernel.Zip(kernelSizes)))
        {
            size[label] = count;
        }

        double[] y = new double[output.Aggregate(1, (product, label) => product * size[label])];
        string all = new([.. output, .. input.Union(kernel).Except(output)]);
        foreach (Dictionary<char, int> index in Indices(all, size))
        {
            y[At(output, index, size)] += x[At(input, index, size)] * run.Weights[0][At(kernel, index, size)];
        }

        foreach (Dictionary<char, int> index in Indices(output, size))
        {
            double bias = biasAxes is null ? 0 : run.Weights[1][At(new string([.. output.Where(biasAxes.Contains)]), index, size)];
            y[At(output, index, size)] = Math.Tanh(y[At(output, index, size)] + bias);
        }

        return y;
    }

    private static int At(string labels, Dictionary<char, int> index, Dictionary<char, int> size) =>
        labels.Aggregate(0, (at, label) => (at * size[label]) + index[label]);

    private static IEnumerable<Dictionary<char, int>> Indices(string labels, Dictionary<char, int> size)
    {
        int count = labels.Aggregate(1, (product, label) => product * size[label]);
        for (int i = 0; i < count; i++)
        {
            int rest = i;
            Dictionary<char, int> index = [];
            foreach (char label in labels.Reverse())
            {
                index[label] = rest % size[label];
                rest /= size[label];
            }

            yield return index;
        }
    }
}
