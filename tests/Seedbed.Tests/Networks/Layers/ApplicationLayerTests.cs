using System.Text;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>Layers that keras.applications defines for itself, and the names under which weights and classes are written.</summary>
public sealed class ApplicationLayerTests
{
    private const string Scaled = """
        {"class_name": "Sequential", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 2, 3]}},
          {"module": "keras.src.applications.convnext", "class_name": "LayerScale", "registered_name": "LayerScale",
           "config": {"name": "s", "init_values": 0.5, "projection_dim": 3}, "build_config": {"input_shape": [null, 2, 3]}}]}}
        """;

    [Fact]
    public void LayerScale_multiplies_channels_by_what_it_is_given()
    {
        TensorTemplate gamma = KerasModelReader.Read(Scaled).Tensors.Single();
        Assert.Equal("s/gamma[3] layers/layer_scale/vars/0", $"{gamma.Name}{gamma.Shape} {gamma.StoredPlaces.Single().Path}");
        Assert.Equal(new Constant(0.5), gamma.Initializer);

        Network network = ModelFiles.Network(Encoding.UTF8.GetBytes(Scaled));
        float[] factors = [0.5f, 2, -1];
        factors.CopyTo(network.Parameters[0].Value.Values<float>());
        Tape tape = new(ElementType.Float32);
        Tensor output = network.Forward(tape, [Tensor.Of<float>([1, 2, 3, 4, 5, 6], 1, 2, 3)], training: true)[0];
        tape.Backward(output);

        Assert.Equal([0.5f, 4, -3, 2, 10, -6], output.Values<float>().ToArray());
        Assert.Equal([5f, 7, 9], network.Parameters[0].Gradient!.Values<float>().ToArray());
    }

    [Fact]
    public void StochasticDepth_drops_whole_samples_in_training_alone()
    {
        Network network = ModelFiles.Network(Encoding.UTF8.GetBytes("""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 3]}},
              {"class_name": "StochasticDepth", "config": {"name": "s", "drop_path_rate": 0.25}}]}}
            """), noiseSeed: 5);
        Tensor x = Tensor.Of<float>([.. Enumerable.Repeat(3f, 3000)], 1000, 3);

        Assert.Equal(x.Values<float>().ToArray(), network.Forward(new Tape(ElementType.Float32), [x], training: false)[0].Values<float>().ToArray());
        float[] dropped = network.Forward(new Tape(ElementType.Float32), [x], training: true)[0].Values<float>().ToArray();

        Assert.All(dropped.Chunk(3), sample => Assert.True(sample.All(value => value == 0) || sample.All(value => value == 4), $"{sample[0]}"));
        Assert.Equal(0.75, dropped.Count(value => value == 4) / 3000.0, 0.05);
    }

    [Fact]
    public void CustomScaleLayer_adds_what_it_scales()
    {
        Network network = ModelFiles.Network(Encoding.UTF8.GetBytes("""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"name": "a", "batch_shape": [null, 2]}, "name": "a", "inbound_nodes": []},
              {"class_name": "InputLayer", "config": {"name": "b", "batch_shape": [null, 2]}, "name": "b", "inbound_nodes": []},
              {"class_name": "CustomScaleLayer", "config": {"name": "c", "scale": 0.25}, "name": "c", "inbound_nodes": [[["a", 0, 0, {}], ["b", 0, 0, {}]]]}],
             "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["c", 0, 0]]}}
            """));

        Tensor output = network.Forward(
            new Tape(ElementType.Float32), [Tensor.Of<float>([1, 2], 1, 2), Tensor.Of<float>([4, 8], 1, 2)], training: false)[0];

        Assert.Equal([2f, 4], output.Values<float>().ToArray());
    }

    [Theory]
    [InlineData("GroupQueryAttention")]
    [InlineData("GroupedQueryAttention")]
    public void Weight_files_name_a_layer_by_its_class_in_Python(string className)
    {
        ModelTemplate model = KerasModelReader.Read(Seedbed.Tests.Networks.Keras.LayerTests.Model(Seedbed.Tests.Networks.Keras.LayerTests.Layer(
            className, "g", """ "head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2, "use_bias": false """,
            """{"shapes_dict": {"query_shape": [null, 5, 8], "value_shape": [null, 5, 8]}}""")));

        Assert.Equal(
            ["query_dense", "key_dense", "value_dense", "output_dense"],
            model.Tensors.Select(tensor => tensor.StoredPlaces.Single().Path.Split('/') is ["layers", "grouped_query_attention", ['_', .. var name], "vars", "0"]
                ? name : tensor.StoredPlaces.Single().Path));
    }

    [Fact]
    public void Orthogonal_is_written_under_the_name_that_every_Keras_3_reads()
    {
        Sequential model = new([new Input([4, 3]), new LSTM(2, recurrentInitializer: new Orthogonal(0.5))]);

        Assert.Contains("\"class_name\":\"OrthogonalInitializer\",\"config\":{\"seed\":null,\"gain\":0.5}", model.ToJson(), StringComparison.Ordinal);
        Assert.Equal(0.5, Assert.IsType<Orthogonal>(KerasModelReader.Read(model.ToJson()).Tensors[1].Initializer).Gain);
    }
}
