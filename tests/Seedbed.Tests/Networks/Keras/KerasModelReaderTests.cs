using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Random;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Whole models against the lists that Keras itself gives of their weights.</summary>
public sealed class KerasModelReaderTests
{
    [Theory]
    [InlineData("a_mlp_mnist")]
    [InlineData("b_cnn_mnist")]
    [InlineData("c_mlp_mixed")]
    [InlineData("d_lstm")]
    [InlineData("e_attention")]
    [InlineData("f_zoo")]
    [InlineData("g_misc")]
    [InlineData("h_unseeded")]
    [InlineData("h_unseeded_lstm")]
    [InlineData("app_ResNet50")]
    public void A_model_has_Kerass_weights_in_Kerass_order(string name)
    {
        ModelTemplate model = ModelFiles.Read(name);
        JsonElement[] expected = ModelFiles.Weights(name);

        Assert.Equal(expected.Select(weight => weight.GetProperty("name").GetString()), model.Tensors.Select(tensor => tensor.Name));
        Assert.All(expected.Zip(model.Tensors), pair => Same(pair.First, pair.Second));
    }

    [Fact]
    public void ResNet50_has_320_tensors_of_25_636_712_values()
    {
        ModelTemplate model = ModelFiles.Read("app_ResNet50");

        Assert.Equal("resnet50", model.Name);
        Assert.Equal(320, model.Tensors.Length);
        Assert.Equal(25_636_712, model.ElementCount);
        Assert.Equal("conv1_conv/kernel", model.Tensors[0].Name);
        Assert.Equal("predictions/bias", model.Tensors[^1].Name);
    }

    [Theory]
    [InlineData("c_mlp_mixed")]
    [InlineData("d_lstm")]
    [InlineData("e_attention")]
    public void The_first_Keras_3_wrote_the_same_models(string name)
    {
        ModelTemplate model = ModelFiles.Read("keras-3.3.3/" + name, new KerasModelOptions { KerasVersion = new Version(3, 3, 3) });

        ModelTemplate newest = ModelFiles.Read(name);
        Assert.Equal(newest.Tensors.Select(tensor => (tensor.Name, tensor.Shape, tensor.Type)),
            model.Tensors.Select(tensor => (tensor.Name, tensor.Shape, tensor.Type)));
    }

    [Fact]
    public void Before_Keras_3_15_an_attention_kernel_had_fans_by_its_shape()
    {
        string[] kernels = ["mha/query/kernel", "mha/key/kernel", "mha/value/kernel", "mha/attention_output/kernel"];

        ModelTemplate older = ModelFiles.Read("e_attention", new KerasModelOptions { KerasVersion = new Version(3, 14) });
        ModelTemplate newer = ModelFiles.Read("e_attention", new KerasModelOptions { KerasVersion = new Version(3, 15) });

        Assert.All(kernels, kernel => Assert.Equal(FanRule.Keras, FansOf(older, kernel)));
        Assert.All(kernels.SkipLast(1), kernel => Assert.Equal(FanRule.Axes([0], [1, 2]), FansOf(newer, kernel)));
        Assert.Equal(FanRule.Axes([0, 1], [2]), FansOf(newer, kernels[^1]));
    }

    [Fact]
    public void A_frozen_layer_freezes_all_below_it()
    {
        string text =
            File.ReadAllText(ModelFiles.PathOf("d_lstm")).Replace(
                "\"name\": \"lstm\", \"trainable\": true", "\"name\": \"lstm\", \"trainable\": false", StringComparison.Ordinal);

        ModelTemplate model = KerasModelReader.Read(text);

        Assert.All(model.Tensors, tensor => Assert.Equal(!tensor.Name.StartsWith("lstm/", StringComparison.Ordinal), tensor.Trainable));
    }

    private static FanRule FansOf(ModelTemplate model, string name) =>
        Assert.IsType<VarianceScaling>(model.Tensors.Single(tensor => tensor.Name == name).Initializer, exactMatch: false).Fans;

    private static void Same(JsonElement expected, TensorTemplate tensor)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape.Dimensions.ToArray());
        Assert.Equal(expected.GetProperty("dtype").GetString(), tensor.Type.Name);
        Assert.Equal(expected.GetProperty("trainable").GetBoolean(), tensor.Trainable);
        Assert.Equal(expected.GetProperty("layer").GetString(), tensor.LayerClass);
        JsonElement initializer = expected.GetProperty("initializer");
        if (initializer.TryGetProperty("callable", out JsonElement callable))
        {
            Assert.Equal("LSTMCell.build.<locals>.bias_initializer", callable.GetString());
            Assert.Equal("ForgetGateBias", tensor.Initializer.ClassName);
        }
        else
        {
            Assert.Equal(Unseeded(InitializerRegistry.Default.Deserialize(initializer)!), Unseeded(tensor.Initializer));
        }
    }

    /// <summary>Seeds that were drawn differ from one object to the next; those that stand in the file stay.</summary>
    private static Initializer Unseeded(Initializer initializer) =>
        initializer is RandomInitializer { Seed: DrawnSeed } random ? random with { Seed = Seed.FromKey(default) } : initializer;
}
