using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>
/// The configuration of a model that goes into a .keras file: that of the template, with the shapes that the user gave, without which Keras
/// would load
/// a model that has no weights yet, and without arguments that the release of Keras does not know.
/// </summary>
/// <param name="Text">JSON in UTF-8; as it stands in the template where nothing is to be changed.</param>
/// <param name="Notes">What was left out, or will be refused, a sentence each.</param>
internal sealed record ArchiveConfig(ReadOnlyMemory<byte> Text, IReadOnlyList<string> Notes)
{
    private static readonly string[] s_shapeKeys = ["batch_shape", "batch_input_shape"];

    internal static ArchiveConfig Of(KerasModel model, ReadOnlyMemory<byte> config)
    {
        bool hasShapes = model.Options.InputShapes.Count > 0;
        if (!hasShapes && model.Version is not { Major: > KerasRelease.FirstMajor })
        {
            return new(config, []);
        }

        using JsonDocument document = KerasJson.Parse(config);
        if (JsonObject.Create(document.RootElement.Clone()) is not { } root)
        {
            return new(config, []);
        }

        if (hasShapes)
        {
            SetShapes(root, model.Graph, model.Built.Root);
        }

        KerasKeys keys = new(model.Options.Release);
        keys.Remove(root);
        return hasShapes || keys.HasRemoved ? new(Encoding.UTF8.GetBytes(root.ToJsonString()), keys.Notes) : new(config, keys.Notes);
    }

    /// <summary>An Input tells its shape itself; a Sequential model without one has it beside its layers.</summary>
    private static void SetShapes(JsonObject root, ModelGraph graph, BuiltLayer built)
    {
        IReadOnlyList<PartialShape> shapes = graph.InputsOf(built);
        JsonArray layers = root["config"] as JsonArray ?? (root["config"] as JsonObject)?["layers"] as JsonArray ?? [];
        if (graph is FunctionalGraph functional)
        {
            foreach ((TensorReference input, PartialShape shape) in functional.Inputs(built.Place).Zip(shapes))
            {
                SetInput(layers.FirstOrDefault(layer => NameOf(layer) == input.Layer), shape);
            }

            return;
        }

        SetInput(graph.Layers is [Input, ..] ? layers.FirstOrDefault() : null, shapes[0]);
        root["build_config"] = new JsonObject { ["input_shape"] = ModelGraph.Shape(shapes[0]) };
        if (root["config"] is JsonObject own)
        {
            own["build_input_shape"] = ModelGraph.Shape(shapes[0]);
        }
    }

    private static string? NameOf(JsonNode? layer) => layer is JsonObject each
        ? TextOf(each["name"]) ?? TextOf((each["config"] as JsonObject)?["name"])
        : null;

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static void SetInput(JsonNode? layer, PartialShape shape)
    {
        if ((layer as JsonObject)?["config"] is JsonObject config && s_shapeKeys.FirstOrDefault(config.ContainsKey) is { } key)
        {
            config[key] = ModelGraph.Shape(shape);
        }
    }
}
