using System.Text.Json.Nodes;
using Seedbed.Networks.Layers;
using Seedbed.Numerics;

namespace Seedbed.Networks.Models;

/// <summary>Layers one behind the other.</summary>
/// <param name="name">The model's name.</param>
/// <param name="type">The type of weights and values.</param>
internal sealed class SequentialSource(string name, ElementType type) : LayerSource(type)
{
    private readonly List<Layer> _layers = [];

    internal override string Name { get; } = LayerNames.Checked(name)!;

    internal override IReadOnlyList<Layer> Layers => _layers;

    internal override string? Missing =>
        _layers.Count == 0 ? "it has no layers; add one"
        : _layers[0] is not Input ? "the shape of its input is not known; begin it with an Input, call Build with a shape, or Fit with data"
        : _layers.Count == 1 ? "it has no layer behind its Input; add one"
        : null;

    /// <summary>Puts a layer behind the others.</summary>
    internal void Add(Layer layer) => _layers.Add(layer);

    /// <summary>Puts an Input in front of the others.</summary>
    internal void Begin(IReadOnlyList<int?> sample) => _layers.Insert(0, new Input(sample));

    private protected override JsonObject Write(ConfigContext context)
    {
        LayerNames.Assign(_layers);
        JsonArray layers = new([.. _layers.Select(layer => layer.ToJson(context))]);
        JsonArray shape = new([null, .. ((Input)_layers[0]).Shape.Select(size => size is { } known ? JsonValue.Create(known) : null)]);
        JsonObject config = new()
        {
            ["name"] = name,
            ["trainable"] = true,
            ["dtype"] = TypeName,
            ["layers"] = layers,
            ["build_input_shape"] = shape,
        };
        return new JsonObject
        {
            ["module"] = "keras",
            ["class_name"] = "Sequential",
            ["config"] = config,
            ["registered_name"] = null,
            ["build_config"] = new JsonObject { ["input_shape"] = shape.DeepClone() },
        };
    }

    private protected override void Complete(JsonObject json, Network network)
    {
        JsonArray layers = json["config"]!["layers"]!.AsArray();
        foreach ((JsonNode? layer, LayerRow row) in layers.Skip(1).Zip(LayerTable.Of(network)))
        {
            layer!["build_config"] = BuildNode(row, takesList: false);
        }
    }
}
