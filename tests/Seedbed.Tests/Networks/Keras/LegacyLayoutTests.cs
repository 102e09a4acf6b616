using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Writing;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Weights that lie otherwise than today: of Keras 1 and cuDNN inside other layers, and of TensorFlow 2.12.</summary>
public sealed class LegacyLayoutTests
{
    /// <summary>
    /// Both directions of a wrapper have four gates each, with arrays of their own; a Dense in a model inside has its own behind them.
    /// </summary>
    [Fact]
    public void The_gates_of_Keras_1_are_joined_inside_wrappers_too()
    {
        using TemporaryFolder folder = new();
        (string Name, Shape Shape, float[] Values)[] weights =
        [
            .. from part in (int[])[0, 1]
               from gate in "icfo"
               from array in "WUb"
               let first = (100 * part) + (10 * "ifco".IndexOf(gate, StringComparison.Ordinal))
               let shape = Shape.Create(array switch { 'W' => (long[])[3, 2], 'U' => [2, 2], _ => [2] })
               select ($"lstm_{part}_{array}_{gate}", shape, Numbers(first, (int)shape.ElementCount)),
            ("dense_1_W", [4, 1], [1, 2, 3, 4]), ("dense_1_b", [1], [5]),
        ];
        WriteLegacy(folder.At("w.h5"), "inner", null, weights);
        File.WriteAllText(folder.At("m.json"), """
            {"class_name": "Sequential", "keras_version": "2.2.4", "config": {"name": "m", "layers": [{"class_name": "Sequential", "config": {
              "name": "inner", "layers": [
                {"class_name": "Bidirectional", "config": {"name": "both", "batch_input_shape": [null, null, 3],
                  "layer": {"class_name": "LSTM", "config": {"name": "lstm", "units": 2}}}},
                {"class_name": "Dense", "config": {"name": "dense_1", "units": 1}}]}}]}}
            """);
        Model whole = Model.Load(folder.At("m.json"), seed: 1);

        Assert.Empty(whole.LoadWeights(folder.At("w.h5")));

        Assert.Equal(
            [0, 1, 10, 11, 20, 21, 30, 31, 2, 3, 12, 13, 22, 23, 32, 33, 4, 5, 14, 15, 24, 25, 34, 35], whole.Weights[0].ToArray<float>());
        Assert.Equal([100, 101, 110, 111, 120, 121, 130, 131], whole.Weights[5].ToArray<float>());
        Assert.Equal([1, 2, 3, 4], whole.Weights[6].ToArray<float>());
    }

    /// <summary>Against the weights' definition: a product with a gate's turned kernel, and with the sum of both biases.</summary>
    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    public void Weights_of_cuDNN_give_the_same_outputs_in_a_plain_layer(string layer, int gates)
    {
        using TemporaryFolder folder = new();
        (string, Shape, float[])[] weights =
        [
            ("l/kernel:0", [3, 2 * gates], Draws(1, 6 * gates)), ("l/recurrent_kernel:0", [2, 2 * gates], Draws(2, 4 * gates)),
            ("l/bias:0", [4 * gates], Draws(3, 4 * gates)),
        ];
        WriteLegacy(folder.At("w.h5"), "l", "2.2.4", weights);
        Model cudnn = Recurrent($"CuDNN{layer}", "");
        Model plain = Recurrent(layer, "\"recurrent_activation\": \"sigmoid\", \"reset_after\": true, ");

        Assert.Empty(cudnn.LoadWeights(folder.At("w.h5")));
        Assert.Empty(plain.LoadWeights(folder.At("w.h5")));

        Samples x = Samples.Of<float>(Draws(4, 12), 1, 4, 3);
        Assert.All(cudnn.Predict(x).ToArray().Zip(plain.Predict(x).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(cudnn.Predict(x).ToArray(), value => Assert.NotEqual(0, value));

        Model Recurrent(string className, string arguments)
        {
            string path = folder.At($"{className}.json");
            File.WriteAllText(path, $$$"""
                {"class_name": "Sequential", "keras_version": "2.2.4", "config": {"name": "m", "layers": [{"class_name": "{{{className}}}",
                  "config": {"name": "l", {{{arguments}}}"units": 2, "batch_input_shape": [null, 4, 3]}}]}}
                """);
            return Model.Load(path, seed: 1);
        }
    }

    /// <summary>A layer with weights stands there twice, so that the second Dense is the number 2.</summary>
    [Fact]
    public void The_places_of_TensorFlow_2_12_are_those_of_today()
    {
        using TemporaryFolder folder = new();
        Sequential model = Two(seed: 5);
        Hdf5Group root = new();
        List<ReadOnlyMemory<byte>> data = [];
        foreach ((Weight weight, string place) in model.Weights.Zip((string[])["dense/vars/0", "dense/vars/1", "dense_2/vars/0", "dense_2/vars/1"]))
        {
            root.Add($"_layer_checkpoint_dependencies/{place}", DType.Float32, weight.Shape);
            data.Add(weight.ToArray<float>().SelectMany(BitConverter.GetBytes).ToArray());
        }

        using (FileStream file = File.Create(folder.At("w.weights.h5")))
        {
            Hdf5Writer.Write(file, root, data);
        }

        Sequential other = Two(seed: 6);
        Assert.Empty(other.LoadWeights(folder.At("w.weights.h5")));

        Assert.All(model.GetWeights().Zip(other.GetWeights()), pair => Assert.Equal(pair.First, pair.Second));
    }

    private static Hdf5Attribute Texts(string name, string[] texts) =>
        Hdf5Attribute.OfTexts(name, [texts.Length], [.. texts]) with { Form = Hdf5TextForm.FixedBytes };

    private static float[] Numbers(float first, int count) => [.. Enumerable.Range(0, count).Select(at => first + at)];

    private static float[] Draws(long seed, int count) => new Seedbed.Initializers.RandomNormal(stddev: 0.5, seed: seed).CreateArray<float>([count]);

    /// <summary>A file of one layer.</summary>
    private static void WriteLegacy(string path, string layer, string? version, IReadOnlyList<(string Name, Shape Shape, float[] Values)> weights)
    {
        Hdf5Group root = new();
        root.Set(Texts("layer_names", [layer]));
        if (version is not null)
        {
            root.Set(Texts("keras_version", [version]));
        }

        root.Group(layer).Set(Texts("weight_names", [.. weights.Select(weight => weight.Name)]));
        foreach ((string name, Shape shape, _) in weights)
        {
            root.Add($"{layer}/{name}", DType.Float32, shape);
        }

        using FileStream file = File.Create(path);
        Hdf5Writer.Write(file, root, [.. weights.Select(weight => (ReadOnlyMemory<byte>)weight.Values.SelectMany(BitConverter.GetBytes).ToArray())]);
    }

    private static Sequential Two(long seed) => new([new Input([2]), new Dense(3), new Dense(1)], seed: seed);
}
