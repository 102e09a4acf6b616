using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Checkpoints;
using Seedbed.Keras;

namespace Seedbed.Tests.Networks.Keras.Older;

/// <summary>Models in the spellings of older releases.</summary>
internal static class OlderFiles
{
    /// <summary>The releases in <c>Cases/spellings</c>; the newest comes last.</summary>
    internal static readonly string[] Releases =
    [
        "keras-1.0.8", "keras-1.2.2", "keras-2.0.8", "keras-2.1.6", "keras-2.2.4", "tf.keras-1.13", "tf.keras-2.0", "tf.keras-2.4",
        "keras-2.15.0", "keras-3.0.0", "keras-3.15.0",
    ];

    private static readonly Dictionary<string, JsonObject> s_models = Releases.ToDictionary(
        release => release, release => JsonNode.Parse(File.ReadAllText(CaseOf($"spellings/{release}")))!.AsObject());

    internal static string CaseOf(string name) => Repository.At("tests", "Seedbed.Tests", "Cases", $"{name}.json");

    /// <summary>The architectures that a release has.</summary>
    internal static IEnumerable<string> Models(string release) => s_models[release].Select(model => model.Key);

    internal static string Text(string release, string model) => s_models[release][model]!.ToJsonString();

    /// <summary>Every tensor as "name [shape]", in order.</summary>
    internal static string[] Tensors(string json) => [.. KerasModelReader.Read(json).Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}")];

    /// <summary>Every tensor with its values, drawn by the newest rules.</summary>
    internal static IEnumerable<(string Tensor, float[] Values)> Values(string json)
    {
        ModelTemplate template = KerasModelReader.Read(json, new KerasModelOptions { KerasVersion = new Version(3, 15) });
        return InitializationPlan.Create(template, new PlanOptions { Seed = 1 }).Tensors
            .Select(tensor => ($"{tensor.Name} {tensor.Shape}", tensor.Initializer.CreateArray<float>(tensor.Shape)));
    }

    /// <summary>A model of one layer, of Keras 2 unless another release is said.</summary>
    internal static string One(string className, string config, string shape, string version = "2.2.4") => $$$$"""
        {"class_name": "Sequential", "keras_version": "{{{{version}}}}", "config": {"name": "m", "layers": [{"class_name": "{{{{className}}}}",
        "config": {"name": "a", "batch_input_shape": {{{{shape}}}}, {{{{config}}}}}}]}}
        """;

    /// <summary>The only layer of a model, as it is read.</summary>
    internal static JsonElement Layer(string json)
    {
        using JsonDocument document = JsonDocument.Parse(KerasModelReader.ReadFile(System.Text.Encoding.UTF8.GetBytes(json), new()).Config);
        return document.RootElement.GetProperty("config").GetProperty("layers")[0].Clone();
    }
}
