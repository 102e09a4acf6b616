using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>A Sequential model whose first layer merges other models, as the graph that it is.</summary>
/// <param name="name">The model's name.</param>
/// <param name="conversion">What is known of the file.</param>
internal sealed class MergedBranches(string name, Respelling conversion)
{
    private readonly List<JsonNode?> _layers = [];
    private readonly List<JsonNode?> _inputs = [];

    /// <summary>The configuration of the graph.</summary>
    /// <param name="merge">The configuration of the first layer.</param>
    /// <param name="branches">The models that it merges.</param>
    /// <param name="layers">All layers, the first one included.</param>
    internal JsonObject Graph(JsonObject merge, JsonArray branches, JsonNode?[] layers)
    {
        List<JsonNode?> merged = [];
        merge.Remove("layers");
        JsonNode?[] each = [.. branches];
        branches.Clear();
        foreach (JsonNode? branch in each)
        {
            JsonObject model = branch as JsonObject ?? throw new FormatException(
                $"the model '{name.Excerpt()}': a layer that Merge takes is no object with class_name and config.");
            merged.Add(Branch(model));
        }

        foreach ((int index, JsonNode? layer) in layers.Index())
        {
            JsonObject own = (JsonObject)layer!;
            string last = Name(own);
            own["name"] = last;
            own["inbound_nodes"] = index == 0
                ? new JsonArray(new JsonArray([.. merged]))
                : new JsonArray(new JsonArray(Reference(Name((JsonObject)layers[index - 1]!))));
            _layers.Add(own);
        }

        return new JsonObject
        {
            ["name"] = name, ["layers"] = new JsonArray([.. _layers]), ["input_layers"] = new JsonArray([.. _inputs]),
            ["output_layers"] = new JsonArray(Reference(Name((JsonObject)layers[^1]!))),
        };
    }

    /// <summary>A branch behind inputs of its own.</summary>
    private JsonArray Branch(JsonObject branch)
    {
        Lists.Convert(branch, conversion);
        string own = Name(branch);
        branch["name"] = own;
        List<JsonNode?> call = [];
        foreach (JsonNode shape in InputShapes(branch))
        {
            string input = conversion.NewName($"{own}_input");
            _layers.Add(new JsonObject
            {
                ["class_name"] = "InputLayer", ["name"] = input, ["inbound_nodes"] = new JsonArray(),
                ["config"] = new JsonObject { ["name"] = input, ["batch_input_shape"] = shape.DeepClone() },
            });
            _inputs.Add(Reference(input));
            call.Add(Reference(input));
        }

        branch["inbound_nodes"] = new JsonArray(new JsonArray([.. call]));
        _layers.Add(branch);
        return Reference(own);
    }

    /// <summary>The shapes that a model takes, the batch first.</summary>
    private static IEnumerable<JsonNode> InputShapes(JsonObject branch)
    {
        JsonObject? config = branch["config"] as JsonObject;
        if (config?["batch_input_shape"] is { } own)
        {
            return [own];
        }

        if (config?["input_layers"] is JsonArray inputs && config["layers"] is JsonArray all)
        {
            return inputs.SelectMany(input => all.OfType<JsonObject>()
                .Where(layer => Respelling.Text(layer["name"]) == Respelling.Text((input as JsonArray)?.FirstOrDefault())).Take(1))
                .SelectMany(InputShapes);
        }

        return config?["layers"] is JsonArray { Count: > 0 } layers && layers[0] is JsonObject first
            ? InputShapes(first)
            : throw new FormatException(
                $"{Respelling.PlaceOf(branch)}: the shape of its input is not known; it must stand in its first layer's "
                + "batch_input_shape.");
    }

    private static string Name(JsonObject layer) =>
        Respelling.Text((layer["config"] as JsonObject)?["name"]) ?? Respelling.Text(layer["name"])
            ?? throw new FormatException($"{Respelling.PlaceOf(layer)}: it has no name.");

    private static JsonArray Reference(string layer) => new(layer, 0, 0);
}
