using System.Diagnostics.CodeAnalysis;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Prediction;

/// <summary>What is predicted of single layers, against closed forms.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class SignalPredictionTests
{
    [Fact]
    public void A_rectified_stack_under_He_keeps_its_second_moment()
    {
        SignalPrediction prediction = SignalPrediction.Of(Rectified(10, 64));
        Assert.All(prediction.Nodes, node =>
        {
            Assert.Equal(2, node.SecondMoment!.Value, 4);
            Assert.Equal(0, node.Mean);
            Assert.Equal(1, node.OutputSecondMoment!.Value, 4);
            Assert.Equal(1 / Math.Sqrt(Math.PI), node.OutputMean!.Value, 4);
        });
        Assert.Equal(1, prediction.Coverage);
    }

    /// <summary>
    /// ln q gets up to 5/n of variance from every rectified layer (Hanin and Nica 2020), less where a batch's samples are not alike yet, and
    /// 2/n of its own.
    /// </summary>
    [Theory]
    [InlineData(10, 64)]
    [InlineData(40, 64)]
    [InlineData(40, 256)]
    public void The_spread_of_a_stack_grows_like_the_root_of_depth_by_width(int depth, int width)
    {
        double spread = SignalPrediction.Of(Rectified(depth, width)).Nodes[^1].RelativeSpread!.Value;
        double variance = Math.Log(1 + (spread * spread)), limit = 5.0 * depth / width;
        Assert.InRange(variance, 0.35 * limit, 1.05 * limit);
    }

    [Theory]
    [InlineData("relu", 0.5, 2)]
    [InlineData("linear", 0, 1)]
    public void Identity_and_branch_are_uncorrelated_and_twice_the_same_is_not(string activation, double share, double gain)
    {
        Input input = new([32]);
        SymbolicTensor x = new Dense(32, kernelInitializer: "lecun_normal").On(input);
        SymbolicTensor f = new Dense(32, activation: activation, kernelInitializer: "lecun_normal").On(x);
        SymbolicTensor y = new Dense(32, kernelInitializer: "lecun_normal").On(f);
        Model model = new(input, new Add().On(new Add().On(x, y), new Add().On(x, x)), seed: 1);
        double[] moments = [.. SignalPrediction.Of(model).Nodes.Select(node => node.SecondMoment!.Value)];
        double branch = share > 0 ? share : 1 / gain;

        // x, f's sum, y, x + y, x + x, and 3x + y.
        double[] expected = [1, 1, branch, 1 + branch, 4, 9 + branch];
        Assert.Equal(expected.Order(), moments.Order(), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Padding_with_zeros_takes_from_borders_what_is_not_there()
    {
        Sequential model = new(
        [
            new Input([4, 4, 3]), new Conv2D(8, 3, padding: "same", kernelInitializer: new HeNormal()),
            new Conv2D(8, 3, padding: "same", kernelInitializer: new HeNormal()),
        ], seed: 1);
        SignalPrediction prediction = SignalPrediction.Of(model);

        // Along an axis of 4, windows of 3 see 2, 3, 3, 2 positions; the second ones sum 2 + 3, 2 + 3 + 3, ….
        Assert.Equal(2 * Math.Pow(10 / 12.0, 2), prediction.Nodes[0].SecondMoment!.Value, 4);
        Assert.Equal(4 * Math.Pow(26 / 36.0, 2), prediction.Nodes[1].SecondMoment!.Value, 4);
    }

    [Fact]
    public void Batch_normalization_gives_one_in_training_and_keeps_the_scale_at_inference()
    {
        Dense dense = new(64, kernelInitializer: new RandomNormal(stddev: 1));
        Sequential model = new([new Input([16]), dense, new BatchNormalization()], seed: 1);
        Assert.Equal(1, SignalPrediction.Of(model).Nodes[1].SecondMoment!.Value, 3);
        PredictedNode still = SignalPrediction.Of(model, new PredictionOptions { IsTraining = false }).Nodes[1];
        Assert.Equal(16 / 1.001, still.SecondMoment!.Value, 3);
    }

    [Fact]
    public void Values_that_were_set_are_taken_by_their_moments_and_drawn_ones_by_their_distribution()
    {
        Sequential model = new([new Input([10]), new Dense(10)], seed: 1);
        Assert.Equal(1, SignalPrediction.Of(model).Nodes[0].SecondMoment!.Value, 4);
        model.Initialize(new InitializerOverride("**/kernel", new RandomNormal(stddev: 2)));
        Assert.Equal(40, SignalPrediction.Of(model).Nodes[0].SecondMoment!.Value, 10);
        model.Weights[0].Value.Values<float>().Clear();
        Assert.Equal(0, SignalPrediction.Of(model).Nodes[0].SecondMoment);
        model.Initialize();
        Assert.Equal(1, SignalPrediction.Of(model).Nodes[0].SecondMoment!.Value, 10);
        model.Weights[0].Set<float>([.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 0.4f : -0.4f)]);
        Assert.Equal(1.6, SignalPrediction.Of(model).Nodes[0].SecondMoment!.Value, 4);
        model.Weights[0].Set<float>([.. Enumerable.Repeat(new float[] { 3, -3 }, 50).SelectMany(pair => pair)]);
        Assert.Equal(90, SignalPrediction.Of(model).Nodes[0].SecondMoment!.Value, 3);
    }

    [Fact]
    public void A_bias_and_a_mean_of_the_weights_are_in_the_moments()
    {
        Sequential model = new(
        [
            new Input([20]), new Dense(30, kernelInitializer: "zeros", biasInitializer: new Constant(2)),
            new Dense(40, kernelInitializer: new Constant(0.5), biasInitializer: new RandomNormal(mean: 1, stddev: 3)),
        ], seed: 1);
        PredictedNode node = SignalPrediction.Of(model).Nodes[1];
        Assert.Equal(31, node.Mean!.Value, 3);
        Assert.Equal((31 * 31) + 9, node.SecondMoment!.Value, 2);
    }

    [Fact]
    public void Statistics_of_data_are_averages_over_all_pairs()
    {
        float[,,] values = { { { 1, 2 }, { 3, 4 }, { 0, -1 } }, { { 2, 2 }, { -1, 0 }, { 5, 1 } } };
        InputStatistics statistics = InputStatistics.Of(values);
        Assert.Equal(18 / 12.0, statistics.Mean, 12);
        Assert.Equal(66 / 12.0, statistics.SecondMoment, 12);
        Assert.Equal(Pairs(values, (s, t, p, q, c, d) => s == t && p != q && c == d), statistics.Positions!.Value, 12);
        Assert.Equal(Pairs(values, (s, t, p, q, c, d) => s == t && Math.Abs(p - q) == 1 && c == d), statistics.NearbyPositions!.Value, 12);
        Assert.Equal(Pairs(values, (s, t, p, q, c, d) => s != t && p == q && c == d), statistics.Samples!.Value, 12);
        Assert.Equal(Pairs(values, (s, t, p, q, c, d) => s != t && p != q && c == d), statistics.SamplesAndPositions!.Value, 12);
        Assert.Equal(Pairs(values, (s, t, p, q, c, d) => s == t && p == q && c != d), statistics.Channels!.Value, 12);
    }

    [Fact]
    public void Data_that_is_not_unit_is_followed()
    {
        Sequential model = new([new Input([6]), new Dense(4, kernelInitializer: "lecun_normal"), new BatchNormalization()], seed: 1);
        float[,] data = new float[16, 6];
        for (int i = 0; i < data.Length; i++)
        {
            data[i / 6, i % 6] = 3 + (i % 5);
        }

        double second = data.Cast<float>().Average(x => x * x);
        SignalPrediction prediction = SignalPrediction.Of(model, PredictionOptions.For(model, [data]));
        Assert.Equal(second, prediction.Nodes[0].SecondMoment!.Value, 3);
        Assert.Equal(1, prediction.Nodes[1].SecondMoment!.Value, 2);
    }

    /// <summary>Values of a recurrence that keeps the products of all pairs of steps: second moments of the cell and of a Dense behind.</summary>
    [Theory]
    [InlineData("SimpleRNN", false, 0.5857026886518982, 0.9694389329410731)]
    [InlineData("LSTM", false, 0.03256064734528138, 0.053893485261155394)]
    [InlineData("GRU", false, 0.06813099015998868, 0.11276853543722265)]
    [InlineData("SimpleRNN", true, 0.5830601469311533, 0.9650650707825987)]
    [InlineData("LSTM", true, 0.023486459948371615, 0.0388741406042013)]
    [InlineData("GRU", true, 0.059603031083530544, 0.09865329282791263)]
    public void Cells_follow_all_pairs_of_steps(string name, bool isSequence, double expected, double behind)
    {
        Layer cell = name switch
        {
            "SimpleRNN" => new SimpleRNN(24, returnSequences: isSequence, kernelInitializer: "he_normal", biasInitializer: "ones"),
            "LSTM" => new LSTM(24, returnSequences: isSequence),
            _ => new GRU(24, returnSequences: isSequence),
        };
        Sequential model = new([new Input([12, 8]), new Dense(8, "tanh", biasInitializer: "ones"), cell, new Dense(5)], seed: 1);

        IReadOnlyList<PredictedNode> nodes = SignalPrediction.Of(model).Nodes;

        Assert.Equal(expected, nodes[1].SecondMoment!.Value, 1e-13);
        Assert.Equal(behind, nodes[2].SecondMoment!.Value, 1e-13);
    }

    [Fact]
    public void Sequences_whose_pairs_of_steps_are_too_many_are_measured_only()
    {
        Sequential model = new([new Input([10_001, 1]), new SimpleRNN(2), new Dense(3)], seed: 1);

        Assert.Equal(
            "it takes 10001 steps, and the products of any two are followed over 10000 at most.",
            SignalPrediction.Of(model).Nodes[0].Reason);
    }

    [Fact]
    public void What_has_no_prediction_says_why_and_a_normalization_begins_anew()
    {
        Input input = new([8, 4]);
        SymbolicTensor x = new Dense(4, activation: "log_softmax").On(input);
        Model model = new(input, new Dense(3).On(new LayerNormalization().On(new Dense(4).On(x))), seed: 1);
        IReadOnlyList<PredictedNode> nodes = SignalPrediction.Of(model).Nodes;
        Assert.Equal("log_softmax acts on a whole axis.", nodes[0].Reason);
        Assert.Equal("dense, which it takes, is measured only.", nodes[1].Reason);
        Assert.Equal(1, nodes[2].SecondMoment!.Value, 2);
        Assert.NotNull(nodes[3].SecondMoment);
        Assert.Equal(0.5, SignalPrediction.Of(model).Coverage);
    }

    [Fact]
    public void Wrong_options_are_refused_in_a_sentence()
    {
        Sequential model = new([new Input([8]), new Dense(3)], seed: 1);
        Assert.Contains("2 inputs are told of", Assert.Throws<ArgumentException>(
            () => SignalPrediction.Of(model, new PredictionOptions { Inputs = [null, null] })).Message, StringComparison.Ordinal);
        Assert.Contains("the sizes [7]", Assert.Throws<ArgumentException>(
            () => SignalPrediction.Of(model, new PredictionOptions { InputSizes = [[7]] })).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs are given", Assert.Throws<ArgumentException>(
            () => PredictionOptions.For(model, [new float[1, 8], new float[1, 8]])).Message, StringComparison.Ordinal);
    }

    private static Sequential Rectified(int depth, int width) => new(
        [
            new Input([50]),
            .. Enumerable.Range(0, depth).Select(_ => new Dense(width, activation: "relu", kernelInitializer: "he_normal")),
        ], seed: 1);

    /// <summary>The average product over pairs (sample, sample, position, position, channel, channel).</summary>
    private static double Pairs(float[,,] values, Func<int, int, int, int, int, int, bool> counts)
    {
        (double sum, int count) = (0, 0);
        int[] all = [.. Enumerable.Range(0, values.Length)];
        foreach (int i in all)
        {
            foreach (int j in all.Where(j => counts(i / 6, j / 6, i / 2 % 3, j / 2 % 3, i % 2, j % 2)))
            {
                sum += values[i / 6, i / 2 % 3, i % 2] * values[j / 6, j / 2 % 3, j % 2];
                count++;
            }
        }

        return sum / count;
    }
}
