using System.Text.Json;
using Seedbed.Graph;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Keras.Json;

/// <summary>Reads the tensors of a Functional model.</summary>
internal static class TensorReader
{
    /// <summary>What messages say a reference is.</summary>
    internal const string Accepted = "[layer, call, output], both numbers from 0 to 2^31 - 1";

    /// <summary>What Keras 2 writes in the place of a layer's name where an argument is a constant.</summary>
    private const string Constant = "_CONSTANT_VALUE";

    /// <summary>
    /// The tensors of a list that has nothing else, such as a model's output_layers; it may be nested, or an object of them.
    /// </summary>
    /// <exception cref="FormatException">Something in it is no tensor.</exception>
    internal static IReadOnlyList<TensorReference> ListOf(LayerConfig config, string key)
    {
        JsonElement list = config.Find(key) ?? throw Wrong();
        return [.. Each(list)];

        IEnumerable<TensorReference> Each(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Array when value.GetArrayLength() > 0
                && value[0].ValueKind == JsonValueKind.String => [Read(value, null) ?? throw Wrong()],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Each),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Each(property.Value)),
            _ => throw Wrong(),
        };

        FormatException Wrong() => config.Wrong(key, $"a list of {Accepted}");
    }

    /// <summary>A list of name, call, output; null where it is none.</summary>
    internal static TensorReference? Find(JsonElement list) => Read(list, null);

    /// <summary>All tensors inside an argument, depth first.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="place">How messages name the layer that is called.</param>
    /// <exception cref="FormatException">A reference has numbers that no call and no output have.</exception>
    internal static IEnumerable<TensorReference> All(JsonElement value, string place)
    {
        if (FindTensor(value, place) is { } tensor)
        {
            return [tensor];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => All(item, place)),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => All(property.Value, place)),
            _ => [],
        };
    }

    /// <summary>Whether it is a constant in the place of a tensor: its mark, a number, the value.</summary>
    internal static bool IsConstant(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            && list.GetArrayLength() >= 3
            && list[0].ValueKind == JsonValueKind.String
            && list[0].ValueEquals(Constant);

    /// <summary>The tensor that a value stands for; null where it is something else.</summary>
    /// <exception cref="FormatException">A reference has numbers that no call and no output have.</exception>
    internal static TensorReference? FindTensor(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Read(value, null) ?? (HasItsForm(value) ? throw Wrong(value, place) : null);
        }

        bool isTensor = value.TryGetProperty("class_name", out JsonElement name)
            && name.ValueKind == JsonValueKind.String
            && name.ValueEquals("__keras_tensor__")
            && value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object;
        if (!isTensor || !value.GetProperty("config").TryGetProperty("keras_history", out JsonElement history))
        {
            return null;
        }

        JsonElement? shape = value.GetProperty("config").TryGetProperty("shape", out JsonElement recorded)
            && recorded.ValueKind == JsonValueKind.Array
            ? recorded
            : null;
        return Read(history, shape is { } sizes ? PartialShape.Read(sizes, place) : null) ?? throw Wrong(history, place);
    }

    private static TensorReference? Read(JsonElement list, PartialShape? recorded) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() >= 3 && list[0].ValueKind == JsonValueKind.String
        && !IsConstant(list) && Index(list[1]) is { } call && Index(list[2]) is { } output
            ? new TensorReference(list[0].GetString()!, call, output, recorded)
            : null;

    /// <summary>A text and two whole numbers: not what an argument that is no tensor looks like.</summary>
    private static bool HasItsForm(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            && list.GetArrayLength() >= 3
            && list[0].ValueKind == JsonValueKind.String
            && !list[0].ValueEquals(Constant)
        && IsWhole(list[1]) && IsWhole(list[2]);

    private static bool IsWhole(JsonElement value) => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble());

    private static int? Index(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int index) && index >= 0 ? index : null;

    private static FormatException Wrong(JsonElement value, string place) =>
        new($"{place}: it is called on {LayerConfig.Excerpt(value)}; a tensor is {Accepted}.");
}
