using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Keras;
using Seedbed.Models;
using Seedbed.Tests.Networks.Keras;
using Seedbed.Tests.Networks.Keras.Older;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>States that are kept from one batch to the next, against one run over the whole sequence.</summary>
public sealed class StatefulTests
{
    private const string Stateful = ", \"stateful\": true";

    public static TheoryData<string, string, string, int[]> Layers => new()
    {
        { "SimpleRNN", "\"units\": 3, \"return_sequences\": true", "2", [2, 6, 2] },
        { "LSTM", "\"units\": 3, \"return_sequences\": true", "2", [2, 6, 2] },
        { "GRU", "\"units\": 3, \"return_sequences\": true, \"reset_after\": false", "2", [2, 6, 2] },
        { "ConvLSTM1D", "\"filters\": 2, \"kernel_size\": 3, \"return_sequences\": true", "4, 2", [2, 6, 4, 2] },
        { "ConvLSTM2D", "\"filters\": 2, \"kernel_size\": 2, \"return_sequences\": true, \"data_format\": \"channels_first\"", "1, 4, 4", [2, 6, 1, 4, 4] },
        {
            "RNN", """
            "return_sequences": true, "cell": {"class_name": "StackedRNNCells", "config": {"name": "s", "cells": [
              {"class_name": "LSTMCell", "config": {"name": "a", "units": 3, "dtype": "float64"}}, {"class_name": "GRUCell", "config": {"name": "b", "units": 2, "dtype": "float64"}}]}}
            """, "2", [2, 6, 2]
        },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Two_batches_are_one_sequence(string type, string config, string shape, int[] sizes)
    {
        LayerRun run = LayerRun.OfBatch(2, "3, " + shape, (type, config + Stateful));
        Network network = run.Filled();
        Network whole = LayerRun.OfBatch(2, "6, " + shape, (type, config)).Network();
        foreach (Seedbed.Layers.Parameter parameter in whole.Parameters)
        {
            run.Weight(parameter.Name).CopyTo(parameter.Value.Values<double>());
        }

        Tape tape = new(ElementType.Float64) { IsRecording = false };
        Tensor x = LayerRun.Input(3, sizes);
        network.ResetStates();
        double[] expected = Values(whole.Forward(tape, [x], training: false)[0]);
        double[] first = Values(network.Forward(tape, [Part(x, 0)], training: false)[0]);
        double[] second = Values(network.Forward(tape, [Part(x, 3)], training: false)[0]);

        int half = expected.Length / 4;
        LayerRun.Near(expected, [.. first[..half], .. second[..half], .. first[half..], .. second[half..]]);
        network.ResetStates();
        Assert.Equal(first, Values(network.Forward(tape, [Part(x, 0)], training: false)[0]));
    }

    /// <summary>The states are constants: what they were in the batch before has no derivative.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_end_at_the_states(string type, string config, string shape, int[] sizes)
    {
        LayerRun run = LayerRun.OfBatch(2, "3, " + shape, (type, config + Stateful));

        run.CheckGradients(training: true, 1, Part(LayerRun.Input(3, sizes), 0));
    }

    [Fact]
    public void Both_directions_keep_their_own()
    {
        LayerRun run = LayerRun.OfBatch(1, "3, 2", ("Bidirectional",
            """ "layer": {"class_name": "SimpleRNN", "config": {"name": "g", "units": 2, "stateful": true, "dtype": "float64"}} """));
        Tensor x = LayerRun.Input(3, 1, 3, 2);
        double[][] rows = [.. Values(x).Chunk(2)];
        Network network = run.Filled();
        Tape tape = new(ElementType.Float64) { IsRecording = false };

        double[] forward = new double[2], backward = new double[2];
        for (int batch = 0; batch < 3; batch++)
        {
            (forward, backward) = (Direction("forward_g", forward, backwards: false), Direction("backward_g", backward, backwards: true));
            LayerRun.Near([.. forward, .. backward], Values(network.Forward(tape, [x], training: batch == 1)[0]));
        }

        double[] Direction(string name, double[] state, bool backwards) => PlainCells.Run(
            PlainCells.Simple(run.Weight(name + "/simple_rnn_cell/kernel"), run.Weight(name + "/simple_rnn_cell/recurrent_kernel"), run.Weight(name + "/simple_rnn_cell/bias")),
            rows, [true, true, true], [state], backwards).States[0];
    }

    /// <summary>Keras 3 counts them: of a convolution with the channels where those of images are, of a stack one behind the other.</summary>
    [Theory]
    [InlineData("GRU", """ "units": 3, "stateful": true """, "[2, 4, 2]", "a/rnn_state[2, 3]")]
    [InlineData("ConvLSTM1D", """ "filters": 3, "kernel_size": 2, "data_format": "channels_first", "stateful": true """, "[2, 4, 2, 5]", "a/rnn_state[2, 3, 4] a/rnn_state_1[2, 3, 4]")]
    [InlineData("RNN", """ "stateful": true, "cell": {"module": "keras.layers", "class_name": "StackedRNNCells", "config": {"name": "s", "cells": [{"module": "keras.layers", "class_name": "LSTMCell", "config": {"name": "l", "units": 3}}, {"module": "keras.layers", "class_name": "GRUCell", "config": {"name": "g", "units": 4}}]}} """,
        "[2, 4, 2]", "a/rnn_state[2, 3] a/rnn_state_1[2, 3] a/rnn_state_2[2, 4]")]
    public void States_that_are_weights_hold_what_is_kept(string type, string config, string shape, string expected)
    {
        string layer = LayerTests.Layer(type, "a", config, $$"""{"input_shape": {{shape}}}""");
        Network network = ModelFiles.Network(System.Text.Encoding.UTF8.GetBytes(LayerTests.Model(layer)));
        Seedbed.Layers.Parameter[] states = [.. network.Parameters.Where(parameter => parameter.Name.Contains("rnn_state", StringComparison.Ordinal))];
        foreach (Seedbed.Layers.Parameter parameter in network.Parameters.Except(states))
        {
            parameter.Value.Values<float>().Fill(0.2f);
        }

        int[] sizes = System.Text.Json.JsonSerializer.Deserialize<int[]>(shape)!;
        Tensor x = Tensor.Zeros(ElementType.Float32, sizes);
        x.Values<float>().Fill(0.5f);
        float[] first = Once(), second = Once();

        Assert.Equal(expected, string.Join(' ', states.Select(state => state.Name + state.Template.Shape)));
        Assert.All(states, state => Assert.NotEqual(0, state.Value.SumOfSquares()));
        Assert.NotEqual(first, second);
        network.ResetStates();
        Assert.All(states, state => Assert.Equal(0, state.Value.SumOfSquares()));
        Assert.Equal(first, Once());

        float[] Once() => network.Forward(new Tape(ElementType.Float32) { IsRecording = false }, [x], training: false)[0].Values<float>().ToArray();
    }

    /// <summary>A file of Keras 2, whose states are no weights.</summary>
    [Fact]
    public void A_model_goes_on_where_its_last_batch_ended()
    {
        string path = OlderFiles.CaseOf("stateful_lstm");
        Model model = Model.Of(KerasModelFile.Read(path), path, seed: 1);
        int[] sizes = Array.ConvertAll(model.Network.Inputs[0].Dimensions.ToArray(), size => (int)(size ?? 4));
        float[] values = [.. LayerRun.Values(sizes.Aggregate((product, size) => product * size), 3).Select(value => (float)value)];
        Seedbed.Training.Samples x = Seedbed.Training.Samples.Of<float>(values, sizes);

        double[] first = model.Predict(x, sizes[0]).ToArray();
        double[] second = model.Predict(x, sizes[0]).ToArray();
        model.ResetStates();

        Assert.NotEqual(first, second);
        Assert.Equal(first, model.Predict(x, sizes[0]).ToArray());
        Assert.Equal(second, model.Predict(x, sizes[0]).ToArray());
    }

    private static double[] Values(Tensor tensor) => tensor.Values<double>().ToArray();

    /// <summary>Three steps of a sequence.</summary>
    private static Tensor Part(Tensor x, int start)
    {
        int[] starts = new int[x.Rank];
        starts[1] = start;
        Tape tape = new(ElementType.Float64) { IsRecording = false };
        Tensor part = Rearrangement.Slice(tape, x, starts, [x[0], 3, .. x.Dimensions[2..]]);
        return Tensor.Of<double>(part.Values<double>(), part.Dimensions);
    }
}
