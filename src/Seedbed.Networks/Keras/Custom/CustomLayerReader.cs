using System.Text.Json;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;

namespace Seedbed.Keras;

/// <summary>
/// Reads descriptions of layers. A key that is not known is refused, since a misspelt one would change the weights silently.
/// </summary>
internal static class CustomLayerReader
{
    private static readonly string[] s_layerKeys = ["weights", "output_shape"];
    private static readonly string[] s_weightKeys = ["name", "shape", "initializer", "default", "trainable", "when"];

    internal static IEnumerable<KeyValuePair<string, Func<Layer>>> Read(JsonElement root)
    {
        const string Place = "the description of layers";
        RefuseOthers(root, ["layers"], Place);
        JsonElement layers = Required(root, "layers", JsonValueKind.Object, "an object of layers by their names", Place);
        return [.. layers.EnumerateObject().Select(layer => ReadLayer(layer.Name, layer.Value))];
    }

    private static KeyValuePair<string, Func<Layer>> ReadLayer(string name, JsonElement layer)
    {
        string place = $"the description of '{name.Excerpt()}'";
        RefuseOthers(layer, s_layerKeys, place);
        JsonElement list = Required(layer, "weights", JsonValueKind.Array, "a list of weights, empty where it has none", place);
        CustomWeight[] weights = [.. list.EnumerateArray().Select(weight => ReadWeight(weight, place))];
        RefuseTwins(weights, place);
        SizeExpression[]? output = ReadOutput(layer, place);
        return KeyValuePair.Create<string, Func<Layer>>(name, () => new CustomLayer(name, weights, output));
    }

    /// <summary>One name may stand twice only where keys of the configuration choose between the two.</summary>
    private static void RefuseTwins(CustomWeight[] weights, string place)
    {
        if (
            weights.GroupBy(weight => weight.Name).FirstOrDefault(
                twins => twins.Count() > 1 && twins.Any(weight => weight.When is null)) is { } found)
        {
            throw new FormatException(
                $"{place}: the weight '{found.Key.Excerpt()}' stands there twice; give each weight a name of its own.");
        }
    }

    private static SizeExpression[]? ReadOutput(JsonElement layer, string place)
    {
        if (!layer.TryGetProperty("output_shape", out JsonElement list))
        {
            return null;
        }

        return list.ValueKind == JsonValueKind.Array
            ? Sizes(list, place)
            : throw Wrong(list, "output_shape", "a list of sizes, the batch first", place);
    }

    private static CustomWeight ReadWeight(JsonElement weight, string place)
    {
        RefuseOthers(weight, s_weightKeys, $"a weight in {place}");
        string name = Required(weight, "name", JsonValueKind.String, "a text", $"a weight in {place}").GetString()!;
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            throw new FormatException(
                $"{place}: a weight has the name '{name.Excerpt()}'; a name is not empty and has no '/', which joins names.");
        }

        place = $"{place}, weight '{name.Excerpt()}'";
        SizeExpression[] shape = Sizes(Required(weight, "shape", JsonValueKind.Array, "a list of sizes", place), place);
        bool trainable = Optional(weight, "trainable", JsonValueKind.True, "true or false", place)?.GetBoolean() ?? true;
        JsonElement? initializer =
            Optional(weight, "default", JsonValueKind.String, "the name of an initializer or its configuration", place);
        return new CustomWeight(
            name,
            shape,
            Optional(weight, "initializer", JsonValueKind.String, "a key of the layer's configuration", place)?.GetString(),
            initializer is { ValueKind: JsonValueKind.String } text ? text.GetString()! : initializer?.GetRawText() ?? "glorot_uniform",
            trainable,
            Optional(weight, "when", JsonValueKind.String, "a key of the layer's configuration that is true or false", place)?.GetString());
    }

    private static SizeExpression[] Sizes(JsonElement list, string place) =>
        [.. list.EnumerateArray().Select(size => SizeExpression.Read(size, place))];

    private static JsonElement Required(JsonElement element, string key, JsonValueKind kind, string accepted, string place) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind == kind
            ? value
            : throw Wrong(element.TryGetProperty(key, out value) ? value : null, key, accepted, place);

    private static JsonElement? Optional(JsonElement element, string key, JsonValueKind kind, string accepted, string place)
    {
        if (!element.TryGetProperty(key, out JsonElement value))
        {
            return null;
        }

        bool isAccepted = value.ValueKind == kind
            || (kind == JsonValueKind.True && value.ValueKind == JsonValueKind.False)
            || (key == "default" && value.ValueKind == JsonValueKind.Object);
        return isAccepted ? value : throw Wrong(value, key, accepted, place);
    }

    private static void RefuseOthers(JsonElement element, string[] keys, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is {LayerConfig.Excerpt(element)}; it must be an object with {string.Join(", ", keys)}.");
        }

        foreach (JsonProperty property in element.EnumerateObject().Where(property => !keys.Contains(property.Name)))
        {
            throw new FormatException($"{place} has the key '{property.Name.Excerpt()}'; known are {string.Join(", ", keys)}.");
        }
    }

    private static FormatException Wrong(JsonElement? value, string key, string accepted, string place) =>
        new($"{place}: {key} {(value is { } got ? $"is {LayerConfig.Excerpt(got)}" : "is absent")}; it must be {accepted}.");
}
