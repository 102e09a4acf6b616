using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Planning;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Models inside models, wrappers, shared layers, operations.</summary>
public sealed class NestingTests
{
    private const string Shape = """{"input_shape": [null, 8, 8, 4]}""";

    [Fact]
    public void A_name_is_the_chain_of_layer_names_below_the_root()
    {
        string tower = """{"class_name": "Functional", "config": {"name": "tower_a", "layers": [LAYER]}}""".Replace(
            "LAYER", LayerTests.Layer("SeparableConv2D", "c", """ "filters": 2, "kernel_size": 3 """, Shape), StringComparison.Ordinal);
        string wrapped = LayerTests.Layer(
            "TimeDistributed", "td_a", """ "layer": {"class_name": "Dense", "config": {"name": "inner", "units": 3}} """, """{"input_shape": [null, 8, 4]}""");

        Assert.Equal(
            ["tower_a/c/depthwise_kernel", "tower_a/c/pointwise_kernel", "tower_a/c/bias", "td_a/inner/kernel", "td_a/inner/bias"],
            Names(tower, wrapped));
    }

    [Fact]
    public void A_backward_layer_of_its_own_keeps_its_name()
    {
        string layer = """{"class_name": "GRU", "config": {"name": "forward_g", "units": 3}}""";
        string back = """{"class_name": "SimpleRNN", "config": {"name": "other", "units": 3, "use_bias": false}}""";

        string[] names = Names(LayerTests.Layer("Bidirectional", "b", $""" "layer": {layer}, "backward_layer": {back} """, """{"input_shape": [null, 8, 4]}"""));

        Assert.Equal(
            ["b/forward_g/gru_cell/kernel", "b/forward_g/gru_cell/recurrent_kernel", "b/forward_g/gru_cell/bias",
                "b/other/simple_rnn_cell/kernel", "b/other/simple_rnn_cell/recurrent_kernel"],
            names);
    }

    [Fact]
    public void A_layer_shared_between_models_is_listed_once()
    {
        string shared = """{"class_name": "Dense", "config": {"name": "d", "units": 3, "use_bias": false}, "build_config": {"input_shape": [null, 4]}, "shared_object_id": 7}""";
        string first = $$$"""{"class_name": "Sequential", "config": {"name": "one", "layers": [{{{shared}}}]}}""";
        string second = $$$"""{"class_name": "Sequential", "config": {"name": "two", "layers": [{{{shared}}}]}}""";

        Assert.Equal(["one/d/kernel"], Names(first, second));
    }

    /// <summary>Keras makes both directions anew from the object.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(""", "shared_object_id": 7 """)]
    public void Directions_of_one_shared_layer_have_weights_of_their_own(string identity)
    {
        string layer = """{"class_name": "SimpleRNN", "config": {"name": "r", "units": 3, "use_bias": false, "return_sequences": true}IDENTITY}""".Replace("IDENTITY", identity, StringComparison.Ordinal);
        string[] wrapped = [.. new[] { "a", "b" }.Select(name => LayerTests.Layer("Bidirectional", name, $""" "layer": {layer} """, """{"input_shape": [null, 8, 4]}"""))];

        Assert.Equal(
            ["a/forward_r", "a/backward_r", "b/forward_r", "b/backward_r"],
            Names(wrapped).Where(name => name.EndsWith("/recurrent_kernel", StringComparison.Ordinal)).Select(
                name => name[..name.IndexOf("/simple_rnn_cell", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_shared_layer_gives_each_call_its_own_shape()
    {
        string flatten = """{"class_name": "Flatten", "config": {"name": "f"}, "shared_object_id": 4}""";
        string Input(string name, int steps) => $$$"""{"class_name": "InputLayer", "config": {"name": "{{{name}}}", "batch_shape": [null, {{{steps}}}, 2]}, "name": "{{{name}}}", "inbound_nodes": []}""";
        string Tower(string name, string input) => $$$"""
            {"class_name": "Sequential", "config": {"name": "{{{name}}}", "layers": [{{{flatten}}}, {"class_name": "Dense", "config": {"name": "d", "units": 4, "use_bias": false}}]},
            "name": "{{{name}}}", "inbound_nodes": [[["{{{input}}}", 0, 0, {}]]]}
            """;
        string model = $$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{{{Input("a", 5)}}}, {{{Input("b", 9)}}}, {{{Tower("one", "a")}}}, {{{Tower("two", "b")}}}],
            "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["one", 1, 0], ["two", 1, 0]]}, "keras_version": "2.15.0"}
            """;

        Assert.Equal([10, 18], KerasModelReader.Read(model).Tensors.Select(tensor => tensor.Shape[0]));
    }

    /// <summary>The second layer goes on where the first one left the generator; two generators of one seed draw alike.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData(""", "shared_object_id": 9 """, true)]
    public void A_shared_initializers_generator_goes_on(string identity, bool differs)
    {
        string initializer = $$$$"""
            {"class_name": "HeNormal", "config": {"seed": {"class_name": "SeedGenerator", "config": {"name": "g", "seed": 5}}}{{{{identity}}}}}
            """;
        string[] layers = [.. new[] { "a", "b" }.Select(name => LayerTests.Layer("Dense", name, $""" "units": 3, "use_bias": false, "kernel_initializer": {initializer} """, """{"input_shape": [null, 4]}"""))];

        var plan = InitializationPlan.Create(KerasModelReader.Read(LayerTests.Model(layers)));
        float[][] values = [.. plan.Tensors.Select(tensor => tensor.Initializer.CreateArray<float>(tensor.Shape))];

        Assert.Equal(differs, !values[0].SequenceEqual(values[1]));
    }

    [Fact]
    public void An_operation_has_no_weights() =>
        Assert.Empty(Names("""{"module": "keras.src.ops.numpy", "class_name": "Add", "config": {"name": "add"}}""", """{"module": "keras.src.ops.nn", "class_name": "Frobnicate", "config": {"name": "f"}}"""));

    private static string[] Names(params string[] layers) =>
        [.. KerasModelReader.Read(LayerTests.Model(layers)).Tensors.Select(tensor => tensor.Name)];
}
