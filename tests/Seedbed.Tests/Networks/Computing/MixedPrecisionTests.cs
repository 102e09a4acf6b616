using System.Text;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Networks.Keras;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>Policies of 16 bits: weights and inputs cast, sums in float32, outputs rounded.</summary>
public sealed class MixedPrecisionTests
{
    public static TheoryData<string, string> Policies => new()
    {
        { "mixed_float16", "float32" }, { "mixed_bfloat16", "float32" }, { "float16", "float16" }, { "bfloat16", "bfloat16" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_layer_casts_what_it_takes_and_rounds_what_it_gives(string policy, string variables)
    {
        Network network = ModelFiles.Network(Json(policy));
        float[] kernel = [0.1f, 0.7f, 1.3f, -0.9f], bias = [0.3f, 0.001f], x = [1.003f, -2.007f];
        kernel.CopyTo(network.Parameters[0].Value.Values<float>());
        bias.CopyTo(network.Parameters[1].Value.Values<float>());
        network.Parameters[2].Value.Values<float>().Fill(1);
        Tape tape = new(ElementType.Float32);
        Tensor y = network.Forward(tape, [Tensor.Of<float>(x, 1, 2)], training: true)[0];
        double[] hidden = [.. Enumerable.Range(0, 2).Select(unit =>
            Round((Round(x[0]) * Round(kernel[unit])) + (Round(x[1]) * Round(kernel[2 + unit])) + Round(bias[unit])))];

        Assert.Equal(variables, network.Parameters[0].Template.Type.Name);
        Assert.Equal(hidden[0] + hidden[1], y.Values<float>()[0], 1e-6);

        tape.Backward(y);
        Assert.Equal((float)Round(x[0]), network.Parameters[0].Gradient!.Values<float>()[0]);

        double Round(double value) => policy.Contains("bfloat", StringComparison.Ordinal) ? (double)(BFloat16)value : (double)(Half)value;
    }

    [Fact]
    public void Indices_of_an_embedding_are_not_cast()
    {
        Network network = ModelFiles.Network(Encoding.UTF8.GetBytes("""
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 1], "name": "i", "dtype": "float32"}},
              {"class_name": "Embedding", "config": {"name": "e", "input_dim": 5000, "output_dim": 1, "dtype": "mixed_float16"}}]}}
            """));
        network.Parameters[0].Value.Values<float>()[4097] = 1.0002f;

        Assert.Equal(1, network.Forward(new Tape(ElementType.Float32), [Tensor.Of<float>([4097], 1, 1)], training: false)[0].Values<float>()[0]);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_model_of_16_bits_trains_and_keeps_its_weights_types(string policy, string variables)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("m.json"), Json(policy));
        Model model = Model.Load(folder.At("m.json"), seed: 3);
        model.Compile("sgd(learning_rate=0.05)", "mse");
        Samples x = Samples.Of<float>([1, 2, 3, 1, -1, 0.5f, 0.25f, -2], [4, 2]);
        Samples y = Samples.Of<float>([1, 2, 0, -1], [4, 1]);
        double before = model.Evaluate(x, y).Loss;

        model.Fit(x, y, epochs: 30, seed: 1);

        Assert.True(model.Evaluate(x, y).Loss < before / 2);
        Assert.All(model.GetWeights().Take(2).SelectMany(weight => weight), value => Assert.True(variables switch
        {
            "float16" => (float)(Half)value == value,
            "bfloat16" => (float)(BFloat16)value == value,
            _ => true,
        }));
    }

    private static byte[] Json(string policy) => Encoding.UTF8.GetBytes($$$"""
        {"class_name": "Sequential", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 2], "name": "i", "dtype": "float32"}},
          {"class_name": "Dense", "config": {"name": "a", "units": 2, "dtype": "{{{policy}}}"}},
          {"class_name": "Dense", "config": {"name": "b", "units": 1, "use_bias": false, "dtype": "float32"}}]}}
        """);
}
