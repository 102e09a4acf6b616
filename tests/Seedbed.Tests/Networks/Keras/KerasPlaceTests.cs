using System.Security.Cryptography;
using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;
using Seedbed.Keras;
using Seedbed.Layers.Building;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Where Keras's files have each weight: the paths and the values are real Keras's.</summary>
public sealed class KerasPlaceTests
{
    [Theory]
    [InlineData("c_mlp_mixed")]
    [InlineData("d_lstm")]
    [InlineData("e_attention")]
    [InlineData("f_zoo")]
    [InlineData("g_misc")]
    [InlineData("h_unseeded")]
    [InlineData("h_unseeded_lstm")]
    public void Places_and_shapes_are_those_that_Keras_writes(string model)
    {
        using JsonDocument golden = GoldenFile.Open("keras_files");
        IEnumerable<string> expected = golden.RootElement.GetProperty("layout").GetProperty(model).EnumerateArray()
            .Select(entry => $"{entry[0].GetString()} [{string.Join(", ", entry[1].EnumerateArray())}] in {entry[2].GetString()}");

        IEnumerable<string> got = ModelFiles.Read(model).Tensors.SelectMany(tensor => tensor.StoredPlaces,
            (tensor, place) => $"{place.Path} [{string.Join(", ", tensor.Shape.Dimensions.ToArray())}] in {place.LayerName}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), got.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("c_mlp_mixed", ".keras")]
    [InlineData("d_lstm", ".keras")]
    [InlineData("e_attention", ".keras")]
    [InlineData("f_zoo", ".keras")]
    [InlineData("c_mlp_mixed", ".weights.h5")]
    [InlineData("d_lstm", ".weights.h5")]
    [InlineData("e_attention", ".weights.h5")]
    [InlineData("f_zoo", ".weights.h5")]
    public void The_values_in_Keras_s_own_files_are_found_at_the_places(string model, string ending)
    {
        using JsonDocument golden = GoldenFile.Open("keras_files");
        JsonElement[] expected = [.. golden.RootElement.GetProperty("values").GetProperty(model).EnumerateArray()];
        using var file = CheckpointFiles.Open(Path.ChangeExtension(ModelFiles.PathOf(model), ending));
        Assert.Equal(ending, file.Format.Name);
        Dictionary<string, StoredTensor> stored = file.Tensors.ToDictionary(tensor => tensor.Name);
        Assert.Equal(expected.Length, stored.Count);

        foreach ((JsonElement weight, TensorTemplate tensor) in expected.Zip(ModelFiles.Read(model).Tensors))
        {
            StoredTensor found = stored[Assert.Single(tensor.StoredPlaces).Path];
            Assert.Equal(weight[0].EnumerateArray().Select(size => size.GetInt64()), found.Shape.Dimensions.ToArray());
            Assert.Equal(weight[1].GetString(), Convert.ToHexStringLower(SHA256.HashData(CheckpointFiles.Bytes(found))));
        }
    }

    [Theory]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("RMSNormalization", "rms_normalization")]
    [InlineData("ConvLSTM2D", "conv_lstm2d")]
    [InlineData("GlobalAveragePooling1D", "global_average_pooling1d")]
    public void A_class_has_its_name_in_snake_case(string className, string expected) =>
        Assert.Equal(expected, StoreNames.SnakeCase(className));

    [Fact]
    public void A_spectral_normalization_stores_the_kernel_of_its_layer_as_its_own_too()
    {
        const string Json = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 3]}},
              {"class_name": "SpectralNormalization", "config": {"name": "sn", "layer": {"class_name": "Dense", "config": {"name": "d", "units": 2}, "build_config": {"input_shape": [null, 3]}}},
               "build_config": {"input_shape": [null, 3]}}]}}
            """;

        ModelTemplate model = KerasModelReader.Read(Json);

        Assert.Equal(
            ["sn/d/kernel: layers/spectral_normalization/vars/0 layers/spectral_normalization/layer/vars/0",
             "sn/vector_u: layers/spectral_normalization/vars/1",
             "sn/d/bias: layers/spectral_normalization/layer/vars/1"],
            model.Tensors.Select(tensor => $"{tensor.Name}: {string.Join(" ", tensor.StoredPlaces.Select(place => place.Path))}"));
    }
}
