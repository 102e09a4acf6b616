using System.Text.Json;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Keras.Json;

/// <summary>Reads the layers of a Functional model and their calls.</summary>
/// <param name="config">The model's configuration.</param>
/// <param name="path">The chain of names from below the root to the model.</param>
/// <param name="reader">Reads the layers.</param>
internal sealed class FunctionalReader(LayerConfig config, string path, LayerReader reader)
{
    /// <summary>Fills a model that is empty.</summary>
    internal void Read(FunctionalGraph model)
    {
        List<GraphLayer> layers = [];
        foreach (JsonElement element in config.Objects("layers"))
        {
            string name = KerasJson.TextOf(element, "name") ?? ConfigName(element) ?? "";
            string className = KerasJson.TextOf(element, "class_name") ?? "";
            string place = $"layer '{name.Excerpt()}' ({className.Excerpt()}) in {config.Place}";
            Layer layer = reader.Read(element, config, path);
            IReadOnlyList<GraphNode> calls = InboundNodes.Read(element, layers.Count, place, layer is ReversibleEmbedding);
            layers.Add(new GraphLayer(name, layer, layer.TakesConstants ? [.. calls.Select(WithoutFault)] : calls));
        }

        model.Set(layers, Ends("input_layers"), Ends("output_layers"), config.Place);
    }

    private static GraphNode WithoutFault(GraphNode call) => call with { Options = call.Options with { Fault = null } };

    private IReadOnlyList<TensorReference>? Ends(string key) => config.Find(key) is null ? null : TensorReader.ListOf(config, key);

    private static string? ConfigName(JsonElement layer) =>
        layer.ValueKind == JsonValueKind.Object && layer.TryGetProperty("config", out JsonElement own)
            ? KerasJson.TextOf(own, "name")
            : null;
}
