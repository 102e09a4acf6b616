using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>
/// The Sequential models of Keras 1.0 to 2.2.2, whose configuration is a list of layers without a name, and the layer Merge, which took
/// whole models as the first layer of one.
/// </summary>
/// <remarks>Source: <c>keras/models.py</c> at 1.2.2 and 2.1.6, <c>Sequential.get_config</c> and <c>legacy_get_config</c>.</remarks>
internal static class Lists
{
    private const string Sequential = "Sequential";
    private const string Outermost = "sequential_1";

    /// <summary>Gives a list a name, and makes one that begins with a Merge a graph.</summary>
    internal static void Convert(JsonObject model, Respelling conversion)
    {
        if (model["config"] is not JsonArray list)
        {
            return;
        }

        if (Respelling.Text(model["class_name"]) != Sequential)
        {
            throw new FormatException(
                $"{Respelling.PlaceOf(model)}: its configuration is a list; only that of a Sequential model was one, until Keras 2.2.2.");
        }

        string name = Respelling.Text(model["name"]) ?? NewName(conversion);
        model.Remove("config");
        JsonNode?[] layers = [.. list];
        list.Clear();
        foreach (JsonNode? layer in layers)
        {
            _ = layer is JsonObject known && known.ContainsKey("class_name") ? known : throw NoClass(layer, name);
        }

        if (layers is [JsonObject first, ..] && first["config"] is JsonObject { } merge && merge["layers"] is JsonArray branches
            && Respelling.Text(first["class_name"]) == "Merge")
        {
            model["class_name"] = "Functional";
            conversion.Set(model, "config", new MergedBranches(name, conversion).Graph(merge, branches, layers));
            return;
        }

        conversion.Set(model, "config", new JsonObject { ["name"] = name, ["layers"] = new JsonArray(layers) });
    }

    /// <summary>A name for a model that has none; that of one inside becomes a part of tensors' names.</summary>
    private static string NewName(Respelling conversion)
    {
        string name = conversion.NewName("sequential");
        if (name != Outermost)
        {
            conversion.Assume(
                $"a Sequential model inside has no name in this file; it is called '{name}', and its tensors '{name}/…'.");
        }

        return name;
    }

    private static FormatException NoClass(JsonNode? layer, string name) => new(
        $"a layer in the model '{name.Excerpt()}' is {(layer?.ToJsonString() ?? "null").Excerpt()}; it must be an object with a text "
        + "class_name and an object config. Keras before 1.0 wrote layers otherwise: load the model with Keras 1 and write it again.");
}
