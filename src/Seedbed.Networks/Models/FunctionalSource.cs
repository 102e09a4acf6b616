using System.Text.Json.Nodes;
using Seedbed.Messages;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Layers;
using Seedbed.Numerics;

namespace Seedbed.Networks.Models;

/// <summary>Layers that are called on each other's outputs.</summary>
internal sealed class FunctionalSource : LayerSource
{
    private readonly string _name;
    private readonly IReadOnlyList<SymbolicTensor> _inputs;
    private readonly IReadOnlyList<SymbolicTensor> _outputs;
    private readonly LayerOrder _order;

    /// <exception cref="ArgumentException">An input is none, or an output does not follow from the inputs.</exception>
    internal FunctionalSource(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor> outputs, string name, ElementType type)
        : base(type)
    {
        if (inputs.Count == 0 || outputs.Count == 0)
        {
            throw new ArgumentException(
                $"the model '{name.Excerpt()}' has {inputs.Count} inputs and {outputs.Count} outputs; it must have at least one of each.");
        }

        _name = LayerNames.Checked(name)!;
        _inputs = inputs;
        _outputs = outputs;
        _order = new LayerOrder(inputs, outputs);
        LayerNames.Assign(_order.Layers);
        foreach (SymbolicTensor input in inputs)
        {
            _ = input.Node.Layer as Input ?? throw new ArgumentException(
                $"an input of the model '{name.Excerpt()}' is an output of the layer '{input.Node.Layer.Name.Excerpt()}'; it must be an "
                + "Input.");
        }

        Layer? stray = _order.Layers.FirstOrDefault(layer => layer is Input && inputs.All(input => input.Node.Layer != layer));
        if (stray is not null)
        {
            throw new ArgumentException(
                $"an output of the model '{name.Excerpt()}' follows from the Input '{stray.Name.Excerpt()}', which is none of the model's "
                + "inputs; add it to them.");
        }
    }

    internal override string Name => _name;

    internal override IReadOnlyList<Layer> Layers => _order.Layers;

    private protected override JsonObject Write(ConfigContext context)
    {
        JsonArray layers = [];
        foreach (Layer layer in _order.Layers)
        {
            JsonObject json = layer.ToJson(context);
            json["name"] = layer.Name;
            json["inbound_nodes"] = new JsonArray([.. _order.CallsOf(layer).Where(call => call.Inputs.Count > 0).Select(Write)]);
            layers.Add((JsonNode)json);
        }

        JsonObject config = new()
        {
            ["name"] = _name,
            ["trainable"] = true,
            ["layers"] = layers,
            ["input_layers"] = new JsonArray([.. _inputs.Select(History)]),
            ["output_layers"] = new JsonArray([.. _outputs.Select(History)]),
        };
        return new JsonObject
        {
            ["module"] = "keras.src.models.functional",
            ["class_name"] = "Functional",
            ["config"] = config,
            ["registered_name"] = "Functional",
            ["build_config"] = new JsonObject { ["input_shape"] = null },
        };
    }

    private protected override void Complete(JsonObject json, Network network)
    {
        JsonArray layers = json["config"]!["layers"]!.AsArray();
        Dictionary<string, LayerRow> rows = LayerTable.Of(network).ToDictionary(row => row.Name, StringComparer.Ordinal);
        foreach ((JsonNode? node, Layer layer) in layers.Zip(_order.Layers))
        {
            if (layer is not Input)
            {
                bool takesList = _order.CallsOf(layer)[0].TakesList;
                node!["build_config"] = BuildNode(rows[layer.Name], takesList);
                SetShapes(node["inbound_nodes"]!, rows);
            }
        }
    }

    /// <summary>Writes the shape beside every tensor, as Keras does.</summary>
    private static void SetShapes(JsonNode node, Dictionary<string, LayerRow> rows)
    {
        if (node is JsonObject tensor && tensor["keras_history"] is JsonArray history)
        {
            PartialShape shape = rows[(string)history[0]!].Calls[(int)history[1]!][(int)history[2]!];
            tensor["shape"] = ShapeNode(shape);
            return;
        }

        IEnumerable<JsonNode?> parts = node switch
        {
            JsonObject parent => parent.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (JsonNode? part in parts.ToArray())
        {
            if (part is not null)
            {
                SetShapes(part, rows);
            }
        }
    }

    private JsonObject Write(LayerNode call)
    {
        JsonNode[] tensors = [.. call.Inputs.Select(Tensor)];
        JsonObject flags = [];
        foreach ((string flag, bool value) in call.Flags)
        {
            flags[flag] = value;
        }

        return new JsonObject { ["args"] = call.TakesList ? new JsonArray(new JsonArray(tensors)) : new JsonArray(tensors),
            ["kwargs"] = flags };
    }

    private JsonObject Tensor(SymbolicTensor tensor)
    {
        string type = tensor.Node.Layer is Input { Type: { } own } ? own : TypeName;
        return new JsonObject { ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject { ["dtype"] = type, ["keras_history"] = History(tensor) } };
    }

    /// <summary>Layer, call and output; calls are counted among those of this model.</summary>
    private JsonArray History(SymbolicTensor tensor)
    {
        int call = tensor.Node.Layer is Input ? 0 : _order.CallsOf(tensor.Node.Layer).ToList().IndexOf(tensor.Node);
        return [tensor.Node.Layer.Name, call, tensor.Index];
    }
}
