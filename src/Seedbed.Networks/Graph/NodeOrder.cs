namespace Seedbed.Graph;

/// <summary>The calls of a Functional model in an order in which every tensor is there before it is used.</summary>
internal sealed class NodeOrder
{
    private readonly string _place;
    private readonly Dictionary<string, int> _layers = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _nodes = [];
    private readonly List<int> _firstNodes = [];
    private readonly List<string> _classes = [];

    /// <summary>Puts the calls of all layers in order.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="place">How messages name the model.</param>
    /// <exception cref="FormatException">A call takes what no layer gives, or waits for itself.</exception>
    internal NodeOrder(IReadOnlyList<GraphLayer> layers, string place)
    {
        _place = place;
        foreach ((int index, GraphLayer layer) in layers.Index())
        {
            _layers.TryAdd(layer.Name, index);
            _classes.Add(layer.Layer.ClassName);
            _firstNodes.Add(_nodes.Count);
            _nodes.AddRange(layer.Calls);
        }

        Order = Sort();
    }

    /// <summary>The calls, each after those whose tensors it takes and after the earlier calls of its layer.</summary>
    internal IReadOnlyList<GraphNode> Order { get; }

    /// <summary>The number of calls.</summary>
    internal int Count => _nodes.Count;

    /// <summary>A call's number, from 0 to <see cref="Count"/> − 1.</summary>
    internal int NumberOf(GraphNode node) => _firstNodes[node.Layer] + node.Call;

    /// <summary>The layer that gives a tensor, as its place in the list.</summary>
    /// <exception cref="FormatException">There is no such layer or call.</exception>
    internal int LayerOf(TensorReference tensor) => _nodes[NumberOf(tensor)].Layer;

    /// <summary>The number of the call that gives a tensor.</summary>
    /// <exception cref="FormatException">There is no such layer or call.</exception>
    internal int NumberOf(TensorReference tensor)
    {
        if (!_layers.TryGetValue(tensor.Layer, out int layer))
        {
            throw new FormatException($"{_place}: its graph takes an output of '{tensor.Layer.Excerpt()}', which is none of its layers.");
        }

        int first = _firstNodes[layer];
        int calls = (layer + 1 < _firstNodes.Count ? _firstNodes[layer + 1] : _nodes.Count) - first;
        int call = CallOf(tensor, _classes[layer], calls);
        return call < calls
            ? first + call
            : throw new FormatException($"{_place}: its graph takes call {tensor.Call} of '{tensor.Layer.Excerpt()}', which has {calls}.");
    }

    /// <summary>
    /// A model inside a model counts from 1, since its own inputs were its call 0; a Sequential one does so only in Keras 2.
    /// </summary>
    private static int CallOf(TensorReference tensor, string className, int calls) => className switch
    {
        "Functional" or "Model" => Math.Max(0, tensor.Call - 1),
        "Sequential" when tensor.Call == calls => tensor.Call - 1,
        _ => tensor.Call,
    };

    /// <summary>A call is ready when all it waits for is done; what is never ready waits for itself.</summary>
    private List<GraphNode> Sort()
    {
        List<int>[] followers = [.. _nodes.Select(_ => new List<int>())];
        int[] missing = new int[_nodes.Count];
        foreach (GraphNode node in _nodes)
        {
            int number = NumberOf(node);
            IEnumerable<int> needed = node.Arguments.SelectMany(argument => argument.Value).Select(NumberOf);
            foreach (int before in node.Call > 0 ? needed.Append(number - 1) : needed)
            {
                followers[before].Add(number);
                missing[number]++;
            }
        }

        Queue<int> ready = new(Enumerable.Range(0, missing.Length).Where(number => missing[number] == 0));
        List<GraphNode> order = [];
        while (ready.TryDequeue(out int number))
        {
            order.Add(_nodes[number]);
            foreach (int follower in followers[number].Where(follower => --missing[follower] == 0))
            {
                ready.Enqueue(follower);
            }
        }

        return order.Count == _nodes.Count ? order : throw Cycle(missing);
    }

    private FormatException Cycle(int[] missing)
    {
        int layer = _nodes[Array.FindIndex(missing, count => count > 0)].Layer;
        string name = _layers.First(pair => pair.Value == layer).Key;
        return new FormatException(
            $"{_place}: its layers are called in a circle: '{name.Excerpt()}' waits for its own output; inbound_nodes must lead from the "
            + "inputs to the outputs.");
    }
}
