using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Keras;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Every layer against the variables that Keras gives it.</summary>
public sealed class LayerTests
{
    private const string Lstm = """{"class_name": "LSTM", "config": {"name": "lstm", "units": 5}}""";
    private const string Dense = """{"class_name": "Dense", "config": {"name": "dense", "units": 3}}""";

    /// <summary>The configurations behind the golden file's layers.</summary>
    private static readonly Dictionary<string, string> s_configs = new()
    {
        ["Dense"] = """ "units": 3 """,
        ["EinsumDense"] = """ "equation": "abc,cde->abde", "output_shape": [null, 2, 5], "bias_axes": "de" """,
        ["Embedding"] = """ "input_dim": 7, "output_dim": 5 """,
        ["Conv1D"] = """ "filters": 5, "kernel_size": [3] """,
        ["Conv2D groups=2"] = """ "filters": 6, "kernel_size": [3, 2], "groups": 2 """,
        ["Conv3D"] = """ "filters": 5, "kernel_size": [3, 2, 4] """,
        ["Conv1DTranspose"] = """ "filters": 5, "kernel_size": [3] """,
        ["Conv2DTranspose"] = """ "filters": 5, "kernel_size": [3, 2] """,
        ["Conv3DTranspose"] = """ "filters": 5, "kernel_size": [3, 2, 4] """,
        ["DepthwiseConv1D"] = """ "kernel_size": 3, "depth_multiplier": 2 """,
        ["DepthwiseConv2D"] = """ "kernel_size": [3, 2], "depth_multiplier": 2 """,
        ["SeparableConv1D"] = """ "filters": 6, "kernel_size": [3], "depth_multiplier": 2 """,
        ["SeparableConv2D"] = """ "filters": 6, "kernel_size": [3, 2], "depth_multiplier": 2 """,
        ["SimpleRNN"] = """ "units": 5 """,
        ["LSTM"] = """ "units": 5 """,
        ["GRU"] = """ "units": 5 """,
        ["GRU reset_after=False"] = """ "units": 5, "reset_after": false """,
        ["ConvLSTM1D"] = """ "filters": 5, "kernel_size": [3] """,
        ["ConvLSTM2D"] = """ "filters": 5, "kernel_size": [3, 2] """,
        ["ConvLSTM3D"] = """ "filters": 5, "kernel_size": [3, 2, 2] """,
        ["RNN of StackedRNNCells"] = """
            "cell": {"class_name": "StackedRNNCells", "config": {"name": "stacked_rnn_cells", "cells": [
                {"class_name": "LSTMCell", "config": {"name": "lstm_cell", "units": 5}},
                {"class_name": "GRUCell", "config": {"name": "gru_cell", "units": 3}}]}}
            """,
        ["Bidirectional LSTM"] = $""" "layer": {Lstm} """,
        ["TimeDistributed Dense"] = $""" "layer": {Dense} """,
        ["BatchNormalization"] = "",
        ["LayerNormalization"] = "",
        ["LayerNormalization axes"] = """ "axis": [1, 2] """,
        ["RMSNormalization"] = "",
        ["GroupNormalization"] = """ "groups": 2 """,
        ["UnitNormalization"] = "",
        ["SpectralNormalization Dense"] = $""" "layer": {Dense} """,
        ["Normalization"] = "",
        ["PReLU"] = "",
        ["PReLU shared"] = """ "shared_axes": [1] """,
        ["Dropout"] = """ "rate": 0.5 """,
        ["Discretization"] = """ "scale": 2.0 """,
        ["MultiHeadAttention"] = """ "num_heads": 2, "key_dim": 3, "value_dim": 4 """,
        ["GroupQueryAttention"] = """ "head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2 """,
        ["Attention use_scale"] = """ "use_scale": true """,
        ["AdditiveAttention"] = "",
    };

    public static TheoryData<string> Layers => [.. s_configs.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_has_Kerass_weights(string label)
    {
        JsonElement layer = Golden(label);
        string className = layer.GetProperty("class_name").GetString()!;
        JsonElement[] expected =
            [.. layer.GetProperty("variables").EnumerateArray().Where(variable => variable.GetProperty("in_weights").GetBoolean())];
        string name = expected.Length == 0 ? "layer" : expected[0].GetProperty("path").GetString()!.Split('/')[0];
        string shape = layer.GetProperty("input_shape").GetRawText();

        TensorTemplate[] weights = Read(className, name, s_configs[label], BuildConfig(className, shape));

        Assert.Equal(expected.Select(variable => variable.GetProperty("path").GetString()), weights.Select(weight => weight.Name));
        Assert.Equal(expected.Select(variable => $"[{string.Join(", ", variable.GetProperty("shape").EnumerateArray())}]"),
            weights.Select(weight => weight.Shape.ToString()));
        Assert.Equal(expected.Select(variable => variable.GetProperty("dtype").GetString()), weights.Select(weight => weight.Type.Name));
        Assert.Equal(
            expected.Select(variable => variable.GetProperty("trainable").GetBoolean()), weights.Select(weight => weight.Trainable));
        DefaultsAgree(layer.GetProperty("initializers"), weights);
    }

    [Fact]
    public void Every_golden_layer_is_tested()
    {
        using JsonDocument golden = GoldenFile.Open("layer_weights");

        Assert.Equal(golden.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("layer").GetString()),
            s_configs.Keys);
    }

    [Theory]
    [InlineData("Conv2D", """ "filters": 6, "kernel_size": 3, "data_format": "channels_first" """, "[null, 4, 8, 9]", "kernel[3, 3, 4, 6] bias[6]")]
    [InlineData("Conv2D", """ "filters": 6, "kernel_size": [3, 2], "use_bias": false """, "[null, null, null, 4]", "kernel[3, 2, 4, 6]")]
    [InlineData("DepthwiseConv2D", """ "kernel_size": [3, 3], "data_format": "channels_first" """, "[null, 4, 8, 9]", "kernel[3, 3, 4, 1] bias[4]")]
    [InlineData("BatchNormalization", """ "axis": 1 """, "[null, 4, 8, 9]", "gamma[4] beta[4] moving_mean[4] moving_variance[4]")]
    [InlineData("BatchNormalization", """ "axis": [-2], "center": false """, "[null, 4, 8, 9]", "gamma[8] moving_mean[8] moving_variance[8]")]
    [InlineData("BatchNormalization", """ "scale": false, "renorm": true """, "[null, 4]", "beta[4] moving_mean[4] moving_variance[4] moving_stddev[4] renorm_mean[4] renorm_stddev[4]")]
    [InlineData("LayerNormalization", """ "axis": [-1, 1], "rms_scaling": true """, "[null, 6, 4]", "gamma[6, 4]")]
    [InlineData("Normalization", """ "axis": null """, "[null, 6]", "mean[] variance[] count[]")]
    [InlineData("Normalization", """ "mean": [0.5], "variance": [1.0] """, "[null, 6]", "")]
    [InlineData("PReLU", """ "shared_axes": [1, 2] """, "[null, null, null, 4]", "alpha[1, 1, 4]")]
    [InlineData("ReversibleEmbedding", """ "input_dim": 7, "output_dim": 5, "tie_weights": false """, "[null, 3]", "embeddings[7, 5] reverse_embeddings[5, 7]")]
    [InlineData("EinsumDense", """ "equation": "...x,xy->...y", "output_shape": 5, "bias_axes": "y" """, "[null, 8, 6]", "kernel[6, 5] bias[5]")]
    [InlineData("EinsumDense", """ "equation": "ab...,bc->ac...", "output_shape": 5, "bias_axes": "c" """, "[null, 8, 6]", "kernel[8, 5] bias[5, 1]")]
    [InlineData("EinsumDense", """ "equation": "abc,cd->abd", "output_shape": [8, 5], "bias_axes": "bd" """, "[null, 8, 6]", "kernel[6, 5] bias[8, 5]")]
    [InlineData("LSTM", """ "units": 2, "use_bias": false """, "[null, 6, 4]", "lstm_cell/kernel[4, 8] lstm_cell/recurrent_kernel[2, 8]")]
    [InlineData("Attention", """ "score_mode": "concat" """, "[[null, 6, 8], [null, 6, 8]]", "concat_score_weight[]")]
    [InlineData("STFTSpectrogram", """ "frame_length": 200, "window": "hann" """, "[null, 1000, 1]", "real_kernel[200, 1, 129] imag_kernel[200, 1, 129]")]
    [InlineData("STFTSpectrogram", """ "frame_length": 64, "fft_length": 128, "mode": "imag" """, "[null, 1000, 1]", "imag_kernel[64, 1, 65]")]
    public void Options_change_the_weights(string className, string config, string shape, string expected)
    {
        TensorTemplate[] weights = Read(className, "a", config, $$"""{"input_shape": {{shape}}}""");

        Assert.Equal(expected, string.Join(' ', weights.Select(weight => weight.Name[2..] + weight.Shape)));
    }

    [Fact]
    public void Layers_without_weights_need_no_shape()
    {
        foreach (
            string className in (string[])["InputLayer", "Activation", "GlobalAveragePooling2D", "RandomFlip", "TextVectorization",
                "ZeroPadding3D", "Lambda"])
        {
            Assert.Empty(Read(className, "a", "", "null"));
        }
    }

    [Theory]
    [InlineData("\"float16\"", "float16")]
    [InlineData("\"mixed_bfloat16\"", "float32")]
    [InlineData("null", "float32")]
    [InlineData("""{"class_name": "DTypePolicy", "config": {"name": "bfloat16"}}""", "bfloat16")]
    [InlineData("""{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}""", "float32")]
    [InlineData("\"float64\"", "float64")]
    public void Variables_have_the_policys_type(string dtype, string type) =>
        Assert.All(Read("Dense", "a", $""" "units": 3, "dtype": {dtype} """, """{"input_shape": [null, 4]}"""), weight => Assert.Equal(type, weight.Type.Name));

    internal static string Model(params string[] layers) =>
        $$$"""{"class_name": "Sequential", "config": {"name": "m", "layers": [{{{string.Join(", ", layers)}}}]}}""";

    internal static string Layer(string className, string name, string config, string buildConfig)
    {
        string comma = string.IsNullOrWhiteSpace(config) ? "" : ", ";
        return $$"""{"module": "keras.layers", "class_name": "{{className}}", "config": {"name": "{{name}}"{{comma}}{{config}}}, "registered_name": null, "build_config": {{buildConfig}}}""";
    }

    private static TensorTemplate[] Read(string className, string name, string config, string buildConfig) =>
        [.. KerasModelReader.Read(Model(Layer(className, name, config, buildConfig))).Tensors];

    private static string BuildConfig(string className, string shape) => className switch
    {
        "MultiHeadAttention" or "GroupedQueryAttention" => $$$"""{"shapes_dict": {"query_shape": {{{shape}}}, "value_shape": {{{shape}}}}}""",
        "Attention" or "AdditiveAttention" => $$"""{"input_shape": [{{shape}}, {{shape}}]}""",
        _ => $$"""{"input_shape": {{shape}}}""",
    };

    private static JsonElement Golden(string label)
    {
        using JsonDocument golden = GoldenFile.Open("layer_weights");
        return golden.RootElement.GetProperty("layers").EnumerateArray().Single(
            layer => layer.GetProperty("layer").GetString() == label).Clone();
    }

    /// <summary>"kernel_initializer" is the default of the weight "kernel", wherever the golden file tells it.</summary>
    private static void DefaultsAgree(JsonElement initializers, TensorTemplate[] weights)
    {
        foreach (JsonProperty initializer in initializers.EnumerateObject())
        {
            string role = initializer.Name[..^"_initializer".Length];
            string suffix = role switch { "recurrent" => "/recurrent_kernel", "depthwise" => "kernel", "pointwise" => "/pointwise_kernel",
                _ => "/" + role };
            TensorTemplate weight = weights.First(weight => weight.Name.EndsWith(suffix, StringComparison.Ordinal));
            string expected = initializer.Value.GetProperty("class_name").GetString()!;
            Assert.Equal(weight.Initializer.ClassName == "ForgetGateBias" ? "Zeros" : weight.Initializer.ClassName, expected);
        }
    }
}
