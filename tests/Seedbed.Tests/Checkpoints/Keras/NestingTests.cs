using Seedbed.Checkpoints.Keras;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Keras;

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
            ["b/forward_g/gru_cell/kernel", "b/forward_g/gru_cell/recurrent_kernel", "b/forward_g/gru_cell/bias", "b/other/simple_rnn_cell/kernel", "b/other/simple_rnn_cell/recurrent_kernel"],
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

    [Fact]
    public void An_operation_has_no_weights() =>
        Assert.Empty(Names("""{"module": "keras.src.ops.numpy", "class_name": "Add", "config": {"name": "add"}}""", """{"module": "keras.src.ops.nn", "class_name": "Frobnicate", "config": {"name": "f"}}"""));

    private static string[] Names(params string[] layers) => [.. KerasModelReader.Read(LayerTests.Model(layers)).Tensors.Select(tensor => tensor.Name)];
}
