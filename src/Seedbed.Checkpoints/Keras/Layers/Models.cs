using System.Text.Json;

namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Models, at the root or as layers of another: their layers in the order of the configuration, which is that of <c>model.layers</c>.</summary>
internal static class Models
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Sequential", AddLayers),
        new("Functional", AddLayers),
        new("Model", AddLayers),
        new("Pipeline", AddLayers),
    ];

    private static void AddLayers(LayerScope model)
    {
        foreach (JsonElement layer in model.Config.Objects("layers"))
        {
            model.Child(layer);
        }
    }
}
