using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>Writes a Functional model as <c>model.to_json()</c> does.</summary>
internal static class FunctionalWriter
{
    internal static JsonObject Write(FunctionalGraph model, BuiltLayer built, ArgumentWriter writer)
    {
        JsonArray layers = [];
        foreach (GraphLayer part in model.Parts)
        {
            JsonObject json = writer.Write(part.Layer);
            json["name"] = part.Name;
            json["inbound_nodes"] = new JsonArray([.. part.Calls.Where(call => call.Arguments.Count > 0)
                .Select(call => Node(model, built, call, writer.Type))]);
            if (part.Layer is not Input)
            {
                json["build_config"] = ModelGraph.BuildConfig(built.Calls[model.Order.NumberOf(part.Calls[0])]);
            }

            layers.Add((JsonNode)json);
        }

        JsonObject config = new()
        {
            ["name"] = model.Name,
            ["trainable"] = true,
            ["layers"] = layers,
            ["input_layers"] = new JsonArray([.. model.Inputs(built.Place).Select(History)]),
            ["output_layers"] = new JsonArray([.. model.Outputs(built.Place).Select(History)]),
        };
        return new JsonObject
        {
            ["module"] = "keras.src.models.functional",
            ["class_name"] = model.ClassName,
            ["config"] = config,
            ["registered_name"] = model.ClassName,
            ["build_config"] = new JsonObject { ["input_shape"] = null },
        };
    }

    private static JsonObject Node(FunctionalGraph model, BuiltLayer built, GraphNode call, string type)
    {
        JsonNode[] tensors =
            [.. call.Arguments.SelectMany(argument => argument.Value).Select(tensor => Tensor(model, built, tensor, type))];
        JsonObject flags = call.Options switch
        {
            { UsesCausalMask: true } => new JsonObject { ["use_causal_mask"] = true },
            { IsReverse: true } => new JsonObject { ["reverse"] = true },
            _ => [],
        };
        return new JsonObject
        {
            ["args"] = call.TakesList ? new JsonArray(new JsonArray(tensors)) : new JsonArray(tensors),
            ["kwargs"] = flags,
        };
    }

    /// <summary>A tensor with its shape beside it, as Keras writes it.</summary>
    private static JsonObject Tensor(FunctionalGraph model, BuiltLayer built, TensorReference tensor, string type)
    {
        Layer layer = model.Parts[model.Order.LayerOf(tensor)].Layer;
        return new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["dtype"] = layer.OwnType ?? type,
                ["keras_history"] = History(tensor),
                ["shape"] = ModelGraph.Shape(built.Calls[model.Order.NumberOf(tensor)].Outputs[tensor.Output]),
            },
        };
    }

    // Not a collection expression: it would call Add<T>, which cannot be trimmed.
    private static JsonArray History(TensorReference tensor) => new((JsonNode)tensor.Layer, (JsonNode)tensor.Call, (JsonNode)tensor.Output);
}
