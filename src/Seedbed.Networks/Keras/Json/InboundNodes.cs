using System.Text.Json;
using Seedbed.Graph;
using Seedbed.Layers.Arguments;

namespace Seedbed.Keras.Json;

/// <summary>
/// The calls of a layer: Keras 3 writes each as arguments by position and by name, Keras 2 as a list of tensors, the last one with the
/// other arguments.
/// </summary>
/// <remarks>Source: <c>serialize_node</c> and <c>deserialize_node</c> of <c>keras.models.functional</c>.</remarks>
internal static class InboundNodes
{
    private const string Accepted = "a list of calls, each an object with args and kwargs, or a list of [layer, call, output]";

    /// <summary>The calls of a layer; one without tensors where the file lists none.</summary>
    internal static IReadOnlyList<GraphNode> Read(JsonElement layer, int index, string place)
    {
        if (
            layer.ValueKind != JsonValueKind.Object
                || !layer.TryGetProperty("inbound_nodes", out JsonElement nodes)
                || nodes.ValueKind == JsonValueKind.Null
            || (nodes.ValueKind == JsonValueKind.Array && nodes.GetArrayLength() == 0))
        {
            return [new GraphNode(index, 0, [])];
        }

        return nodes.ValueKind == JsonValueKind.Array
            ? [.. nodes.EnumerateArray().Select((node, call) => new GraphNode(index, call, Arguments(node, place))
            {
                Options = CallOptionsReader.Read(node, place),
            })]
            : throw Wrong(nodes, place);
    }

    private static List<KeyValuePair<string, IReadOnlyList<TensorReference>>> Arguments(JsonElement node, string place) =>
        node.ValueKind switch
    {
        JsonValueKind.Array => OfList(node, place),
        JsonValueKind.Object => OfObject(node, place),
        _ => throw Wrong(node, place),
    };

    private static List<KeyValuePair<string, IReadOnlyList<TensorReference>>> OfObject(JsonElement node, string place)
    {
        List<KeyValuePair<string, IReadOnlyList<TensorReference>>> arguments = [];
        if (node.TryGetProperty("args", out JsonElement byPosition) && byPosition.ValueKind == JsonValueKind.Array)
        {
            arguments.AddRange(byPosition.EnumerateArray().Select((argument, position) => Argument($"{position}", argument, place)));
        }

        if (node.TryGetProperty("kwargs", out JsonElement byName) && byName.ValueKind == JsonValueKind.Object)
        {
            arguments.AddRange(byName.EnumerateObject().Select(argument => Argument(argument.Name, argument.Value, place)));
        }

        arguments.RemoveAll(argument => argument.Value.Count == 0);
        return arguments;
    }

    private static List<KeyValuePair<string, IReadOnlyList<TensorReference>>> OfList(JsonElement node, string place)
    {
        bool isOne = node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.String;
        JsonElement[] items = isOne ? [node] : [.. node.EnumerateArray()];
        List<KeyValuePair<string, IReadOnlyList<TensorReference>>> arguments =
            [new("0", [.. items.Select(item => TensorReader.Find(item) ?? throw Wrong(item, place))])];
        if (items.Length > 0 && items[^1].GetArrayLength() > 3 && items[^1][3].ValueKind == JsonValueKind.Object)
        {
            arguments.AddRange(items[^1][3].EnumerateObject().Select(argument => Argument(argument.Name, argument.Value, place)));
        }

        arguments.RemoveAll(argument => argument.Value.Count == 0);
        return arguments;
    }

    private static KeyValuePair<string, IReadOnlyList<TensorReference>> Argument(string name, JsonElement value, string place) =>
        new(name, [.. TensorReader.All(value, place)]);

    private static FormatException Wrong(JsonElement value, string place) =>
        new($"{place}: inbound_nodes has {LayerConfig.Excerpt(value)}; it must be {Accepted}.");
}
