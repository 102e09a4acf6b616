using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Keras;
using Seedbed.Tests.Golden;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Models that Keras wrote, and what it says of their weights.</summary>
internal static class ModelFiles
{
    public static ModelTemplate Read(string name, KerasModelOptions? options = null) =>
        KerasModelReader.Read(File.ReadAllBytes(PathOf(name)), options);

    public static string PathOf(string name) =>
        name == "app_ResNet50"
            ? Repository.At("samples", name + ".json")
            : Repository.At("tests", "Seedbed.Tests", "Golden", "models", name + ".json");

    /// <summary>The weights as Keras lists them: name, shape, dtype, trainable, layer, initializer.</summary>
    public static JsonElement[] Weights(string name)
    {
        using JsonDocument golden = GoldenFile.Open("model_weights");
        return [.. golden.RootElement.GetProperty("models").GetProperty(name).EnumerateArray().Select(weight => weight.Clone())];
    }

    /// <summary>A network of a model's text.</summary>
    public static Network Network(byte[] json, long noiseSeed = 0) =>
        new(KerasModel.Read(json, new KerasModelOptions()).Built, noiseSeed);
}
