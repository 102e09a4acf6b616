using System.Text.Json;

namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Models, at the root or as layers of another: their layers in the order of the configuration, which is that of <c>model.layers</c>.</summary>
internal static class Models
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Sequential", model => AddLayers(model, skipsInput: true)),
        new("Functional", model => AddLayers(model, skipsInput: false)),
        new("Model", model => AddLayers(model, skipsInput: false)),
        new("Pipeline", model => AddLayers(model, skipsInput: false)),
    ];

    /// <summary>Adds the layers; the Input at the front of a Sequential model is none of its layers.</summary>
    private static void AddLayers(LayerScope model, bool skipsInput)
    {
        foreach ((int index, JsonElement layer) in model.Config.Objects("layers").Index())
        {
            if (skipsInput && index == 0 && IsInput(layer))
            {
                continue;
            }

            model.ChildOfList("layers", layer);
        }
    }

    private static bool IsInput(JsonElement layer) =>
        layer.ValueKind == JsonValueKind.Object && layer.TryGetProperty("class_name", out JsonElement name)
        && name.ValueKind == JsonValueKind.String && name.ValueEquals("InputLayer");
}
