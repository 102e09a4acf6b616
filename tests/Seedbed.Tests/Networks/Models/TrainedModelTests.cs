using System.Text;
using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Random;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>The models that Keras trained, from its weights and its data.</summary>
public sealed class TrainedModelTests
{
    public static TheoryData<string> Names => ["mlp", "cnn", "lstm", "batchnorm", "attention"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_before_training_are_those_of_Keras(string name)
    {
        Network network = ModelFiles.Network(File.ReadAllBytes(At($"{name}.json")));
        StoredWeights.Load(network, At($"{name}.weights.h5"));
        (float[] values, int[] shape) = StoredWeights.ReadArray(At($"{name}.data.npz"), "x");
        using JsonDocument curve = JsonDocument.Parse(File.ReadAllText(At($"{name}.curve.json")));
        float[][] expected = [.. curve.RootElement.GetProperty("predict_first_4_before").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(value => value.GetSingle()).ToArray())];
        int size = values.Length / shape[0];

        Tape tape = new(ElementType.Float32) { IsRecording = false };
        Tensor prediction = network.Forward(tape, [Tensor.Of<float>(values.AsSpan(0, 4 * size), [4, .. shape[1..]])], training: false)[0];

        Assert.Equal([4, expected[0].Length], prediction.Dimensions.ToArray());
        Assert.All(expected.SelectMany(row => row).Zip(prediction.Values<float>().ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    /// <summary>The same models in float64: the loss of a few examples, and its slope along a random direction for each weight.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_whole_models_are_those_of_finite_differences(string name)
    {
        const int Examples = 6;
        const double Step = 1e-5;
        string config = File.ReadAllText(At($"{name}.json")).Replace("float32", "float64", StringComparison.Ordinal);
        Network network = ModelFiles.Network(Encoding.UTF8.GetBytes(config));
        StoredWeights.Load(network, At($"{name}.weights.h5"));
        Tensor x = First(name, "x", Examples);
        Tensor y = First(name, "y", Examples);
        Tape tape = new(ElementType.Float64);
        tape.Backward(Loss(network, tape, x, y));

        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Trainable))
        {
            double[] gradient = parameter.Gradient!.Values<double>().ToArray();
            double[] start = parameter.Value.Values<double>().ToArray();
            double[] direction = new double[start.Length];
            RandomStream.TensorFlow.FillUniform<double>(RandomKey.FromName(1, parameter.Name), -1, 1, 0, direction);
            double above = LossAt(+Step);
            double below = LossAt(-Step);
            start.CopyTo(parameter.Value.Values<double>());

            Assert.Equal((above - below) / (2 * Step), gradient.Zip(direction).Sum(pair => pair.First * pair.Second), 1e-6);

            double LossAt(double step)
            {
                for (int i = 0; i < start.Length; i++)
                {
                    parameter.Value.Values<double>()[i] = start[i] + (step * direction[i]);
                }

                return Loss(network, new Tape(ElementType.Float64) { IsRecording = false }, x, y).Values<double>()[0];
            }
        }
    }

    private static Tensor Loss(Network network, Tape tape, Tensor x, Tensor y)
    {
        Tensor prediction = network.Forward(tape, [x], training: true)[0];
        Operation loss = y.Rank > 1 && y[1] > 1
            ? new CategoricalCrossentropyOperation(areLogits: false)
            : new SparseCategoricalCrossentropyOperation(areLogits: false);
        return tape.Apply(Mean.Instance, tape.Apply(loss, prediction, y));
    }

    private static Tensor First(string name, string array, int examples)
    {
        (float[] values, int[] shape) = StoredWeights.ReadArray(At($"{name}.data.npz"), array);
        Tensor tensor = Tensor.Zeros(ElementType.Float64, [examples, .. shape[1..]]);
        StoredWeights.Set(tensor, values.AsSpan(0, tensor.Count));
        return tensor;
    }

    private static string At(string file) => Repository.At("tests", "Seedbed.Tests", "Golden", "training", file);
}
