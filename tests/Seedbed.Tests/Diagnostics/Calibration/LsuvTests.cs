using Seedbed.Diagnostics;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Calibration;

/// <summary>LSUV brings every layer to unit variance before its activation, as the paper's loop done by hand does.</summary>
public sealed class LsuvTests
{
    public static TheoryData<string, string?> RealModels => new()
    {
        { "samples/deep.json", "samples/digits.npz" },
        { "tests/Seedbed.Tests/Golden/training/cnn.json", "tests/Seedbed.Tests/Golden/training/cnn.data.npz" },
        { "tests/Seedbed.Tests/Golden/training/lstm.json", "tests/Seedbed.Tests/Golden/training/lstm.data.npz" },
        { "tests/Seedbed.Tests/Golden/training/attention.json", "tests/Seedbed.Tests/Golden/training/attention.data.npz" },
        { "tests/Seedbed.Tests/Golden/training/batchnorm.json", "tests/Seedbed.Tests/Golden/training/batchnorm.data.npz" },
        { "tests/Seedbed.Tests/Golden/models/b_cnn_mnist.json", null },
        { "tests/Seedbed.Tests/Golden/models/c_mlp_mixed.json", null },
        { "tests/Seedbed.Tests/Golden/models/d_lstm.json", null },
        { "tests/Seedbed.Tests/Golden/models/e_attention.json", null },
        { "tests/Seedbed.Tests/Golden/models/f_zoo.json", null },
        { "tests/Seedbed.Tests/Golden/models/g_misc.json", null },
    };

    [Fact]
    public void Three_layers_get_the_kernels_of_the_loop_done_by_hand()
    {
        Sequential model = new(
            [new Input([7]), new Dense(6, activation: "tanh", name: "a"), new Dense(9, activation: "relu", name: "b"), new Dense(4, name: "c")], seed: 42);
        Samples samples = Batches.Normal(40, 7);

        CalibrationTable table = model.Calibrate([samples], "lsuv");

        double[][] x = Batches.Rows(samples);
        Func<double, double>[] activations = [Math.Tanh, z => Math.Max(z, 0), z => z];
        foreach ((int index, (string name, int units)) in new[] { ("a", 6), ("b", 9), ("c", 4) }.Index())
        {
            double[] kernel = Batches.Orthonormal(42, $"{name}/kernel/orthonormal", x[0].Length, units);
            double deviation = Batches.Deviation([.. Batches.Affine(x, kernel, null, units).SelectMany(row => row)]);
            int tries = 0;
            for (; Math.Abs((deviation * deviation) - 1) >= 0.1; tries++)
            {
                kernel = [.. kernel.Select(value => value / deviation)];
                deviation = Batches.Deviation([.. Batches.Affine(x, kernel, null, units).SelectMany(row => row)]);
            }

            Assert.Equal(kernel, Batches.Values(model, $"{name}/kernel"), (one, other) => Math.Abs(one - other) < 1e-5);
            CalibratedLayer row = table.Layers[index];
            Assert.Equal((name, $"{name}/kernel", tries, null), (row.Layer, row.Weight, row.Tries, row.Note));
            Assert.Equal(deviation, row.After!.Value, 1e-5);
            x = [.. Batches.Affine(x, kernel, null, units).Select(each => Array.ConvertAll(each, value => activations[index](value)))];
        }

        Assert.Equal(["a/kernel", "b/kernel", "c/kernel"], table.ChangedWeights);
        Assert.Equal(40, table.BatchSize);
    }

    [Theory]
    [MemberData(nameof(RealModels))]
    public void Every_kernel_of_real_models_gives_unit_variance_and_again_the_same(string file, string? data)
    {
        Model model = Model.Load(Repository.At(file), seed: 1);
        CalibrationTable Calibrate() => data is null
            ? model.Calibrate("lsuv")
            : model.Calibrate(DataSet.Read(Repository.At(data)), "lsuv");

        CalibrationTable table = Calibrate();

        Assert.NotEmpty(table.Layers);
        Assert.All(table.Layers, layer =>
        {
            Assert.InRange(layer.Tries, 0, 1);
            if (layer.Note is null)
            {
                Assert.InRange(layer.After!.Value, 0.9, 1.1);
            }
            else
            {
                Assert.Contains(layer.Note, (string[])["left: it has no kernel", "left: Zeros draws nothing"]);
            }
        });
        float[][] values = [.. model.GetWeights()];
        CalibrationTable again = Calibrate();
        Assert.Equal(values, model.GetWeights());
        Assert.Empty(again.ChangedWeights);
        Assert.All(again.Layers, layer => Assert.Equal(1, layer.Factor, 1e-6));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void Twenty_layers_keep_unit_variance_by_a_forward_pass_of_our_own(string activation)
    {
        Sequential model = new([new Input([30]), .. Enumerable.Range(0, 20).Select(i => new Dense(40, activation: activation, name: $"d{i}"))], seed: 3);
        Samples samples = Batches.Normal(64, 30);
        Assert.InRange(model.Calibrate([samples], "lsuv").Layers[^1].Before!.Value, 0, activation == "relu" ? 0.2 : 0.6);
        double[][] x = Batches.Rows(samples);
        for (int i = 0; i < 20; i++)
        {
            double[][] z = Batches.Affine(x, Batches.Values(model, $"d{i}/kernel"), Batches.Values(model, $"d{i}/bias"), 40);
            Assert.InRange(Batches.Deviation([.. z.SelectMany(row => row)]), 0.9, 1.1);
            x = [.. z.Select(row => Array.ConvertAll(row, value => activation == "relu" ? Math.Max(value, 0) : Math.Tanh(value)))];
        }
    }

    [Fact]
    public void Recurrent_layers_are_scaled_by_what_enters_their_gates_without_their_biases()
    {
        Sequential model = new([new Input([5, 3]), new LSTM(4, name: "lstm"), new Dense(2, name: "out")], seed: 7);
        double[] recurrent = Batches.Values(model, "lstm/lstm_cell/recurrent_kernel");
        double[] drawn = Batches.Values(model, "lstm/lstm_cell/kernel");
        Samples samples = Batches.Normal(20, 5, 3);

        CalibrationTable table = model.Calibrate([samples], "lsuv");

        double[] kernel = Batches.Values(model, "lstm/lstm_cell/kernel");
        double[][] steps = [.. samples.ToArray().Chunk(3)];
        double before = Batches.Deviation([.. Batches.Affine(steps, drawn, null, 16).SelectMany(row => row)]);
        Assert.Equal(1, Batches.Deviation([.. Batches.Affine(steps, kernel, null, 16).SelectMany(row => row)]), 1e-4);
        Assert.Equal(before, table.Layers[0].Before!.Value, 1e-5);
        Assert.Equal(drawn.Select(value => value / before), kernel, (one, other) => Math.Abs(one - other) < 1e-5);
        Assert.Equal(recurrent, Batches.Values(model, "lstm/lstm_cell/recurrent_kernel"));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], Batches.Values(model, "lstm/lstm_cell/bias"));
    }

    [Fact]
    public void Projections_of_attention_are_calibrated_one_by_one()
    {
        Input input = new([6, 8]);
        Model model = new(input, new MultiHeadAttention(2, 3, name: "mha").On(input, input), seed: 7);
        Samples samples = Batches.Normal(20, 6, 8);
        CalibrationTable table = model.Calibrate([samples], "lsuv(tolerance=0.001)");
        Assert.Equal(
            ["mha/query/kernel", "mha/key/kernel", "mha/value/kernel", "mha/attention_output/kernel"], table.Layers.Select(layer => layer.Weight));
        Assert.All(table.Layers, layer => Assert.Equal(1, layer.After!.Value, 1e-3));
        double[][] steps = [.. samples.ToArray().Chunk(8)];
        foreach (string name in (string[])["query", "key", "value"])
        {
            double[][] z = Batches.Affine(steps, Batches.Values(model, $"mha/{name}/kernel"), null, 6);
            Assert.Equal(1, Batches.Deviation([.. z.SelectMany(row => row)]), 1e-3);
        }

        Assert.Equal(1, Batches.Deviation(model.Predict(samples).ToArray()), 1e-3);
    }

    [Fact]
    public void A_shared_layer_is_calibrated_at_its_first_call()
    {
        Input input = new([6]);
        Dense shared = new(6, activation: "relu", name: "shared");
        Model model = new(input, new Dense(2, name: "out").On(shared.On(shared.On(input))), seed: 7);
        CalibrationTable table = model.Calibrate([Batches.Normal(50, 6)], "lsuv(tolerance=0.001)");
        Assert.Equal(["shared", "shared#2", "out"], table.Layers.Select(layer => layer.Layer));
        Assert.Equal([null, "shared: calibrated at its call shared", null], table.Layers.Select(layer => layer.Note));
        Assert.Equal(1, table.Layers[0].After!.Value, 1e-3);
        Assert.Equal(1, table.Layers[2].After!.Value, 1e-3);
        Assert.NotEqual(1, table.Layers[1].After!.Value, 1e-2);
    }

    [Fact]
    public void The_mean_goes_where_that_is_asked_for()
    {
        Sequential model = new([new Input([6]), new Dense(5, activation: "relu", name: "a"), new Dense(3, name: "b")], seed: 7);
        Samples samples = Batches.Normal(50, 6);
        CalibrationTable table = model.Calibrate([samples], "lsuv(center=true)");
        double[][] z = Batches.Affine(Batches.Rows(samples), Batches.Values(model, "a/kernel"), Batches.Values(model, "a/bias"), 5);
        Assert.Equal(0, z.SelectMany(row => row).Average(), 1e-6);
        Assert.InRange(Batches.Deviation([.. z.SelectMany(row => row)]), 0.9, 1.1);
        Assert.Equal(["a/kernel", "a/bias", "b/kernel", "b/bias"], table.ChangedWeights);
        Assert.Equal("lsuv(tolerance=0.1, tries=10, center=true)", $"{table.Method}");
        float[][] values = [.. model.GetWeights()];
        model.Calibrate([samples], "lsuv(center=true)");
        Assert.All(values.Zip(model.GetWeights()), pair => Assert.Equal(pair.First, pair.Second, (one, other) => MathF.Abs(one - other) < 1e-5f));
    }
}
