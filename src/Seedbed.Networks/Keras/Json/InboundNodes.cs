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
    internal static IReadOnlyList<GraphNode> Read(JsonElement layer, int index, string place, bool isReversible)
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
            ? [.. nodes.EnumerateArray().Select((node, call) => Call(node, index, call, place, isReversible))]
            : throw Wrong(nodes, place);
    }

    private static GraphNode Call(JsonElement node, int index, int call, string place, bool isReversible)
    {
        CallReader reader = new(place);
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                ReadList(reader, node, place);
                break;
            case JsonValueKind.Object:
                ReadObject(reader, node);
                break;
            default:
                throw Wrong(node, place);
        }

        return new GraphNode(index, call, reader.Tensors)
        {
            Options = CallOptionsReader.Read(node, place, isReversible) with { Values = reader.Values },
        };
    }

    private static void ReadObject(CallReader reader, JsonElement node)
    {
        if (node.TryGetProperty("args", out JsonElement byPosition) && byPosition.ValueKind == JsonValueKind.Array)
        {
            foreach ((int position, JsonElement argument) in byPosition.EnumerateArray().Index())
            {
                reader.Add($"{position}", argument);
            }
        }

        if (node.TryGetProperty("kwargs", out JsonElement byName) && byName.ValueKind == JsonValueKind.Object)
        {
            reader.AddAll(byName);
        }
    }

    /// <summary>The first argument is one tensor or constant, or a list of them; each has the other arguments beside it.</summary>
    private static void ReadList(CallReader reader, JsonElement node, string place)
    {
        bool isOne = node.GetArrayLength() > 0 && node[0].ValueKind == JsonValueKind.String;
        JsonElement[] items = isOne ? [node] : [.. node.EnumerateArray()];
        if (items.FirstOrDefault(item => TensorReader.Find(item) is null && !TensorReader.IsConstant(item))
            is { ValueKind: not JsonValueKind.Undefined } wrong)
        {
            throw Wrong(wrong, place);
        }

        reader.AddFirst(items, isOne);
        if (items.Length > 0 && items[^1].GetArrayLength() > 3 && items[^1][3].ValueKind == JsonValueKind.Object)
        {
            reader.AddAll(items[^1][3]);
        }
    }

    private static FormatException Wrong(JsonElement value, string place) =>
        new($"{place}: inbound_nodes has {LayerConfig.Excerpt(value)}; it must be {Accepted}.");

    /// <summary>Gathers the arguments of one call: its tensors, and what each argument is.</summary>
    private sealed class CallReader(string place)
    {
        private readonly List<KeyValuePair<string, IReadOnlyList<TensorReference>>> _tensors = [];
        private readonly List<KeyValuePair<string, CallValue>> _values = [];
        private int _count;

        /// <summary>The arguments that have tensors.</summary>
        internal IReadOnlyList<KeyValuePair<string, IReadOnlyList<TensorReference>>> Tensors => _tensors;

        /// <summary>All arguments.</summary>
        internal IReadOnlyList<KeyValuePair<string, CallValue>> Values => _values;

        internal void AddAll(JsonElement arguments)
        {
            foreach (JsonProperty argument in arguments.EnumerateObject())
            {
                Add(argument.Name, argument.Value);
            }
        }

        internal void Add(string key, JsonElement value) => Add(key, tensors => CallValue.Read(value, element => Find(element, tensors)));

        internal void AddFirst(JsonElement[] items, bool isOne) => Add("0", tensors =>
        {
            CallValue[] values = [.. items.Select(item => TensorReader.IsConstant(item)
                ? CallValue.Read(item[2], _ => null)
                : CallValue.Read(item, element => Find(element, tensors)))];
            return isOne ? values[0] : new CallValue.List(values);
        });

        private void Add(string key, Func<List<TensorReference>, CallValue> read)
        {
            List<TensorReference> tensors = [];
            _values.Add(KeyValuePair.Create(key, read(tensors)));
            if (tensors.Count > 0)
            {
                _tensors.Add(KeyValuePair.Create(key, (IReadOnlyList<TensorReference>)tensors));
            }
        }

        private int? Find(JsonElement element, List<TensorReference> tensors)
        {
            if (TensorReader.FindTensor(element, place) is not { } tensor)
            {
                return null;
            }

            tensors.Add(tensor);
            return _count++;
        }
    }
}
