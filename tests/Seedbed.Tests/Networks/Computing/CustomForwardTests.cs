using Seedbed.Autodiff;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Layers and cells of a user's own whose functions are given in C#, against plain loops.</summary>
public sealed class CustomForwardTests
{
    private const string Weights = """
        "weights": [{"name": "kernel", "shape": ["input[-1]", "units"]}, {"name": "recurrent_kernel", "shape": ["units", "units"]}]
        """;

    private static readonly CustomLayers s_layers = CustomLayers.Parse($$$$"""
        {"layers": {"MinimalCell": {{{{{Weights}}}}, "state_sizes": ["units"]}, "TwoStates": {{{{{Weights}}}}, "state_sizes": ["units", "units * 2"]},
        "NoStates": {{{{{Weights}}}}}, "OfInput": {"weights": [], "state_sizes": ["input[-1]"]}, "Twice": {"weights": [{"name": "w", "shape": []}], "output_shape": "input"}}}
        """);

    /// <summary>h ← tanh(x·W + scale·h·U).</summary>
    private static readonly CustomLayers s_steps = s_layers.WithStep("MinimalCell", (call, x, states) =>
    {
        Tensor own = call.Tape.Apply(DenseProduct.Instance, states[0], call.Weight("recurrent_kernel"));
        Tensor sum = call.Tape.Apply(
            Addition.Instance, call.Tape.Apply(DenseProduct.Instance, x, call.Weight("kernel")), call.Tape.Apply(new ScaleAndShift(call.Number("scale")), own));
        Tensor next = call.Tape.Apply(NamedActivations.Find(call.Text("activation"))!, sum);
        return (next, [next]);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cell_of_ones_own_runs_over_a_sequence(bool backwards)
    {
        LayerRun run = LayerRun.Custom(s_steps, "4, 2", ("RNN", $"\"return_sequences\": true, \"go_backwards\": {(backwards ? "true" : "false")}, \"cell\": {Cell("c", 3)}"));
        Tensor x = LayerRun.Input(3, 2, 4, 2);

        double[] expected = [.. Enumerable.Range(0, 2).SelectMany(row => PlainCells.Run(
            Plain(run, "c"), Rows(x, row), [true, true, true, true], [new double[3]], backwards).Outputs.SelectMany(output => output))];

        LayerRun.Near(expected, run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Fact]
    public void It_stands_among_Keras_s_cells_and_keeps_to_masks()
    {
        LayerRun run = LayerRun.Custom(s_steps, "4", ("Embedding", """ "input_dim": 6, "output_dim": 2, "mask_zero": true """), ("RNN", $$$"""
            "return_state": true, "cell": {"class_name": "StackedRNNCells", "config": {"name": "s", "cells": [
              {{{Cell("c", 3)}}}, {"class_name": "LSTMCell", "config": {"name": "b", "units": 2, "dtype": "float64"}}]}}
            """));
        double[] words = [3, 0, 4, 1];
        Tensor x = LayerRun.Input(words, 1, 4);
        PlainCells.Cell first = Plain(run, "c");
        PlainCells.Cell second = PlainCells.Lstm(run.Weight("b/kernel"), run.Weight("b/recurrent_kernel"), run.Weight("b/bias"));
        PlainCells.Cell both = (input, states) =>
        {
            (double[] middle, double[][] own) = first(input, states[..1]);
            (double[] output, double[][] rest) = second(middle, states[1..]);
            return (output, [.. own, .. rest]);
        };
        double[][] sequence = [.. words.Select(word => run.Weight("embeddings")[((int)word * 2)..(((int)word + 1) * 2)])];
        (double[][] outputs, double[][] last) = PlainCells.Run(both, sequence, [true, false, true, true], [new double[3], new double[2], new double[2]]);

        LayerRun.Near(outputs[^1], run.Output(x));
        run.CheckGradients(training: true, 0, x);
        Assert.Equal(3, last.Length);
    }

    [Fact]
    public void A_layer_of_ones_own_is_what_its_function_says()
    {
        CustomLayers layers = s_layers.WithForward("Twice", (call, x) => call.HasWeight("w") && !call.Flag("off")
            ? call.Tape.Apply(Multiplication.Instance, x, Rearrangement.Expand(call.Tape, call.Weight("w"), x.Dimensions))
            : x);
        LayerRun run = LayerRun.Custom(layers, "3", ("Twice", "\"off\": false"), ("Dense", "\"units\": 2"));
        Tensor x = LayerRun.Input(3, 2, 3);

        double[] scaled = [.. x.Values<double>().ToArray().Select(value => value * run.Weight("w")[0])];
        LayerRun.Near([.. scaled.Chunk(3).SelectMany(row => PlainCells.Product(row, run.Weight("kernel"), run.Weight("bias")))], run.Output(x));
        run.CheckGradients(training: true, 1, x);
    }

    [Theory]
    [InlineData("MinimalCell", "cells of the class MinimalCell are not computed here")]
    [InlineData("NoStates", "cells of the class NoStates are not computed here")]
    public void A_cell_without_a_step_is_refused_when_it_is_to_run(string type, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(() => LayerRun.Custom(s_layers, "4, 2", ("RNN", $"\"cell\": {Cell("c", 3, type)}"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_layer_without_a_function_is_refused_when_it_is_to_run() => Assert.Equal(
        "layer 'l0' (Twice): its description tells its weights, not what the class Twice computes: the model can be initialized, and neither run nor "
        + "trained. In C# CustomLayers.WithForward gives its function (docs/custom-layers.md).",
        Assert.Throws<FormatException>(() => LayerRun.Custom(s_layers, "3", ("Twice", ""))).Message);

    [Fact]
    public void A_size_of_a_state_does_not_follow_from_the_input() => Assert.Contains(
        "the size 'input[-1]' of a state follows from the input", Assert.Throws<FormatException>(() => LayerRun.Custom(
            s_layers.WithStep("OfInput", (_, x, states) => (x, states)), "4, 2", ("RNN", $"\"cell\": {Cell("c", 3, "OfInput")}"))
            .Output(LayerRun.Input(3, 1, 4, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_step_gives_what_its_states_ask_for()
    {
        LayerRun run = LayerRun.Custom(s_layers.WithStep("TwoStates", (_, x, states) => (x, states)), "4, 2", ("RNN", $"\"cell\": {Cell("c", 3, "TwoStates")}"));

        Assert.Equal(
            "layer 'l0/c' (TwoStates): a step gives an output and states of the shapes [1, 2], [1, 3], [1, 6]; its state_sizes ask for [1, 3], [1, 3], [1, 6], the output first.",
            Assert.Throws<ArgumentException>(() => run.Output(LayerRun.Input(3, 1, 4, 2))).Message);
    }

    [Fact]
    public void A_function_is_given_to_what_is_described()
    {
        Assert.StartsWith("there is no description of a layer 'MinimalCel'. Did you mean 'MinimalCell'?",
            Assert.Throws<ArgumentException>(() => s_layers.WithStep("MinimalCel", (_, x, states) => (x, states))).Message, StringComparison.Ordinal);
        Assert.StartsWith("the description of 'NoStates' has no state_sizes; a cell has at least one",
            Assert.Throws<ArgumentException>(() => s_layers.WithStep("NoStates", (_, x, states) => (x, states))).Message, StringComparison.Ordinal);
    }

    private static string Cell(string name, int units, string type = "MinimalCell") => $$$"""
        {"module": "mine", "class_name": "{{{type}}}", "config": {"name": "{{{name}}}", "units": {{{units}}}, "scale": 0.5, "activation": "tanh", "dtype": "float64"}}
        """;

    private static PlainCells.Cell Plain(LayerRun run, string name) => (x, states) =>
    {
        double[] own = PlainCells.Product(states[0], run.Weight(name + "/recurrent_kernel"));
        double[] h = [.. PlainCells.Product(x, run.Weight(name + "/kernel")).Zip(own, (first, second) => Math.Tanh(first + (0.5 * second)))];
        return (h, [h]);
    };

    private static double[][] Rows(Tensor x, int row) =>
        [.. Enumerable.Range(0, x[1]).Select(time => x.Values<double>().Slice(((row * x[1]) + time) * x[2], x[2]).ToArray())];
}
