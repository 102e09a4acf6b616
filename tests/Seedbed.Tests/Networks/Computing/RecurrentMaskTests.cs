using Seedbed.Autodiff;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Masks through recurrent layers, against plain loops.</summary>
public sealed class RecurrentMaskTests
{
    private const int Units = 3;
    private const int Features = 2;
    private static readonly double[] s_words = [0, 4, 2, 0, 1, /**/ 3, 0, 0, 5, 0];
    private const string Table = """ "input_dim": 6, "output_dim": 2, "mask_zero": true """;

    public static TheoryData<string, string, bool> Layers => new()
    {
        { "SimpleRNN", "", false }, { "LSTM", "", false }, { "LSTM", "", true },
        { "GRU", "", false }, { "GRU", ", \"reset_after\": false", true },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_masked_step_keeps_the_states(string type, string config, bool backwards)
    {
        string flags = $"\"units\": {Units}, \"go_backwards\": {(backwards ? "true" : "false")}{config}";
        LayerRun all = LayerRun.Sequential("5", ("Embedding", Table), (type, flags + ", \"return_sequences\": true"));
        LayerRun last = LayerRun.Sequential("5", ("Embedding", Table), (type, flags));

        (double[][] first, double[][] second) = (Expected(all, type, config, 0, backwards), Expected(all, type, config, 1, backwards));

        LayerRun.Near([.. first.SelectMany(row => row), .. second.SelectMany(row => row)], all.Output(Words()));
        LayerRun.Near([.. first[^1], .. second[^1]], last.Output(Words()));
        all.CheckGradients(training: true, 0, Words());
    }

    [Fact]
    public void A_mask_that_hides_nothing_changes_nothing()
    {
        LayerRun masked = LayerRun.Sequential("5", ("Embedding", Table), ("LSTM", "\"units\": 3"));
        LayerRun plain = LayerRun.Sequential("5", ("Embedding", Table.Replace("true", "false", StringComparison.Ordinal)), ("LSTM", "\"units\": 3"));
        Tensor words = LayerRun.Input([1, 2, 3, 4, 5], 1, 5);

        Assert.Equal(plain.Output(words), masked.Output(words));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("3.15", true)]
    [InlineData("3.16", false)]
    public void A_recurrent_layer_passes_the_mask_on_until_Keras_3_16(string? release, bool passes)
    {
        LayerRun run = LayerRun.Sequential(release, "5", ("Embedding", Table), ("SimpleRNN", "\"units\": 3, \"return_sequences\": true"), ("LSTM", "\"units\": 3"));
        List<double> expected = [];
        for (int row = 0; row < 2; row++)
        {
            PlainCells.Cell inner = PlainCells.Simple(run.Weight("l1/simple_rnn_cell/kernel"), run.Weight("l1/simple_rnn_cell/recurrent_kernel"), run.Weight("l1/simple_rnn_cell/bias"));
            double[][] middle = PlainCells.Run(inner, Sequence(run, row), Mask(row), [new double[Units]]).Outputs;
            PlainCells.Cell outer = PlainCells.Lstm(run.Weight("l2/lstm_cell/kernel"), run.Weight("l2/lstm_cell/recurrent_kernel"), run.Weight("l2/lstm_cell/bias"));
            bool[] mask = passes ? Mask(row) : [true, true, true, true, true];
            expected.AddRange(PlainCells.Run(outer, middle, mask, [new double[Units], new double[Units]]).Outputs[^1]);
        }

        LayerRun.Near([.. expected], run.Output(Words()));
    }

    [Fact]
    public void Both_directions_give_0_at_masked_steps()
    {
        LayerRun run = LayerRun.Sequential("5", ("Embedding", Table), ("Bidirectional",
            """ "layer": {"class_name": "GRU", "config": {"name": "g", "units": 3, "return_sequences": true, "dtype": "float64"}} """));
        List<double> expected = [];
        for (int row = 0; row < 2; row++)
        {
            double[][] forward = Direction("forward_g/gru_cell", row, backwards: false);
            double[][] backward = [.. Direction("backward_g/gru_cell", row, backwards: true).Reverse()];
            expected.AddRange(forward.Zip(backward).SelectMany(pair => pair.First.Concat(pair.Second)));
        }

        LayerRun.Near([.. expected], run.Output(Words()));
        run.CheckGradients(training: false, 0, Words());

        double[][] Direction(string name, int row, bool backwards) => PlainCells.Run(
            PlainCells.Gru(run.Weight(name + "/kernel"), run.Weight(name + "/recurrent_kernel"), run.Weight(name + "/bias"), resetAfter: true),
            Sequence(run, row), Mask(row), [new double[Units]], backwards, zeroes: true).Outputs;
    }

    [Theory]
    [InlineData("LSTMCell", "GRUCell")]
    [InlineData("SimpleRNNCell", "LSTMCell")]
    public void Cells_above_each_other_share_the_mask(string lower, string upper)
    {
        LayerRun run = LayerRun.Sequential("5", ("Embedding", Table), ("RNN", $$$"""
            "return_sequences": true, "cell": {"class_name": "StackedRNNCells", "config": {"name": "s", "cells": [
              {"class_name": "{{{lower}}}", "config": {"name": "a", "units": 3, "dtype": "float64"}}, {"class_name": "{{{upper}}}", "config": {"name": "b", "units": 3, "dtype": "float64"}}]}}
            """));
        List<double> expected = [];
        for (int row = 0; row < 2; row++)
        {
            (PlainCells.Cell first, int count) = CellOf(run, lower, "s/a");
            (PlainCells.Cell second, int others) = CellOf(run, upper, "s/b");
            PlainCells.Cell both = (x, states) =>
            {
                (double[] middle, double[][] own) = first(x, states[..count]);
                (double[] output, double[][] rest) = second(middle, states[count..]);
                return (output, [.. own, .. rest]);
            };
            double[][] zeros = [.. Enumerable.Range(0, count + others).Select(_ => new double[Units])];
            expected.AddRange(PlainCells.Run(both, Sequence(run, row), Mask(row), zeros).Outputs.SelectMany(output => output));
        }

        LayerRun.Near([.. expected], run.Output(Words()));
        run.CheckGradients(training: true, 0, Words());
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void States_are_dropped_in_training_alone(string type)
    {
        string config = "\"units\": 3, \"dropout\": 0.3, \"recurrent_dropout\": 0.4, \"return_sequences\": true";
        LayerRun run = LayerRun.Sequential("4, 2", (type, config));
        LayerRun plain = LayerRun.Sequential("4, 2", (type, "\"units\": 3, \"return_sequences\": true"));
        Tensor x = LayerRun.Input(3, 2, 4, 2);

        LayerRun.Near(plain.Output(x), run.Output(x));
        Assert.NotEqual(run.Output(x), run.Output(training: true, x));
        Assert.Equal(run.Output(training: true, x), run.Output(training: true, x));
        run.CheckGradients(training: true, 1, x);
    }

    [Fact]
    public void Given_states_let_a_mask_be_forgotten_in_Keras_3_unless_it_is_given_too()
    {
        (string, string)[] inputs = [("x", "5"), ("h", "3"), ("m", "5")];
        string rnn = "\"units\": 3";
        LayerRun run = LayerRun.Functional(inputs, [
            ("Embedding", "e", Table, """["x", 0, 0, {}]"""),
            ("SimpleRNN", "forgets", rnn, """["e", 0, 0, {"initial_state": ["h", 0, 0]}]"""),
            ("SimpleRNN", "keeps", rnn, """["e", 0, 0, {"initial_state": ["h", 0, 0], "mask": ["m", 0, 0]}]""")], "forgets", "keeps");
        Tensor state = LayerRun.Input(4, 2, 3);
        double[][] outputs = run.Outputs(false, Words(), state, LayerRun.Input([.. s_words.Select(word => word != 0 ? 1.0 : 0)], 2, 5));

        LayerRun.Near(Expected("forgets", row => [true, true, true, true, true]), outputs[0]);
        LayerRun.Near(Expected("keeps", Mask), outputs[1]);

        double[] Expected(string name, Func<int, bool[]> mask) => [.. Enumerable.Range(0, 2).SelectMany(row => PlainCells.Run(
            PlainCells.Simple(run.Weight(name + "/simple_rnn_cell/kernel"), run.Weight(name + "/simple_rnn_cell/recurrent_kernel"), run.Weight(name + "/simple_rnn_cell/bias")),
            Sequence(run, row), mask(row), [state.Values<double>().Slice(row * 3, 3).ToArray()]).Outputs[^1])];
    }

    private static Tensor Words() => LayerRun.Input(s_words, 2, 5);

    private static bool[] Mask(int row) => [.. s_words[(row * 5)..((row + 1) * 5)].Select(word => word != 0)];

    private static double[][] Sequence(LayerRun run, int row) => [.. s_words[(row * 5)..((row + 1) * 5)]
        .Select(word => run.Weight("embeddings")[((int)word * Features)..(((int)word + 1) * Features)])];

    private static double[][] Expected(LayerRun run, string type, string config, int row, bool backwards)
    {
        (PlainCells.Cell cell, int count) = CellOf(run, type + "Cell", "", resetAfter: !config.Contains("false", StringComparison.Ordinal));
        return PlainCells.Run(
            cell, Sequence(run, row), Mask(row), [.. Enumerable.Range(0, count).Select(_ => new double[Units])], backwards).Outputs;
    }

    private static (PlainCells.Cell Cell, int States) CellOf(LayerRun run, string type, string name, bool resetAfter = true)
    {
        (double[] w, double[] u, double[] b) =
            (run.Weight(name + "/kernel"), run.Weight(name + "/recurrent_kernel"), run.Weight(name + "/bias"));
        return type switch
        {
            "LSTMCell" => (PlainCells.Lstm(w, u, b), 2),
            "GRUCell" => (PlainCells.Gru(w, u, b, resetAfter), 1),
            _ => (PlainCells.Simple(w, u, b), 1),
        };
    }
}
