using System.Text.Json.Nodes;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Models without what Keras 3 writes of their shapes: all that is left are the shapes of the inputs, or not even these.</summary>
internal static class StrippedModels
{
    /// <summary>A model without build_config, build_input_shape and the shapes beside its tensors.</summary>
    public static JsonNode Read(string name) => Parse(File.ReadAllText(ModelFiles.PathOf(name)));

    /// <summary>The same of a text.</summary>
    public static JsonNode Parse(string text)
    {
        JsonNode model = JsonNode.Parse(text)!;
        Strip(model);
        return model;
    }

    /// <summary>Takes the sizes of the inputs away as well, and gives them back without the batch.</summary>
    public static IReadOnlyList<IReadOnlyList<long?>> TakeInputs(JsonNode model)
    {
        List<IReadOnlyList<long?>> shapes = [];
        foreach (
            JsonNode layer in model["config"]!["layers"]!.AsArray().Where(
                layer => (string?)layer!["class_name"] == "InputLayer").OfType<JsonNode>())
        {
            JsonArray shape = layer["config"]!["batch_shape"]!.AsArray();
            shapes.Add([.. shape.Skip(1).Select(size => (long?)size)]);
            layer["config"]!["batch_shape"] = new JsonArray([.. shape.Select(_ => (JsonNode?)null)]);
        }

        return shapes;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject value)
        {
            value.Remove("build_config");
            value.Remove("build_input_shape");
            if ((string?)value["class_name"]?.AsValue() == "__keras_tensor__")
            {
                value["config"]!.AsObject().Remove("shape");
            }

            foreach (KeyValuePair<string, JsonNode?> member in value)
            {
                Strip(member.Value);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                Strip(item);
            }
        }
    }
}
