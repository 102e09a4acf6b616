using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Layers of a user's own, described by JSON.</summary>
public sealed class CustomLayerTests
{
    private const string Layer = """
        {"module": "my.layers", "class_name": "MyDense", "registered_name": "MyPackage>MyDense", "config": {"name": "a", "units": 3, "sizes": [5, 7], "use_bias": true,
         "kernel_initializer": {"class_name": "HeNormal", "config": {"seed": 4}}, "off": false}, "build_config": {"input_shape": [null, 6, 4]}}
        """;

    [Fact]
    public void A_described_layer_has_its_weights_in_their_order()
    {
        TensorTemplate[] weights = Read("""
            {"name": "kernel", "shape": ["input[-1]", "units"], "initializer": "kernel_initializer"},
            {"name": "count", "shape": [], "default": "zeros", "trainable": false},
            {"name": "absent", "shape": [1], "when": "off"},
            {"name": "bias", "shape": ["units"], "default": {"class_name": "Constant", "config": {"value": 0.5}}, "when": "use_bias"},
            {"name": "gate", "shape": ["units"], "initializer": "gate_initializer", "default": "ones"}
            """);

        Assert.Equal(["a/kernel[4, 3]", "a/bias[3]", "a/gate[3]", "a/count[]"], weights.Select(weight => weight.Name + weight.Shape));
        Assert.Equal(["HeNormal", "Constant", "Ones", "Zeros"], weights.Select(weight => weight.Initializer.ClassName));
        Assert.Equal([true, true, true, false], weights.Select(weight => weight.Trainable));
    }

    [Theory]
    [InlineData("2 * units + 1", 7)]
    [InlineData("2*(units+1)", 8)]
    [InlineData("input[1] // 4 * sizes[0]", 5)]
    [InlineData("sizes[-1] - -units - 1", 9)]
    [InlineData("-(0 - 7) // 2", 3)]
    [InlineData("(0 - 7) // 2 + 10", 6)]
    [InlineData("(((units)))", 3)]
    public void A_size_is_the_value_of_its_expression(string expression, long size) =>
        Assert.Equal(size, Read($$"""{"name": "w", "shape": ["{{expression}}"]}""").Single().Shape[0]);

    [Theory]
    [InlineData("", "must be an integer or a text")]
    [InlineData("units +", "is not understood at character 8")]
    [InlineData("units units", "is not understood at character 7")]
    [InlineData("units / 2", "is not understood")]
    [InlineData("input", "is not understood")]
    [InlineData("(units", "is not understood at character 7")]
    [InlineData("units ** 2", "is not understood")]
    [InlineData("import os", "is not understood")]
    [InlineData("99999999999999999999", "is not understood")]
    [InlineData("width", "layer 'a' (MyDense): width is absent; it must be an integer.")]
    [InlineData("sizes[2]", "a list with an integer at 2")]
    [InlineData("use_bias", "use_bias is true; it must be an integer.")]
    [InlineData("input[3]", "axis 3 is outside its input shape [null, 6, 4]")]
    [InlineData("input[0]", "follows from an unknown dimension")]
    [InlineData("units // (units - 3)", "divides by 0")]
    [InlineData("units - 4", "must be")]
    [InlineData("9223372036854775807 * 2", "2^63")]
    public void A_wrong_expression_gets_a_sentence(string expression, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(() => Read($$"""{"name": "w", "shape": ["{{expression}}"]}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "it must be an object with layers")]
    [InlineData("{}", "layers is absent")]
    [InlineData("""{"layers": {"A": {"weight": []}}}""", "the description of 'A' has the key 'weight'; known are weights, output_shape.")]
    [InlineData("""{"layers": {"A": {"weights": [{"name": "a/b", "shape": []}]}}}""", "has the name 'a/b'")]
    [InlineData("""{"layers": {"A": {"weights": [{"name": "w"}]}}}""", "weight 'w': shape is absent")]
    [InlineData("""{"layers": {"A": {"weights": [{"name": "w", "shape": [], "trainable": 1}]}}}""", "trainable is 1; it must be true or false.")]
    [InlineData("""{"layers": {"A": {"weights": [{"name": "w", "shape": [1.5]}]}}}""", "the size is 1.5")]
    [InlineData("""{"layers": {"A": {"weights": [], "output_shape": 3}}}""", "output_shape is 3")]
    [InlineData("""{"layers": {"A": {"weights": []}, "A": {"weights": []}}}""", "line 1")]
    [InlineData("""{"layers": {"A": {"weights": [{"name": "w", "shape": []}, {"name": "w", "shape": [2], "when": "x"}]}}}""", "the description of 'A': the weight 'w' stands there twice")]
    public void A_wrong_description_gets_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => CustomLayers.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_description_of_Keras_s_own_class_is_not_ignored()
    {
        string dense = LayerTests.Layer("Dense", "d", """ "units": 2 """, """{"input_shape": [null, 4]}""");
        KerasModelOptions options = new() { CustomLayers = CustomLayers.Parse("""{"layers": {"Dense": {"weights": []}}}""") };

        Assert.Contains(
            "layer 'd' (Dense): Dense is a layer of Keras", Assert.Throws<FormatException>(
                () => KerasModelReader.Read(LayerTests.Model(dense), options)).Message, StringComparison.Ordinal);
        Assert.Empty(
            KerasModelReader.Read(LayerTests.Model(dense.Replace("keras.layers", "my.layers", StringComparison.Ordinal)), options).Tensors);
    }

    [Fact]
    public void Its_output_shape_leads_to_the_next_layer()
    {
        string dense = """{"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false}}""";
        CustomLayers layers = CustomLayers.Parse("""{"layers": {"MyDense": {"weights": [], "output_shape": ["input[0]", "2 * units"]}}}""");

        ModelTemplate model = KerasModelReader.Read(LayerTests.Model(Layer, dense), new KerasModelOptions { CustomLayers = layers });

        Assert.Equal("d/kernel[6, 2]", model.Tensors.Single().Name + model.Tensors.Single().Shape);
    }

    [Fact]
    public void An_unknown_layer_is_refused_with_a_description_to_start_from()
    {
        FormatException fault = Assert.Throws<FormatException>(() => KerasModelReader.Read(LayerTests.Model(Layer)));

        Assert.StartsWith(
            "layer 'a' (MyDense): MyDense is not a layer of Keras that is known here.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--layers FILE", fault.Message, StringComparison.Ordinal);
        string example = fault.Message[fault.Message.IndexOf('{', StringComparison.Ordinal)..(fault.Message.LastIndexOf('}') + 1)];
        TensorTemplate kernel =
            KerasModelReader.Read(
                LayerTests.Model(Layer), new KerasModelOptions { CustomLayers = CustomLayers.Parse(example) }).Tensors.Single();
        Assert.Equal("a/kernel[4, 3]", kernel.Name + kernel.Shape);
        Assert.IsType<HeNormal>(kernel.Initializer, exactMatch: false);
    }

    [Fact]
    public void The_documents_example_describes_the_documents_layer()
    {
        string[] blocks = [.. File.ReadAllText(Repository.At("docs", "custom-layers.md")).Split("```json\n").Skip(1)
            .Select(block => block.Split("```")[0])];

        ModelTemplate model =
            KerasModelReader.Read(LayerTests.Model(blocks[0]), new KerasModelOptions { CustomLayers = CustomLayers.Parse(blocks[1]) });

        Assert.Equal(
            ["gated/kernel[8, 32]", "gated/bias[32]", "gated/steps[]"], model.Tensors.Select(tensor => tensor.Name + tensor.Shape));
    }

    private static TensorTemplate[] Read(string weights)
    {
        CustomLayers layers = CustomLayers.Parse("""{"layers": {"MyPackage>MyDense": {"weights": [WEIGHTS]}}}""".Replace("WEIGHTS", weights, StringComparison.Ordinal));
        return [.. KerasModelReader.Read(LayerTests.Model(Layer), new KerasModelOptions { CustomLayers = layers }).Tensors];
    }
}
