using System.Text.Json;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Keras;

/// <summary>
/// Reads descriptions of layers. A key that is not known is refused, since a misspelt one would change the weights silently.
/// </summary>
internal static class CustomLayerReader
{
    private static readonly string[] s_layerKeys = ["weights", "output_shape", "state_sizes"];
    private static readonly string[] s_weightKeys = ["name", "shape", "initializer", "default", "trainable", "when", "store"];

    internal static CustomLayers Read(JsonElement root)
    {
        const string Place = "the description of layers";
        RefuseOthers(root, ["layers", "output_shapes"], Place);
        bool hasOutputs = root.TryGetProperty("output_shapes", out _);
        JsonProperty[] layers = hasOutputs && !root.TryGetProperty("layers", out _)
            ? []
            : [.. Required(root, "layers", JsonValueKind.Object, "an object of layers by their names", Place).EnumerateObject()];
        JsonProperty[] outputs = hasOutputs
            ? [.. Required(root, "output_shapes", JsonValueKind.Object, "an object of shapes by the names of layers",
                Place).EnumerateObject()]
            : [];
        return new CustomLayers(
            [.. layers.Select(layer => ReadLayer(layer.Name, layer.Value))],
            [.. outputs.Select(output =>
                KeyValuePair.Create(output.Name, ReadOutput(output.Value, output.Name, $"{Place}, output_shapes")))]);
    }

    private static KeyValuePair<string, CustomDescription> ReadLayer(string name, JsonElement layer)
    {
        string place = $"the description of '{name.Excerpt()}'";
        RefuseOthers(layer, s_layerKeys, place);
        JsonElement list = Required(layer, "weights", JsonValueKind.Array, "a list of weights, empty where it has none", place);
        CustomWeight[] weights = [.. list.EnumerateArray().Select(weight => ReadWeight(weight, place))];
        RefuseTwins(weights, place);
        RefuseHalfStores(weights, place);
        Func<BuiltLayer, PartialShape>? output = layer.TryGetProperty("output_shape", out JsonElement sizes)
            ? ReadOutput(sizes, "output_shape", place) : null;
        SizeExpression[] states = Optional(layer, "state_sizes", JsonValueKind.Array, "a list of the sizes of a cell's states", place)
            is { } given ? Sizes(given, place) : [];
        return KeyValuePair.Create(name, new CustomDescription(weights, output, states));
    }

    /// <summary>Sizes, the batch first, or the text "input".</summary>
    private static Func<BuiltLayer, PartialShape> ReadOutput(JsonElement value, string key, string place)
    {
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("input"))
        {
            return layer => layer.Input;
        }

        SizeExpression[] sizes = value.ValueKind == JsonValueKind.Array
            ? Sizes(value, place)
            : throw Wrong(value, key.Excerpt(), "a list of sizes, the batch first, or \"input\"", place);
        return layer => new PartialShape([.. sizes.Select(size => size.ValueOrNull(layer))], layer.Place);
    }

    /// <summary>A layer stores all its variables by names, or none.</summary>
    private static void RefuseHalfStores(CustomWeight[] weights, string place)
    {
        CustomWeight[] named = [.. weights.Where(weight => weight.Store is not null)];
        if (named.Length > 0 && named.Length < weights.Length)
        {
            throw new FormatException(
                $"{place}: the weight '{named[0].Name.Excerpt()}' has a store, "
                + $"'{weights.First(weight => weight.Store is null).Name.Excerpt()}' has none; give one to each weight, or to none.");
        }

        if (named.GroupBy(weight => weight.Store).FirstOrDefault(twins =>
            twins.Select(weight => weight.Name).Distinct().Count() > 1) is { } found)
        {
            throw new FormatException(
                $"{place}: the store '{found.Key!.Excerpt()}' stands there twice; give each weight a store of its own.");
        }
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

    private static CustomWeight ReadWeight(JsonElement weight, string place)
    {
        RefuseOthers(weight, s_weightKeys, $"a weight in {place}");
        string name = Required(weight, "name", JsonValueKind.String, "a text", $"a weight in {place}").GetString()!;
        CheckName(name, "name", place);
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
            Optional(weight, "when", JsonValueKind.String, "a key of the layer's configuration that is true or false", place)?.GetString(),
            StoreOf(weight, place));
    }

    private static string? StoreOf(JsonElement weight, string place)
    {
        string? store = Optional(weight, "store", JsonValueKind.String, "the name under which save_own_variables stores it",
            place)?.GetString();
        if (store is not null)
        {
            CheckName(store, "store", place);
        }

        return store;
    }

    private static void CheckName(string name, string key, string place)
    {
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
        {
            throw new FormatException(
                $"{place}: a weight has the {key} '{name.Excerpt()}'; a {key} is not empty and has no '/', which joins names.");
        }
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
