using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Graph;

/// <summary>Functional models whose layers do not tell their shapes: calls are followed, in Keras 2's and in Keras 3's words.</summary>
public sealed class GraphTests
{
    [Fact]
    public void A_layer_that_is_called_twice_has_its_weights_once()
    {
        string[] tensors = Read(
            Input("x", "[null, 4, 6]"), Input("y", "[null, 9, 6]"),
            Node("Dense", "shared", """ "units": 3 """, """[[["x", 0, 0, {}]], [["y", 0, 0, {}]]]"""),
            Node("Flatten", "fx", "", """[[["shared", 0, 0, {}]]]"""),
            Node("Flatten", "fy", "", """[[["shared", 1, 0, {}]]]"""),
            Node("Dense", "dx", """ "units": 1, "use_bias": false """, """[[["fx", 0, 0, {}]]]"""),
            Node("Dense", "dy", """ "units": 1, "use_bias": false """, """[[["fy", 0, 0, {}]]]"""));

        Assert.Equal(["shared/kernel[6, 3]", "shared/bias[3]", "dx/kernel[12, 1]", "dy/kernel[27, 1]"], tensors);
    }

    [Fact]
    public void Layers_may_stand_before_those_they_are_called_on()
    {
        string[] tensors = Read(
            Node("Dense", "last", """ "units": 1, "use_bias": false """, """[[["first", 0, 0, {}]]]"""),
            Node("Dense", "first", """ "units": 5, "use_bias": false """, """[[["x", 0, 0, {}]]]"""),
            Input("x", "[null, 4]"));

        Assert.Equal(["last/kernel[5, 1]", "first/kernel[4, 5]"], tensors);
    }

    /// <summary>A(B(A(x))): the second call of a layer waits for a layer behind its first.</summary>
    [Fact]
    public void A_shared_layer_may_be_called_on_its_own_descendant()
    {
        string[] tensors = Read(
            Input("x", "[null, 4]"),
            Node("Dense", "a", """ "units": 4, "use_bias": false """, """[[["x", 0, 0, {}]], [["b", 0, 0, {}]]]"""),
            Node("Dense", "b", """ "units": 4, "use_bias": false """, """[[["a", 0, 0, {}]]]"""));

        Assert.Equal(["a/kernel[4, 4]", "b/kernel[4, 4]"], tensors);
    }

    [Fact]
    public void A_model_of_Keras_2_is_read()
    {
        string inner = Functional("tower", "h", [Input("i", "[null, 8, 8, 3]"),
            Node("Conv2D", "c", """ "filters": 4, "kernel_size": [3, 3], "dtype": {"class_name": "Policy", "config": {"name": "mixed_float16"}} """, """[[["i", 0, 0, {}]]]"""),
            Node("BatchNormalization", "bn", """ "axis": [3] """, """[[["c", 0, 0, {}]]]"""),
            Node("GlobalAveragePooling2D", "h", "", """[[["bn", 0, 0, {}]]]""")]);
        string[] tensors = Read(
            Input("x", "[null, 8, 8, 3]"),
            inner[..^1] + """, "name": "tower", "inbound_nodes": [[["x", 0, 0, {}]]]}""",
            Node("TFOpLambda", "tf.math.multiply", """ "function": "math.multiply" """, """[["tower", 1, 0, {"y": 0.5, "name": null}]]"""),
            Node("Concatenate", "cat", """ "axis": -1 """, """[[["tower", 1, 0, {}], ["tf.math.multiply", 0, 0, {}]]]"""),
            Node("Dense", "d", """ "units": 2 """, """[[["cat", 0, 0, {}]]]"""));

        Assert.Equal(
            ["tower/c/kernel[3, 3, 3, 4]", "tower/c/bias[4]", "tower/bn/gamma[4]", "tower/bn/beta[4]", "tower/bn/moving_mean[4]",
                "tower/bn/moving_variance[4]", "d/kernel[8, 2]", "d/bias[2]"],
            tensors);
    }

    [Fact]
    public void A_Sequential_model_of_Keras_2_tells_its_input_at_its_first_layer()
    {
        string model = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
                {"class_name": "Conv1D", "config": {"name": "c", "batch_input_shape": [null, 10, 3], "filters": 4, "kernel_size": [3], "strides": [2], "padding": "valid"}},
                {"class_name": "Flatten", "config": {"name": "f"}},
                {"class_name": "Dense", "config": {"name": "d", "units": 2}}]}, "keras_version": "2.4.0", "backend": "tensorflow"}
            """;

        Assert.Equal(["c/kernel[3, 3, 4]", "c/bias[4]", "d/kernel[16, 2]", "d/bias[2]"], Names(model));
    }

    [Fact]
    public void The_states_of_a_recurrent_layer_are_tensors_too()
    {
        string[] tensors = Read(
            Input("x", "[null, 5, 4]"),
            Node("LSTM", "encoder", """ "units": 3, "return_state": true, "use_bias": false """, """[[["x", 0, 0, {}]]]"""),
            Node("Dense", "d", """ "units": 2, "use_bias": false """, """[[["encoder", 0, 2, {}]]]"""));

        Assert.Equal("d/kernel[3, 2]", tensors[^1]);
    }

    [Theory]
    [InlineData("""[[["b", 0, 0, {}]]]""", "its layers are called in a circle: 'a' waits for its own output")]
    [InlineData("""[[["z", 0, 0, {}]]]""", "its graph takes an output of 'z', which is none of its layers")]
    [InlineData("""[[["x", 3, 0, {}]]]""", "its graph takes call 3 of 'x', which has 1")]
    [InlineData("""[[["x", 0, 7, {}]]]""", "its graph takes output 7 of 'x', which has one, the output 0")]
    [InlineData("""[[["x", -1, 0, {}]]]""", "inbound_nodes has [\"x\", -1, 0, {}]")]
    [InlineData("""[[3]]""", "inbound_nodes has 3")]
    [InlineData("""[3]""", "inbound_nodes has 3")]
    [InlineData("3", "inbound_nodes has 3")]
    public void A_wrong_graph_gets_a_sentence(string nodes, string sentence)
    {
        FormatException fault = Assert.Throws<FormatException>(() => Read(
            Input("x", "[null, 4]"), Node("Dense", "a", """ "units": 4 """, nodes), Node("Dense", "b", """ "units": 4 """, """[[["a", 0, 0, {}]]]""")));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[["a", 1099511627776, -1]]""", "{0} is [[\"a\", 1099511627776, -1]]; it must be a list of [layer, call, output]")]
    [InlineData("""[["a", 0, -1]]""", "{0} is ")]
    [InlineData("""[["a", 0.5, 0]]""", "{0} is ")]
    [InlineData("""[["a", 0]]""", "{0} is ")]
    [InlineData("""["a"]""", "{0} is ")]
    [InlineData("""[0]""", "{0} is ")]
    [InlineData("""{"y": ["a", -1, 0]}""", "{0} is ")]
    [InlineData("""[["z", 0, 0]]""", "its graph takes an output of 'z', which is none of its layers")]
    [InlineData("""[["a", 1, 0]]""", "its graph takes call 1 of 'a', which has 1")]
    [InlineData("""[["a", 0, 1]]""", "its graph takes output 1 of 'a', which has one, the output 0")]
    public void A_model_that_begins_or_ends_with_no_tensor_is_refused(string ends, string sentence)
    {
        foreach (string key in (string[])["input_layers", "output_layers"])
        {
            string model = WithEnds(Functional("m", "a", [Input("x", "[null, 4]"), Node("Dense", "a", """ "units": 4 """, """[[["x", 0, 0, {}]]]""")]), key, ends);
            string outer = Functional("o", "m", [Input("i", "[null, 4]"), model[..^1] + """, "name": "m", "inbound_nodes": [[["i", 0, 0, {}]]]}"""]);
            Assert.Contains(sentence.Replace("{0}", key, StringComparison.Ordinal),
                Assert.Throws<FormatException>(() => Names(model)).Message, StringComparison.Ordinal);
            Assert.Contains(sentence.Replace("{0}", key, StringComparison.Ordinal),
                Assert.Throws<FormatException>(() => Names(outer)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, -1]}}], "kwargs": {}}]""", "it is called on [\"x\", 0, -1]; a tensor is [layer, call, output]")]
    [InlineData("""[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": "x"}}], "kwargs": {}}]""", "it is called on \"x\"; a tensor is")]
    [InlineData("""[{"args": [], "kwargs": {"inputs": {"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 4294967296, 0]}}}}]""", "it is called on [\"x\", 4294967296, 0]")]
    [InlineData("""[[["x", 0, 0, {"value": ["x", 0, -2]}]]]""", "it is called on [\"x\", 0, -2]")]
    [InlineData("""[[["x", 0, 0, {"value": ["x", 0, 2]}]]]""", "its graph takes output 2 of 'x'")]
    public void A_call_on_no_tensor_is_refused(string nodes, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(() => Read(Input("x", "[null, 4]"), Node("Dense", "d", """ "units": 4 """, nodes))).Message, StringComparison.Ordinal);

    [Fact]
    public void Constants_among_the_arguments_are_no_tensors() => Assert.Equal(
        ["d/kernel[4, 4]", "d/bias[4]"],
        Read(Input("x", "[null, 4]"), Node("Dense", "d", """ "units": 4 """, """[[["x", 0, 0, {"value": ["_CONSTANT_VALUE", -1, 2.0], "mode": ["a", "b", "c"], "at": ["a", 0.5, 1]}]]]""")));

    [Fact]
    public void Given_input_shapes_must_fit_the_models_inputs()
    {
        string model = Functional("m", "d", [Input("x", "[null, null, 4]"), Node("Flatten", "f", "", """[[["x", 0, 0, {}]]]"""), Node("Dense", "d", """ "units": 2 """, """[[["f", 0, 0, {}]]]""")]);

        Assert.Equal(["d/kernel[20, 2]", "d/bias[2]"], Names(model, [5, 4]));
        Assert.Contains("is unknown", Assert.Throws<FormatException>(() => Names(model)).Message, StringComparison.Ordinal);
        Assert.Contains("they must agree", Assert.Throws<ArgumentException>(() => Names(model, [5, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("they must agree", Assert.Throws<ArgumentException>(() => Names(model, [5])).Message, StringComparison.Ordinal);
        Assert.Contains("sizes are from 1", Assert.Throws<ArgumentException>(() => Names(model, [0, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("2 input shapes are given", Assert.Throws<ArgumentException>(() => Names(model, [5, 4], [5, 4])).Message,
            StringComparison.Ordinal);
    }

    private static string Input(string name, string shape) =>
        $$"""{"class_name": "InputLayer", "config": {"batch_input_shape": {{shape}}, "name": "{{name}}"}, "name": "{{name}}", "inbound_nodes": []}""";

    private static string Node(string className, string name, string config, string nodes)
    {
        string comma = string.IsNullOrWhiteSpace(config) ? "" : ", ";
        return $$"""{"class_name": "{{className}}", "config": {"name": "{{name}}"{{comma}}{{config}}}, "name": "{{name}}", "inbound_nodes": {{nodes}}}""";
    }

    private static string Functional(string name, string output, string[] layers)
    {
        string inputs =
            string.Join(", ",
                layers.Where(layer => layer.Contains("InputLayer", StringComparison.Ordinal)).Select(
                    layer => $"[\"{NameOf(layer)}\", 0, 0]"));
        return $$$"""{"class_name": "Functional", "config": {"name": "{{{name}}}", "layers": [{{{string.Join(", ", layers)}}}], "input_layers": [{{{inputs}}}], "output_layers": [["{{{output}}}", 0, 0]]}}""";
    }

    private static string NameOf(string layer) => layer.Split("\"name\": \"")[1].Split('"')[0];

    private static string WithEnds(string model, string key, string ends)
    {
        int from = model.IndexOf($"\"{key}\": ", StringComparison.Ordinal) + key.Length + 4;
        int to = model.IndexOf("]]", from, StringComparison.Ordinal) + 2;
        return model[..from] + ends + model[to..];
    }

    private static string[] Read(params string[] layers) => Names(Functional("m", NameOf(layers[^1]), layers));

    private static string[] Names(string model, params IReadOnlyList<long?>[] inputs) =>
        [.. KerasModelReader.Read(model, new KerasModelOptions { InputShapes = inputs }).Tensors
            .Select(tensor => tensor.Name + tensor.Shape)];
}
