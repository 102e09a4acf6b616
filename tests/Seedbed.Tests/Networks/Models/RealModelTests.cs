using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Models as Keras writes them: each runs forward and backward from the shapes in its configuration.</summary>
public sealed class RealModelTests
{
    private const int Batch = 2;

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.At("tests", "Seedbed.Tests", "Golden", "models"),
            "*.json").Select(path => Path.GetFileName(path)).Where(name => !name.Contains(".weights.",
                StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_model_runs(string file)
    {
        Network network = ModelFiles.Network(File.ReadAllBytes(Repository.At("tests", "Seedbed.Tests", "Golden", "models", file)));
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Value.Values<float>().Fill(0.01f);
        }

        Tape tape = new(ElementType.Float32);
        Tensor[] outputs = network.Forward(tape, [.. network.Inputs.Select(Ones)], training: true);
        tape.Backward(outputs[0]);

        Assert.All(outputs, output => Assert.Equal(Batch, output[0]));
        Assert.All(outputs, output => Assert.All(output.Values<float>().ToArray(), value => Assert.True(float.IsFinite(value))));
        Assert.All(network.Parameters.Where(parameter => parameter.Trainable), parameter => Assert.NotNull(parameter.Gradient));
    }

    private static Tensor Ones(PartialShape shape)
    {
        Tensor tensor =
            Tensor.Zeros(ElementType.Float32, [Batch, .. Enumerable.Range(1, shape.Rank - 1).Select(axis => (int)(shape.Find(axis) ?? 7))]);
        tensor.Values<float>().Fill(1);
        return tensor;
    }
}
