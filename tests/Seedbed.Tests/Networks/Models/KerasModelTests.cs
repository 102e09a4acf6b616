using Seedbed.Training;
using Seedbed.Keras;
using Seedbed.Layers.Building;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Models that Keras wrote are loaded, computed, and saved with their own configuration.</summary>
public sealed class KerasModelTests
{
    public static TheoryData<string> Names =>
        ["a_mlp_mnist.json", "b_cnn_mnist.json", "c_mlp_mixed.json", "c_mlp_mixed.keras", "d_lstm.json", "d_lstm.keras", "e_attention.json",
            "e_attention.keras", "f_zoo.json", "f_zoo.keras", "h_unseeded.json", "h_unseeded_lstm.json"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_loaded_computed_and_saved(string name)
    {
        using TemporaryFolder folder = new();
        string path = Repository.At("tests", "Seedbed.Tests", "Golden", "models", name);
        Model model = Model.Load(path, seed: 1);
        Samples[] inputs = [.. model.Network.Inputs.Select(Inputs)];

        IReadOnlyList<Samples> outputs = model.PredictAll(inputs);
        model.Save(folder.At("m.keras"));
        Model saved = Model.Load(folder.At("m.keras"), seed: 2);

        Assert.All(outputs, output => Assert.All(output.ToArray(), value => Assert.True(double.IsFinite(value))));
        Assert.Equal(outputs.Select(output => output.ToArray()), saved.PredictAll(inputs).Select(output => output.ToArray()));
        Assert.Equal(KerasModelFile.Read(path).Config.ToArray(), KerasModelFile.Read(folder.At("m.keras")).Config.ToArray());
        Assert.Contains("Total params: " + model.Weights.Sum(weight => weight.Shape.ElementCount).ToString("N0"), model.Summary(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_weights_of_an_archive_are_those_of_its_weight_file()
    {
        Model archive = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", "models", "d_lstm.keras"));
        Model json = Model.Load(ModelFiles.PathOf("d_lstm"), seed: 1);

        json.LoadWeights(Repository.At("tests", "Seedbed.Tests", "Golden", "models", "d_lstm.weights.h5"));

        Assert.Equal(archive.GetWeights(), json.GetWeights());
    }

    /// <summary>Two samples of small whole numbers, which an Embedding takes as well as a convolution.</summary>
    private static Samples Inputs(PartialShape shape)
    {
        int[] sizes = [2, .. shape.Dimensions[1..].ToArray().Select(size => (int)(size ?? 3))];
        int count = sizes.Aggregate(1, (product, size) => product * size);
        return Samples.Of<int>([.. Enumerable.Range(0, count).Select(i => i * 7 % 5)], sizes);
    }
}
