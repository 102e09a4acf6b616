using System.Text;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Keras;
using Seedbed.Layers;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>What Keras 1 and 2 compute and Keras 3 does not, against plain computations.</summary>
public sealed class OlderForwardTests
{
    [Theory]
    [InlineData("\"keras_version\": \"1.2.2\", ", true, "as in Keras 1.2")]
    [InlineData("\"keras_version\": \"2.2.4\", ", true, "as in Keras 2.2")]
    [InlineData("\"keras_version\": \"2.2.4-tf\", ", true, "as in Keras 2.2")]
    [InlineData("\"keras_version\": \"2.15.0\", ", true, "as in Keras 2.15")]
    [InlineData("", false, "names no release")]
    [InlineData("\"keras_version\": \"3.3.3\", ", false, null)]
    public void The_release_of_the_file_says_which_hard_sigmoid_is_meant(string version, bool isOlder, string? note)
    {
        byte[] json = Encoding.UTF8.GetBytes($$$"""
            {{{{version}}}"class_name": "Sequential", "config": {"name": "m", "dtype": "float64", "layers": [
              {"class_name": "Activation", "config": {"name": "a", "activation": "hard_sigmoid", "batch_input_shape": [null, 6], "dtype": "float64"}}]}}
            """);
        KerasModel model = KerasModel.Read(json, new KerasModelOptions());
        double[] x = [-3, -2, -0.7, 0, 1, 2.9];

        Tensor y = new Network(model.Built, noiseSeed: 0)
            .Forward(new Tape(ElementType.Float64), [Tensor.Of<double>(x, 1, 6)], training: false)[0];

        LayerRun.Near([.. x.Select(value => Math.Clamp(isOlder ? (0.2 * value) + 0.5 : (value / 6) + 0.5, 0, 1))], y.Values<double>().ToArray());
        Assert.Equal(note is null ? 0 : 1, model.Notes.Count(each => each.Contains("hard_sigmoid", StringComparison.Ordinal)));
        Assert.True(note is null || model.Notes.Any(each => each.Contains(note, StringComparison.Ordinal)));
        Assert.Contains("\"hard_sigmoid\"", Encoding.UTF8.GetString(model.Config.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("ConvLSTM2D")]
    public void Gates_have_the_older_hard_sigmoid_too(string layer)
    {
        (string shape, string arguments, int[] sizes) = layer == "ConvLSTM2D"
            ? ("3, 2, 2, 1", "\"filters\": 2, \"kernel_size\": [1, 1]", new[] { 1, 3, 2, 2, 1 })
            : ("3, 2", "\"units\": 2", new[] { 1, 3, 2 });
        LayerRun older = LayerRun.Sequential("2.2.4", shape, (layer, $"{arguments}, \"recurrent_activation\": \"hard_sigmoid\""));
        LayerRun named = LayerRun.Sequential("3.3", shape, (layer, $"{arguments}, \"recurrent_activation\": \"keras2_hard_sigmoid\""));
        LayerRun newer = LayerRun.Sequential("3.3", shape, (layer, $"{arguments}, \"recurrent_activation\": \"hard_sigmoid\""));
        Tensor x = LayerRun.Input(1, sizes);

        Assert.Equal(named.Output(x), older.Output(x));
        Assert.NotEqual(newer.Output(x), older.Output(x));
        older.CheckGradients(training: true, 1, x);
    }

    /// <summary>A gate without an activation has that of its release, not that of Keras 3; the text of the model keeps its bytes.</summary>
    [Theory]
    [InlineData("2.0.8", "LSTM", "hard_sigmoid")]
    [InlineData("2.2.4", "LSTM", "hard_sigmoid")]
    [InlineData("2.2.4", "GRU", "hard_sigmoid")]
    [InlineData("2.2.4-tf", "UnifiedLSTM", "sigmoid")]
    [InlineData("2.3.1", "LSTM", "sigmoid")]
    [InlineData("2.15.0", "GRU", "sigmoid")]
    [InlineData("2.15.0", "ConvLSTM2D", "hard_sigmoid")]
    public void Gates_without_an_activation_have_that_of_their_release(string release, string layer, string activation)
    {
        (string shape, string arguments, int[] sizes) = layer == "ConvLSTM2D"
            ? ("3, 2, 2, 1", "\"filters\": 2, \"kernel_size\": [1, 1]", new[] { 1, 3, 2, 2, 1 })
            : ("3, 2", "\"units\": 2, \"reset_after\": false", new[] { 1, 3, 2 });
        KerasModel silent = Read("");
        string told = $"a {layer} without recurrent_activation, of Keras ";

        Assert.Equal(Outputs(Read($", \"recurrent_activation\": \"{activation}\"")), Outputs(silent));
        Assert.NotEqual(Outputs(Read(", \"recurrent_activation\": \"relu\"")), Outputs(silent));
        Assert.Equal(activation == "sigmoid" ? 0 : 1, silent.Notes.Count(note => note.StartsWith(told, StringComparison.Ordinal)));
        Assert.DoesNotContain("recurrent_activation", Encoding.UTF8.GetString(silent.Config.Span), StringComparison.Ordinal);

        KerasModel Read(string more) => KerasModel.Read(Encoding.UTF8.GetBytes($$$"""
            {"keras_version": "{{{release}}}", "class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "{{{layer}}}",
              "config": {"name": "l", {{{arguments}}}, "batch_input_shape": [null, {{{shape}}}]{{{more}}}}}]}}
            """), new KerasModelOptions());

        double[] Outputs(KerasModel model)
        {
            Network network = new(model.Built, noiseSeed: 0);
            foreach (Parameter parameter in network.Parameters)
            {
                new Weight(parameter).Set<double>([.. Enumerable.Range(0, parameter.Value.Count).Select(i => Math.Sin(i + 1))]);
            }

            Tensor x = Tensor.Of<float>([.. Enumerable.Range(0, sizes.Aggregate(1, (product, size) => product * size)).Select(i => MathF.Cos(i))], sizes);
            Tensor y = network.Forward(new Tape(ElementType.Float32), [x], training: false)[0];
            return [.. y.Values<float>().ToArray().Select(value => (double)value)];
        }
    }

    [Theory]
    [InlineData("CuDNNLSTM", false)]
    [InlineData("CuDNNGRU", false)]
    [InlineData("CuDNNLSTM", true)]
    [InlineData("CuDNNGRU", true)]
    public void A_layer_of_cuDNN_is_one_whose_kernels_lie_turned(string layer, bool backwards)
    {
        LayerRun run = LayerRun.Sequential("4, 2", (layer, $"\"units\": 3, \"return_sequences\": true, \"go_backwards\": {(backwards ? "true" : "false")}"));
        Tensor x = LayerRun.Input(2, 2, 4, 2);

        double[][] sequences = [.. Enumerable.Range(0, 2).Select(sample =>
            PlainCells.Run(Cell(run, layer), Steps(x, sample), [true, true, true, true], States(layer), backwards).Outputs.SelectMany(step => step).ToArray())];
        LayerRun.Near([.. sequences.SelectMany(each => each)], run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Fact]
    public void A_layer_of_cuDNN_runs_both_ways()
    {
        LayerRun one = LayerRun.Sequential("4, 2", ("CuDNNLSTM", "\"units\": 3"));
        LayerRun both = LayerRun.Sequential("4, 2", ("Bidirectional",
            "\"merge_mode\": \"sum\", \"layer\": {\"class_name\": \"CuDNNLSTM\", \"config\": {\"name\": \"c\", \"dtype\": \"float64\", \"units\": 3}}"));
        for (int i = 0; i < 3; i++)
        {
            one.Weights[i].CopyTo(both.Weights[i], 0);
            one.Weights[i].CopyTo(both.Weights[i + 3], 0);
        }

        Tensor x = LayerRun.Input(2, 1, 4, 2);
        double[] forward = PlainCells.Run(Cell(one, "CuDNNLSTM"), Steps(x, 0), [true, true, true, true], States("CuDNNLSTM")).Outputs[^1];
        double[] backward = PlainCells.Run(Cell(one, "CuDNNLSTM"), Steps(x, 0), [true, true, true, true], States("CuDNNLSTM"), backwards: true).Outputs[^1];
        LayerRun.Near([.. forward.Zip(backward, (a, b) => a + b)], both.Output(x));
    }

    [Theory]
    [InlineData("channels_last")]
    [InlineData("channels_first")]
    public void Each_place_has_its_own_kernel(string format)
    {
        bool isLast = format == "channels_last";
        LayerRun run = LayerRun.Sequential(isLast ? "5, 4, 2" : "2, 5, 4",
            ("LocallyConnected2D", $"\"filters\": 3, \"kernel_size\": [3, 2], \"strides\": [2, 1], \"data_format\": \"{format}\", \"activation\": \"tanh\""));
        Tensor x = isLast ? LayerRun.Input(2, 2, 5, 4, 2) : LayerRun.Input(2, 2, 2, 5, 4);
        (double[] kernel, double[] bias) = (run.Weight("kernel"), run.Weight("bias"));
        double[] expected = new double[2 * 2 * 3 * 3];
        for (int i = 0; i < expected.Length; i++)
        {
            (int sample, int row, int column, int filter) = isLast ? (i / 18, i / 9 % 2, i / 3 % 3, i % 3) : (i / 18, i / 3 % 2, i % 3, i / 6 % 3);
            int place = (row * 3) + column;
            double sum = bias[(place * 3) + filter];
            for (int j = 0; j < 12; j++)
            {
                (int h, int w, int c) = isLast ? (j / 4, j / 2 % 2, j % 2) : (j / 2 % 3, j % 2, j / 6);
                (int y, int z) = ((row * 2) + h, column + w);
                double value = x.Values<double>()[isLast ? (((((sample * 5) + y) * 4) + z) * 2) + c : (((((sample * 2) + c) * 5) + y) * 4) + z];
                sum += value * kernel[(((place * 12) + j) * 3) + filter];
            }

            expected[i] = Math.Tanh(sum);
        }

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    /// <summary>Implementation 2 has a weight for every input and output, 3 for those that are connected, output by output.</summary>
    [Theory]
    [InlineData(2, "valid", "channels_last")]
    [InlineData(2, "same", "channels_first")]
    [InlineData(3, "valid", "channels_first")]
    [InlineData(3, "same", "channels_last")]
    public void A_kernel_of_pairs_connects_the_same_places(int implementation, string padding, string format)
    {
        bool isLast = format == "channels_last";
        int[] input = isLast ? [5, 4, 2] : [2, 5, 4];
        (int rows, int columns) = padding == "valid" ? (2, 3) : (3, 4);
        int[] output = isLast ? [rows, columns, 3] : [3, rows, columns];
        LayerRun run = LayerRun.Sequential($"{input[0]}, {input[1]}, {input[2]}", ("LocallyConnected2D",
            $"\"filters\": 3, \"kernel_size\": [3, 2], \"strides\": [2, 1], \"padding\": \"{padding}\", \"data_format\": \"{format}\", \"implementation\": {implementation}"));
        Tensor x = LayerRun.Input(2, [2, .. input]);
        (double[] kernel, double[] bias) = (run.Weight("kernel"), run.Weight("bias"));
        int count = rows * columns * 3, next = 0;
        double[] expected = new double[2 * count];
        for (int o = 0; o < count; o++)
        {
            (int row, int column, int filter) = At(o, output);
            double own = bias[(((row * columns) + column) * 3) + filter];
            (expected[o], expected[count + o]) = (own, own);
            for (int i = 0; i < 40; i++)
            {
                // A window of 3 by 2 begins before its center by 1 and by 1.
                (int y, int z, _) = At(i, input);
                (int top, int left) = padding == "valid" ? (row * 2, column) : ((row * 2) - 1, column - 1);
                if (y >= top && y < top + 3 && z >= left && z < left + 2)
                {
                    double weight = kernel[implementation == 2 ? (i * count) + o : next++];
                    expected[o] += weight * x.Values<double>()[i];
                    expected[count + o] += weight * x.Values<double>()[40 + i];
                }
            }
        }

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);

        (int Row, int Column, int Channel) At(int flat, int[] sizes) => isLast
            ? (flat / sizes[2] / sizes[1], flat / sizes[2] % sizes[1], flat % sizes[2])
            : (flat / sizes[2] % sizes[1], flat % sizes[2], flat / sizes[2] / sizes[1]);
    }

    private static double[][] Steps(Tensor x, int sample) =>
        [.. Enumerable.Range(0, x[1]).Select(step => x.Values<double>().Slice(((sample * x[1]) + step) * x[2], x[2]).ToArray())];

    private static double[][] States(string layer) => layer == "CuDNNLSTM" ? [new double[3], new double[3]] : [new double[3]];

    private static PlainCells.Cell Cell(LayerRun run, string layer)
    {
        (double[] kernel, double[] recurrent, double[] bias) = (run.Weights[0], run.Weights[1], run.Weights[2]);
        int gates = layer == "CuDNNLSTM" ? 4 : 3;
        double[] sum = [.. bias[..12].Zip(bias[^12..], (a, b) => a + b)];
        return gates == 4
            ? PlainCells.Lstm(Turned(kernel, gates), Turned(recurrent, gates), sum)
            : PlainCells.Gru(Turned(kernel, gates), Turned(recurrent, gates), bias, resetAfter: true);
    }

    /// <summary>The number at (i, u) of a gate is the one that comes as u·n + i among those of that gate.</summary>
    private static double[] Turned(double[] kernel, int gates)
    {
        const int Units = 3;
        int n = kernel.Length / (gates * Units);
        double[] turned = new double[kernel.Length];
        for (int j = 0; j < kernel.Length; j++)
        {
            (int i, int gate, int unit) = (j / (gates * Units), j / Units % gates, j % Units);
            int flat = (unit * n) + i;
            turned[j] = kernel[(flat / Units * gates * Units) + (gate * Units) + (flat % Units)];
        }

        return turned;
    }
}
