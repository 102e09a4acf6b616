using Seedbed.Autodiff;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Calibration;

/// <summary>The calibrations beside LSUV, each against its formula.</summary>
public sealed class OtherCalibrationTests
{
    private static readonly Samples s_samples = Batches.Normal(50, 6);

    [Fact]
    public void Data_dependent_channels_have_mean_0_and_variance_1()
    {
        Sequential model = new([new Input([6]), new Dense(5, name: "only")], seed: 3);
        double[] drawn = Batches.Values(model, "only/kernel");
        CalibrationTable table = model.Calibrate([s_samples], "data_dependent");
        double[][] z = Batches.Affine(
            Batches.Rows(s_samples), Batches.Values(model, "only/kernel"), Batches.Values(model, "only/bias"), 5);
        for (int channel = 0; channel < 5; channel++)
        {
            double[] values = [.. z.Select(row => row[channel])];
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(1, Batches.Deviation(values), 1e-5);
            double ratio = Batches.Values(model, "only/kernel")[channel] / drawn[channel];
            Assert.Equal(ratio, Batches.Values(model, "only/kernel")[20 + channel] / drawn[20 + channel], 1e-4);
        }

        Assert.Equal(["only/kernel", "only/bias"], table.ChangedWeights);
    }

    [Fact]
    public void Data_dependent_layers_learn_at_one_rate()
    {
        Sequential model = new([new Input([6]), .. Enumerable.Range(0, 5).Select(i => new Dense(8, activation: i < 4 ? "relu" : "linear", name: $"d{i}"))], seed: 3);
        Assert.True(Spread(model) > 0.1);
        model.Calibrate([s_samples], "data_dependent");
        Assert.InRange(Spread(model), 0, 0.02);
        Assert.Equal(1, Batches.Deviation(model.Predict(s_samples).ToArray()), 0.05);
        float[][] values = [.. model.GetWeights()];
        model.Calibrate([s_samples], "data_dependent");
        Assert.All(values.Zip(model.GetWeights()), pair => Assert.Equal(pair.First, pair.Second, (one, other) => MathF.Abs(one - other) < 1e-3f * (1 + MathF.Abs(one))));
    }

    [Fact]
    public void Critical_kernels_have_the_variance_of_the_activation_before_them()
    {
        Sequential model = new(
            [
                new Input([6]), new Dense(40, activation: "relu", name: "a"), new Dropout(0.5), new Dense(30, name: "b"), new ReLU(), new Dense(20, activation: "gelu", name: "c"),
                new Dense(10, name: "d"),
            ], seed: 3);
        CalibrationTable table = model.Calibrate([s_samples], "critical");
        CriticalPoint gelu = CriticalPoint.Of(ActivationFunction.Named("gelu"))!;
        Assert.Equal(2.0 / 40, MeanSquare("b/kernel"), 1e-6);
        Assert.Equal(2.0 / 30, MeanSquare("c/kernel"), 1e-6);
        Assert.Equal(gelu.WeightVariance / 20, MeanSquare("d/kernel"), 1e-6);
        double[] z = [.. Batches.Affine(Batches.Rows(s_samples), Batches.Values(model, "a/kernel"), null, 40).SelectMany(row => row)];
        Assert.Equal(1, z.Sum(value => value * value) / z.Length, 1e-5);
        double[] bias = [.. new RandomNormal(0, Math.Sqrt(gelu.BiasVariance), Seed.FromKey(RandomKey.FromName(3, "d/bias/critical"))).CreateArray<double>([10])];
        Assert.Equal(bias, Batches.Values(model, "d/bias"), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.StartsWith("σw² = 2 for relu", table.Layers[1].Note, StringComparison.Ordinal);
        float[][] values = [.. model.GetWeights()];
        Assert.Empty(model.Calibrate([s_samples], "critical").ChangedWeights);
        Assert.Equal(values, model.GetWeights());

        double MeanSquare(string name) => Batches.Values(model, name).Average(value => value * value);
    }

    [Theory]
    [InlineData("gelu", true)]
    [InlineData("gelu", false)]
    [InlineData("tanh", true)]
    public void A_critical_network_begins_with_a_second_moment_of_1_wherever_the_activation_stands(string activation, bool isArgument)
    {
        Layer[] first = isArgument ? [new Dense(40, activation: activation)] : [new Dense(40), new Seedbed.Layers.Activation(activation)];
        Sequential model = new([new Input([6]), .. first, new Dense(8)], seed: 3);
        model.Calibrate([s_samples], "critical");
        double[] z = [.. Batches.Affine(Batches.Rows(s_samples), Batches.Values(model, "dense/kernel"), null, 40).SelectMany(row => row)];
        Assert.Equal(1, z.Average(value => value * value), 1e-5);
    }

    [Theory]
    [InlineData("data_dependent")]
    [InlineData("critical")]
    [InlineData("lsuv(center=true)")]
    public void Biases_that_were_set_or_are_to_be_kept_stay(string method)
    {
        Sequential model = new(
            [new Input([6]), new Dense(16, activation: "gelu", name: "a"), new Dense(16, activation: "gelu", name: "b"), new Dense(3, name: "c")],
            seed: 3);
        model.Layers[1].Bias!.Set<float>([.. Enumerable.Repeat(0.25f, 16)]);
        CalibrationTable table = model.Calibrate([s_samples], method, new CalibrationOptions { Keep = ["c/bias"] });
        Assert.All(Batches.Values(model, "b/bias"), value => Assert.Equal(0.25, value));
        Assert.All(Batches.Values(model, "c/bias"), value => Assert.Equal(0, value));
        Assert.Contains("b/kernel", table.ChangedWeights);
        Assert.Contains("c/kernel", table.ChangedWeights);
    }

    [Fact]
    public void Fixup_scales_branches_by_their_number_and_ends_them_in_0()
    {
        Input input = new([8]);
        SymbolicTensor x = new Dense(8, activation: "relu", name: "stem").On(input);
        for (int block = 0; block < 4; block++)
        {
            SymbolicTensor branch = new Dense(16, activation: "relu", name: $"one{block}").On(x);
            branch = new Dense(12, activation: "relu", name: $"two{block}").On(branch);
            branch = new Dense(8, name: $"three{block}").On(branch);
            SymbolicTensor shortcut = block == 0 ? new Dense(8, name: "projection").On(x) : x;
            x = new ReLU(name: $"relu{block}").On(new Add(name: $"add{block}").On(shortcut, branch));
        }

        Model model = new(input, new Dense(3, name: "classifier").On(x), seed: 5);
        double[] stem = Batches.Values(model, "stem/kernel");
        CalibrationTable table = model.Calibrate([Batches.Normal(20, 8)], "fixup");

        // L = 4, m = 3: 4^(−1/4) = 1/√2.
        Assert.Equal(Math.Sqrt(2.0 / 16) / Math.Sqrt(2), Root("one2/kernel"), 1e-6);
        Assert.Equal(Math.Sqrt(2.0 / 12) / Math.Sqrt(2), Root("two2/kernel"), 1e-6);
        Assert.Equal(Math.Sqrt(2.0 / 8), Root("projection/kernel"), 1e-6);
        Assert.All(Batches.Values(model, "three2/kernel"), value => Assert.Equal(0, value));
        Assert.All(Batches.Values(model, "classifier/kernel"), value => Assert.Equal(0, value));
        Assert.Equal(stem, Batches.Values(model, "stem/kernel"));
        Assert.Contains("scalar biases and multipliers", Assert.Single(table.Notes), StringComparison.Ordinal);
        Assert.Empty(model.Calibrate([Batches.Normal(20, 8)], "fixup").ChangedWeights);

        double Root(string name) => Math.Sqrt(Batches.Values(model, name).Average(value => value * value));
    }

    [Fact]
    public void Recurrent_kernels_become_orthogonal_gate_by_gate()
    {
        Sequential model = new([new Input([5, 3]), new GRU(4, name: "gru"), new Dense(2, name: "out")], seed: 7);
        double[] dense = Batches.Values(model, "out/kernel");
        CalibrationTable table = model.Calibrate([Batches.Normal(20, 5, 3)], "orthogonal_recurrent");
        double[] recurrent = Batches.Values(model, "gru/gru_cell/recurrent_kernel");
        for (int gate = 0; gate < 3; gate++)
        {
            for (int one = 0; one < 4; one++)
            {
                for (int other = 0; other < 4; other++)
                {
                    double product = Enumerable.Range(0, 4)
                        .Sum(row => recurrent[(row * 12) + (gate * 4) + one] * recurrent[(row * 12) + (gate * 4) + other]);
                    Assert.Equal(one == other ? 1 : 0, product, 1e-5);
                }
            }
        }

        Assert.Equal(1, table.Layers[0].After!.Value, 0.05);
        Assert.Equal("its recurrent kernel: 3 orthogonal blocks", table.Layers[0].Note);
        Assert.Equal("left: no recurrent layer", table.Layers[1].Note);
        Assert.Equal(dense, Batches.Values(model, "out/kernel"));
        Assert.Empty(model.Calibrate([Batches.Normal(20, 5, 3)], "orthogonal_recurrent").ChangedWeights);
    }

    /// <summary>The largest difference of the logarithms of √(E[grad²]/E[W²]) under gradients η of the output.</summary>
    private static double Spread(Sequential model)
    {
        using ModelRun run = model.Observe([s_samples], new ObserveOptions { IsRecording = true });
        float[] noise = [.. new RandomNormal(0, 1, Seed.FromKey(RandomKey.FromName(3, "calibration/gradient_0"))).CreateArray<double>([400]).Select(value => (float)value)];
        run.Tape.Backward(run.Tape.Apply(Multiplication.Instance, run.Outputs[0], run.Tape.Copy<float>(noise, [50, 8])));
        double[] ratios =
        [
            .. Enumerable.Range(0, 5).Select(i => model.Weights.First(weight => weight.Name == $"d{i}/kernel"))
                .Select(kernel => Math.Log(Math.Sqrt(kernel.Value.Gradient!.SumOfSquares() / kernel.Value.SumOfSquares()))),
        ];
        return ratios.Max() - ratios.Min();
    }
}
