using System.Text;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Graph;

/// <summary>A network of a configuration: its parameters, its forward and what it refuses.</summary>
public sealed class NetworkTests
{
    private const string Small = """
        {"class_name": "Sequential", "config": {"name": "small", "layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "input"}},
          {"class_name": "Dense", "config": {"name": "hidden", "units": 3, "activation": "relu"}},
          {"class_name": "Dense", "config": {"name": "out", "units": 2, "activation": "softmax"}}]}}
        """;

    [Fact]
    public void Parameters_stand_in_the_order_of_the_model()
    {
        Network network = Read(Small);

        Assert.Equal(["hidden/kernel", "hidden/bias", "out/kernel", "out/bias"], network.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([2, 3], network.Parameters[0].Value.Dimensions.ToArray());
    }

    [Theory]
    [InlineData("Dense", """ "units": 1099511627776 """, "tensor 'x/kernel' has the shape [2, 1099511627776]; weights of at most")]
    [InlineData("RepeatVector", """ "n": 1099511627776 """, "layer 'x' (RepeatVector): a size in its configuration is beyond 2^31 - 1")]
    [InlineData("UpSampling1D", """ "size": 1099511627776 """, "layer 'x' (UpSampling1D): a size in its configuration is beyond 2^31 - 1")]
    [InlineData("ZeroPadding2D", """ "padding": 1099511627776 """, "layer 'x' (ZeroPadding2D): a size in its configuration is beyond 2^31 - 1")]
    public void Sizes_beyond_what_is_computed_are_told(string className, string config, string sentence)
    {
        FormatException fault = Assert.Throws<FormatException>(() => Read($$$"""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "input"}},
              {"class_name": "{{{className}}}", "config": {"name": "x", {{{config}}}}}]}}
            """));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_gives_every_parameter_its_gradient()
    {
        Network network = Read(Small);
        Tape tape = new(ElementType.Float32);
        network.Parameters[0].Value.Values<float>().Fill(0.5f);
        network.Parameters[2].Value.Values<float>()[0] = 1;

        Tensor prediction = Assert.Single(network.Forward(tape, [Tensor.Of<float>([1, 2, 3, 4], 2, 2)], training: true));
        Tensor loss =
            tape.Apply(
                Mean.Instance, tape.Apply(new SparseCategoricalCrossentropyOperation(areLogits: false), prediction, Tensor.Of<float>([0, 1], 2)));
        tape.Backward(loss);

        Assert.All(network.Parameters, parameter => Assert.Equal(parameter.Value.Count, parameter.Gradient!.Count));
        float share = 1 / (1 + MathF.Exp(-1.5f));
        Assert.Equal(share, prediction.Values<float>()[0], 1e-6f);
        Assert.Equal((share - 1 + (1 / (1 + MathF.Exp(-3.5f)))) / 2, network.Parameters[3].Gradient!.Values<float>()[0], 1e-6f);

        tape.Reset();
        Assert.All(network.Parameters, parameter => Assert.Null(parameter.Gradient));
    }

    [Fact]
    public void An_input_of_another_shape_gets_a_sentence()
    {
        ArgumentException fault =
            Assert.Throws<ArgumentException>(
                () => Read(Small).Forward(new Tape(ElementType.Float32), [Tensor.Zeros(ElementType.Float32, 2, 3)], training: false));

        Assert.Equal("the model 'small': its input 0 has the shape [2, 3]; it must be [null, 2], null being any size.", fault.Message);
    }

    [Fact]
    public void A_class_that_is_not_computed_is_named()
    {
        FormatException fault = Assert.Throws<FormatException>(() => Read("""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Hashing", "config": {"name": "h", "num_bins": 3}}]}}
            """));

        Assert.StartsWith("layer 'h' (Hashing): the class Hashing is not computed here;", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_not_computed_gets_a_short_way_out() => Assert.Equal(
        "layer 't' (TernaryDense): the class TernaryDense is not computed here; its weights can be initialized, but the model cannot be run or "
        + "trained. Put layers that are computed in its place: all but those that docs/prediction.md names.",
        Assert.Throws<FormatException>(() => Read("""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 4]}},
            {"class_name": "TernaryDense", "config": {"name": "t", "units": 3}}]}}
            """)).Message);

    [Fact]
    public void A_model_without_layers_is_not_computed() => Assert.Equal(
        "the model 'm': it has no layers, so there is nothing to compute; add one.",
        Assert.Throws<FormatException>(() => Read("""{"class_name": "Sequential", "config": {"name": "m", "layers": []}}""")).Message);

    private static Network Read(string json) => ModelFiles.Network(Encoding.UTF8.GetBytes(json));
}
