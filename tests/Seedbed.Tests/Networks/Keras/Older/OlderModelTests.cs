using System.Text;
using System.Text.Json;
using Seedbed.Keras;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Networks.Keras.Older;

/// <summary>Single spellings of older releases.</summary>
public sealed class OlderModelTests
{
    [Theory]
    [InlineData("list_config", "conv2d_1/kernel [3, 3, 1, 4]", "conv2d_1/bias [4]", "dense_1/kernel [144, 10]", "dense_1/bias [10]")]
    [InlineData("initializer_dtype", "dense/kernel [8, 2]", "dense/bias [2]")]
    [InlineData("json_in_json", "dense/kernel [4, 3]", "dense/bias [3]")]
    [InlineData("slash_in_names", "conv1/conv/kernel [7, 7, 3, 4]", "conv1/bn/gamma [4]", "conv1/bn/beta [4]", "conv1/bn/moving_mean [4]", "conv1/bn/moving_variance [4]")]
    [InlineData("add_loss", "d/kernel [4, 3]", "d/bias [3]")]
    [InlineData("bn_scale_1", "bn/gamma [3]", "bn/beta [3]", "bn/moving_mean [3]", "bn/moving_variance [3]")]
    [InlineData("batch_normalization_v1", "batch_normalization/gamma [8]", "batch_normalization/beta [8]", "batch_normalization/moving_mean [8]", "batch_normalization/moving_variance [8]")]
    [InlineData("sync_batch_normalization", "bn/gamma [8]", "bn/beta [8]", "bn/moving_mean [8]", "bn/moving_variance [8]")]
    [InlineData("embedding_int32", "embedding_1/embeddings [20, 4]")]
    [InlineData("locally_connected_1d", "lc/kernel [8, 9, 4]", "lc/bias [8, 4]")]
    [InlineData("cudnn_lstm", "cu_dnnlstm_1/kernel [3, 16]", "cu_dnnlstm_1/recurrent_kernel [4, 16]", "cu_dnnlstm_1/bias [32]")]
    [InlineData("stateful_lstm", "lstm_1/lstm_cell/kernel [3, 16]", "lstm_1/lstm_cell/recurrent_kernel [4, 16]", "lstm_1/lstm_cell/bias [16]")]
    [InlineData("policy_v1", "d/kernel [4, 3]", "d/bias [3]")]
    [InlineData("constant_array_keras2", "e/embeddings [2, 2]")]
    [InlineData("gru_before_reset_after", "gru_1/gru_cell/kernel [3, 12]", "gru_1/gru_cell/recurrent_kernel [4, 12]", "gru_1/gru_cell/bias [12]")]
    [InlineData("keras1_functional_message", "d/kernel [4, 3]", "d/bias [3]")]
    [InlineData("tfjs_layers_model", "d/kernel [4, 3]", "d/bias [3]")]
    public void A_case_gives_its_weights(string name, params string[] tensors) =>
        Assert.Equal(tensors, OlderFiles.Tensors(File.ReadAllText(OlderFiles.CaseOf(name))));

    [Theory]
    [InlineData("list_config")]
    [InlineData("initializer_dtype")]
    [InlineData("json_in_json")]
    public void A_case_is_the_same_as_its_newer_spelling(string name) => Assert.Equal(
        OlderFiles.Values(File.ReadAllText(OlderFiles.CaseOf($"{name}.same_as"))), OlderFiles.Values(File.ReadAllText(OlderFiles.CaseOf(name))));

    [Fact]
    public void Constants_are_those_of_the_array() =>
        Assert.Equal([1, 2, 3, 4], OlderFiles.Values(File.ReadAllText(OlderFiles.CaseOf("constant_array_keras2"))).Single().Values);

    [Fact]
    public void The_forget_gate_of_the_second_of_two_biases_begins_at_1()
    {
        float[] bias = OlderFiles.Values(File.ReadAllText(OlderFiles.CaseOf("cudnn_lstm"))).Last().Values;

        Assert.Equal(Enumerable.Range(0, 32).Select(index => index is >= 20 and < 24 ? 1f : 0f), bias);
    }

    /// <summary>Of 10 steps a window of 3 reaches 8, padded it reaches 10, of which the first and last have two inputs.</summary>
    [Theory]
    [InlineData("LocallyConnected1D", """ "filters": 4, "kernel_size": [3], "implementation": 2 """, "[null, 10, 3]", "a/kernel [10, 3, 8, 4]", "a/bias [8, 4]")]
    [InlineData("LocallyConnected1D", """ "filters": 4, "kernel_size": [3], "implementation": 2, "data_format": "channels_first" """, "[null, 3, 10]", "a/kernel [3, 10, 4, 8]", "a/bias [8, 4]")]
    [InlineData("LocallyConnected1D", """ "filters": 4, "kernel_size": [3], "implementation": 3 """, "[null, 10, 3]", "a/kernel [288]", "a/bias [8, 4]")]
    [InlineData("LocallyConnected1D", """ "filters": 4, "kernel_size": [3], "implementation": 3, "padding": "same" """, "[null, 10, 3]", "a/kernel [336]", "a/bias [10, 4]")]
    [InlineData("LocallyConnected2D", """ "filters": 5, "kernel_size": [3, 2], "strides": [2, 1] """, "[null, 7, 6, 2]", "a/kernel [15, 12, 5]", "a/bias [3, 5, 5]")]
    [InlineData("CuDNNGRU", """ "units": 4 """, "[null, 5, 3]", "a/kernel [3, 12]", "a/recurrent_kernel [4, 12]", "a/bias [24]")]
    [InlineData("LSTM", """ "units": 4, "time_major": true """, "[5, null, 3]", "a/lstm_cell/kernel [3, 16]", "a/lstm_cell/recurrent_kernel [4, 16]", "a/lstm_cell/bias [16]")]
    [InlineData("TimeDistributedDense", """ "output_dim": 4 """, "[null, 5, 3]", "a/kernel [3, 4]", "a/bias [4]")]
    [InlineData("Convolution3D", """ "nb_filter": 4, "kernel_dim1": 2, "kernel_dim2": 3, "kernel_dim3": 1, "dim_ordering": "th" """, "[null, 3, 5, 5, 5]", "a/kernel [2, 3, 1, 3, 4]", "a/bias [4]")]
    [InlineData("AtrousConvolution2D", """ "nb_filter": 4, "nb_row": 2, "nb_col": 3, "atrous_rate": [2, 2], "bias": false """, "[null, 9, 9, 3]", "a/kernel [2, 3, 3, 4]")]
    [InlineData("ConvLSTM2D", """ "nb_filter": 4, "nb_row": 2, "nb_col": 2, "inner_init": "orthogonal", "forget_bias_init": "one" """, "[null, 5, 9, 9, 3]", "a/conv_lstm_cell/kernel [2, 2, 3, 16]", "a/conv_lstm_cell/recurrent_kernel [2, 2, 4, 16]", "a/conv_lstm_cell/bias [16]")]
    [InlineData("PReLU", """ "init": "zero" """, "[null, 5]", "a/alpha [5]")]
    public void A_layer_of_an_older_release_has_its_weights(string className, string config, string shape, params string[] tensors) =>
        Assert.Equal(tensors, OlderFiles.Tensors(OlderFiles.One(className, config, shape)));

    [Theory]
    [InlineData("Dense", """ "output_dim": 2, "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.5} """, "kernel_regularizer", """{"class_name":"L1L2","config":{"l1":0.0,"l2":0.5}}""")]
    [InlineData("Dense", """ "output_dim": 2, "W_constraint": {"name": "MaxNorm", "m": 3, "axis": 0} """, "kernel_constraint", """{"class_name":"MaxNorm","config":{"max_value":3,"axis":0}}""")]
    [InlineData("Dense", """ "output_dim": 2, "b_constraint": {"name": "NonNeg"} """, "bias_constraint", """{"class_name":"NonNeg","config":{}}""")]
    [InlineData("LSTM", """ "output_dim": 2, "forget_bias_init": "zero" """, "unit_forget_bias", "false")]
    [InlineData("LSTM", """ "output_dim": 2, "consume_less": "gpu" """, "implementation", "2")]
    [InlineData("GRU", """ "output_dim": 2, "dropout_W": 0.25 """, "dropout", "0.25")]
    [InlineData("MaxPooling1D", """ "pool_length": 2, "stride": 1, "border_mode": "same" """, "padding", "\"same\"")]
    [InlineData("GaussianNoise", """ "sigma": 0.5 """, "stddev", "0.5")]
    [InlineData("Dropout", """ "p": 0.5, "input_dtype": "float32" """, "rate", "0.5")]
    [InlineData("Dense", """ "units": 2, "dtype": {"class_name": "PolicyV1", "config": {"name": "float64", "loss_scale": null}} """, "dtype", "\"float64\"")]
    [InlineData("BatchNormalization", """ "axis": {"class_name": "__tuple__", "items": [2]} """, "axis", "[2]")]
    [InlineData("BatchNormalization", """ "axis": {"class_name": "ListWrapper", "items": [2]} """, "axis", "[2]")]
    [InlineData("Reshape", """ "target_shape": {"class_name": "TensorShape", "items": [3, 4]} """, "target_shape", "[3,4]")]
    public void An_argument_is_written_as_today(string className, string config, string key, string today) =>
        Assert.Equal(today, OlderFiles.Layer(OlderFiles.One(className, config, "[null, 4, 3]")).GetProperty("config").GetProperty(key).GetRawText());

    [Theory]
    [InlineData("BatchNormalization", """ "mode": 1 """, "layer 'a' (BatchNormalization): mode is 1, which no Keras since 2.0 has; set it to 0")]
    [InlineData("Merge", """ "mode": "f", "mode_type": "function" """, "layer 'a' (Merge): mode is \"f\"; the modes with a counterpart today are sum,")]
    [InlineData("MaxoutDense", """ "output_dim": 4 """, "MaxoutDense is a layer of Keras 1 that has no counterpart since Keras 2.")]
    [InlineData("Convolution2D", """ "nb_filter": 4, "nb_row": 2, "nb_col": 2, "border_mode": "full" """, "padding is \"full\"")]
    public void What_has_no_counterpart_gets_a_sentence(string className, string config, string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<FormatException>(() => KerasModelReader.Read(OlderFiles.One(className, config, "[null, 5, 5, 2]"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("2.1.2", "a/gru_cell/bias [6]")]
    [InlineData("2.3.1", "a/gru_cell/bias [6]")]
    [InlineData("2.4.0", "a/gru_cell/bias [2, 6]")]
    public void The_bias_of_a_GRU_follows_the_release(string version, string bias) =>
        Assert.Equal(bias, OlderFiles.Tensors(OlderFiles.One("GRU", """ "units": 2 """, "[null, 5, 3]", version))[^1]);

    /// <summary>Two states of a batch of 2, before the weights of the cell as the layer's own.</summary>
    [Fact]
    public void Keras_3_counts_the_states_of_a_batch()
    {
        string layer = LayerTests.Layer("LSTM", "a", """ "units": 3, "stateful": true """, """{"input_shape": [2, 6, 4]}""");

        Assert.Equal(
            ["a/rnn_state [2, 3]", "a/rnn_state_1 [2, 3]", "a/lstm_cell/kernel [4, 12]", "a/lstm_cell/recurrent_kernel [3, 12]", "a/lstm_cell/bias [12]"],
            OlderFiles.Tensors(LayerTests.Model(layer)));
    }

    /// <summary>Keras 1 has two models of one input each behind a Merge at the front, the second with a model inside that has no name.</summary>
    [Fact]
    public void A_Merge_at_the_front_becomes_a_graph()
    {
        const string Json = """
            {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
            {"class_name": "Merge", "config": {"name": "merge_1", "mode": "concat", "mode_type": "raw", "concat_axis": -1, "layers": [
                {"class_name": "Sequential", "config": [
                    {"class_name": "Dense", "config": {"name": "l", "batch_input_shape": [null, 4], "output_dim": 3, "bias": true}}]},
                {"class_name": "Sequential", "config": [
                    {"class_name": "Dense", "config": {"name": "r", "batch_input_shape": [null, 5], "output_dim": 2, "bias": true}}]}]}},
            {"class_name": "Dense", "config": {"name": "out", "output_dim": 1, "bias": true}}]}
            """;

        KerasModelFile file = KerasModelReader.ReadFile(Encoding.UTF8.GetBytes(Json), new KerasModelOptions());

        Assert.Equal(
            ["sequential_2/l/kernel [4, 3]", "sequential_2/l/bias [3]", "sequential_3/r/kernel [5, 2]", "sequential_3/r/bias [2]", "out/kernel [5, 1]", "out/bias [1]"],
            file.Template.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
        Assert.Contains(file.Notes, note => note.Contains("it is called 'sequential_2'", StringComparison.Ordinal));
    }

    [Fact]
    public void TensorFlow_js_may_write_camelCase()
    {
        const string Json = """
            {"modelTopology": {"className": "Sequential", "config": {"name": "s", "layers": [{"className": "Conv1D", "config": {"name": "c",
            "batchInputShape": [null, 5, 2], "filters": 3, "kernelSize": [2], "useBias": false, "dataFormat": "channelsLast",
            "kernelInitializer": {"className": "VarianceScaling", "config": {"scale": 1, "mode": "fanAvg", "distribution": "normal"}}}}]},
            "kerasVersion": "tfjs-layers 4.22.0"}}
            """;

        Assert.Equal(["c/kernel [2, 2, 3]"], OlderFiles.Tensors(Json));
    }

    [Theory]
    [InlineData("""{"format": "graph-model", "modelTopology": {"node": []}}""", "graph model of TensorFlow.js")]
    [InlineData("\"no model\"", "line 1")]
    [InlineData("\"3\"", "no Keras model")]
    public void What_wraps_no_model_is_refused(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => KerasModelReader.Read(json)).Message, StringComparison.Ordinal);

    /// <summary>A file that needs nothing keeps its bytes, of Keras 3 and of Keras 2.</summary>
    [Theory]
    [InlineData("bn_scale_1")]
    [InlineData("list_config.same_as")]
    [InlineData("stateful_lstm")]
    public void What_needs_no_conversion_keeps_its_bytes(string name)
    {
        byte[] json = File.ReadAllBytes(OlderFiles.CaseOf(name));

        Assert.Equal(json, KerasModelReader.ReadFile(json, new KerasModelOptions()).Config.ToArray());
    }

    [Fact]
    public void The_tool_tells_what_was_assumed()
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "m.npz");

        ToolRun run = ToolRun.InProcess("init", OlderFiles.CaseOf("gru_before_reset_after"), "-o", output, "--seed", "1", "--json");

        Assert.Equal(0, run.Status);
        Assert.StartsWith(
            "seedbed: note: a GRU without reset_after, of Keras 2.0, has one bias: reset_after is false.\nseedbed: note: hard_sigmoid is computed as in Keras 2.0",
            run.Error, StringComparison.Ordinal);
        JsonElement[] assumptions = [.. run.Json().GetProperty("assumptions").EnumerateArray()];
        Assert.Equal(2, assumptions.Length);
        Assert.Contains("reset_after is false", assumptions[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("0.2·x + 0.5", assumptions[1].GetString(), StringComparison.Ordinal);
    }
}
