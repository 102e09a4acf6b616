using Seedbed.Checkpoints;
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
    [InlineData("""{"layers": {"A": {"weight": []}}}""", "the description of 'A' has the key 'weight'; known are weights, output_shape, state_sizes.")]
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

    [Theory]
    [InlineData("custom_conv_hint", "q/kernel[3, 3, 3, 4] q/bias[4]")]
    [InlineData("custom_no_weights_hint", "d/kernel[8, 2] d/bias[2]")]
    public void A_hint_pasted_back_is_right(string name, string expected)
    {
        string model = OpenShapeTests.Case(name);
        string sentence = Assert.Throws<FormatException>(() => KerasModelReader.Read(model)).Message;
        string hint = sentence[sentence.IndexOf('{', StringComparison.Ordinal)..(sentence.LastIndexOf('}') + 1)];

        ModelTemplate template = KerasModelReader.Read(model, new KerasModelOptions { CustomLayers = CustomLayers.Parse(hint) });

        Assert.Equal(expected, string.Join(' ', template.Tensors.Select(tensor => tensor.Name + tensor.Shape)));
    }

    [Theory]
    [InlineData(""" "filters": 4, "kernel_size": [3, 3], "kernel_initializer": "he_normal", "bias_initializer": "zeros", "use_bias": true """,
        """{"name": "kernel", "shape": ["kernel_size[0]", "kernel_size[1]", "input[-1]", "filters"], "initializer": "kernel_initializer"}, {"name": "bias", "shape": ["filters"], "initializer": "bias_initializer", "when": "use_bias"}""")]
    [InlineData(""" "kernel_size": 3, "filters": 4, "kernel_initializer": "ones" """, """{"name": "kernel", "shape": ["kernel_size", "input[-1]", "filters"], "initializer": "kernel_initializer"}""")]
    [InlineData(""" "units": 4, "recurrent_initializer": "orthogonal" """, """{"name": "recurrent_kernel", "shape": ["units", "units"], "initializer": "recurrent_initializer"}""")]
    [InlineData(""" "gamma_initializer": "ones", "epsilon": 0.1 """, """{"name": "gamma", "shape": ["input[-1]"], "initializer": "gamma_initializer"}""")]
    [InlineData(""" "input_dim": 9, "output_dim": 4, "embeddings_initializer": "uniform" """, """{"name": "embeddings", "shape": ["input_dim", "output_dim"], "initializer": "embeddings_initializer"}""")]
    [InlineData(""" "kernel_size": [3], "depth_multiplier": 2, "filters": 4, "depthwise_initializer": "ones", "pointwise_initializer": "ones" """,
        """{"name": "depthwise_kernel", "shape": ["kernel_size[0]", "input[-1]", "depth_multiplier"], "initializer": "depthwise_initializer"}, {"name": "pointwise_kernel", "shape": [1, "input[-1] * depth_multiplier", "filters"], "initializer": "pointwise_initializer"}""")]
    [InlineData(""" "units": 3 """, """{"name": "kernel", "shape": ["input[-1]", "units"]}""")]
    [InlineData(""" "alpha": 0.5, "rank": 2 """, "")]
    public void A_hint_follows_from_the_configuration(string config, string weights)
    {
        string layer = LayerTests.Layer("Mine", "m", config, "null").Replace("keras.layers", "mine", StringComparison.Ordinal);

        string sentence = Assert.Throws<FormatException>(() => KerasModelReader.Read(LayerTests.Model(layer))).Message;

        Assert.Contains($$"""{"Mine": {"weights": [{{weights}}]""", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_stores_its_own_variables_names_them()
    {
        TensorTemplate[] weights = Read("""
            {"name": "kernel", "shape": ["input[-1]", "units"], "store": "w"}, {"name": "scale", "shape": [], "default": "ones", "store": "scale"}
            """);

        Assert.Equal(["layers/my_dense/vars/w", "layers/my_dense/vars/scale"], weights.Select(weight => weight.StoredPlaces.Single().Path));
    }

    [Theory]
    [InlineData("""{"name": "a", "shape": [], "store": "x"}, {"name": "b", "shape": []}""", "'a' has a store, 'b' has none; give one to each weight, or to none.")]
    [InlineData("""{"name": "a", "shape": [], "store": "x"}, {"name": "b", "shape": [], "store": "x"}""", "the store 'x' stands there twice")]
    [InlineData("""{"name": "a", "shape": [], "store": "x/y"}""", "has the store 'x/y'; a store is not empty and has no '/'")]
    [InlineData("""{"name": "a", "shape": [], "store": 3}""", "store is 3; it must be the name under which save_own_variables stores it")]
    public void A_wrong_store_gets_a_sentence(string weights, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => Read(weights)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_initializer_that_is_replaced_need_not_be_known()
    {
        string model = OpenShapeTests.Case("custom_initializer_function");

        FormatException fault = Assert.Throws<FormatException>(() => KerasModelReader.Read(model));
        Assert.Contains("kernel_initializer: 'my_init' is not a known initializer.", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Or replace it, such as by --initializer 'dense/kernel=he_normal'.", fault.Message, StringComparison.Ordinal);

        InitializerOverride[] overrides = [new("**/kernel", new HeNormal())];
        ModelTemplate template = KerasModelReader.Read(model, new KerasModelOptions { Overrides = overrides });
        InitializationPlan plan = InitializationPlan.Create(template, new PlanOptions { Seed = 1, Overrides = [.. overrides] });
        Assert.Equal(["HeNormal", "Zeros"], plan.Tensors.Select(tensor => tensor.Initializer.ClassName));
        Assert.Throws<FormatException>(
            () => KerasModelReader.Read(model, new KerasModelOptions { Overrides = [new("**/bias", new HeNormal())] }));
    }

    private static TensorTemplate[] Read(string weights)
    {
        CustomLayers layers = CustomLayers.Parse("""{"layers": {"MyPackage>MyDense": {"weights": [WEIGHTS]}}}""".Replace("WEIGHTS", weights, StringComparison.Ordinal));
        return [.. KerasModelReader.Read(LayerTests.Model(Layer), new KerasModelOptions { CustomLayers = layers }).Tensors];
    }
}
