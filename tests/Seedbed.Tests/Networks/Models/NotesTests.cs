using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>All that a model assumed stands in one list.</summary>
public sealed class NotesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_loading_and_saving_tell_in_one_place()
    {
        new Sequential([new Input([2]), new Dense(3, name: "a"), new Dense(1, name: "b")], seed: 1).SaveWeights(_folder.At("w.h5"));
        string json = """
            {"class_name": "Sequential", "keras_version": "2.2.4", "config": {"name": "m", "layers": [
              {"class_name": "Dense", "config": {"name": "a", "units": 3, "activation": "hard_sigmoid", "batch_input_shape": [null, 2]}}]}}
            """;
        File.WriteAllText(_folder.At("m.json"), json);
        Model model = Model.Load(_folder.At("m.json"), seed: 1);
        Assert.StartsWith("hard_sigmoid is computed as in Keras 2.2", Assert.Single(model.Notes), StringComparison.Ordinal);

        IReadOnlyList<string> loaded = model.LoadWeights(_folder.At("w.h5"), new WeightLoadOptions { ByName = true });

        Assert.Equal(2, loaded.Count);
        Assert.Equal(loaded, model.Notes.Skip(1));
        Sequential other = new([new Input([2]), new Dense(3)], seed: 1);
        Assert.Equal(other.Save(_folder.At("m.h5")), other.Notes);
        Assert.Single(other.Notes);
    }

    /// <summary>Keras 3 warns of the same layers.</summary>
    [Theory]
    [InlineData("""{"class_name": "Conv1D", "config": {"name": "stops", "filters": 2, "kernel_size": 1}}""", true)]
    [InlineData("""{"class_name": "MaxPooling1D", "config": {"name": "stops"}}""", true)]
    [InlineData("""{"class_name": "Flatten", "config": {"name": "stops"}}""", true)]
    [InlineData("""{"class_name": "GlobalMaxPooling1D", "config": {"name": "stops"}}""", true)]
    [InlineData("""{"class_name": "GlobalAveragePooling1D", "config": {"name": "heeds"}}""", false)]
    [InlineData("""{"class_name": "Dropout", "config": {"name": "heeds", "rate": 0.5}}""", false)]
    [InlineData("""{"class_name": "LSTM", "config": {"name": "heeds", "units": 2}}""", false)]
    [InlineData("""{"class_name": "TimeDistributed", "config": {"name": "heeds", "layer": {"class_name": "UnitNormalization", "config": {"name": "u"}}}}""", false)]
    [InlineData("""{"class_name": "TimeDistributed", "config": {"name": "heeds", "layer": {"class_name": "Reshape", "config": {"name": "u", "target_shape": [4]}}}}""", false)]
    public void A_layer_that_stops_a_mask_is_told_once(string layer, bool isTold)
    {
        File.WriteAllText(_folder.At("m.json"), $$$"""
            {"class_name": "Sequential", "keras_version": "3.15.0", "module": "keras", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "module": "keras.layers", "config": {"name": "i", "batch_shape": [null, 3]}},
              {"class_name": "Embedding", "module": "keras.layers", "config": {"name": "e", "input_dim": 5, "output_dim": 4, "mask_zero": true}},
              {{{layer}}}]}}
            """);
        Model model = Model.Load(_folder.At("m.json"), seed: 1);

        model.Predict(Samples.Of<float>([1, 2, 0], 1, 3));
        model.Predict(Samples.Of<float>([1, 2, 0], 1, 3));

        Assert.Equal(isTold ? 1 : 0, model.Notes.Count);
        Assert.All(model.Notes, note => Assert.StartsWith("layer 'stops' (", note, StringComparison.Ordinal));
        Assert.All(model.Notes, note => Assert.Contains("gets a mask and passes none on, as in Keras 3:", note, StringComparison.Ordinal));
    }
}
