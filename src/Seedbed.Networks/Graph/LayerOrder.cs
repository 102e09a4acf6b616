using Seedbed.Layers;

namespace Seedbed.Graph;

/// <summary>
/// The calls of a functional model and its layers in Keras's order: by their distance from the outputs, the farthest first, and among
/// equals by the order in which the way back from the outputs meets them. Keras finds weights in files by that order.
/// </summary>
/// <remarks>Source: <c>map_graph</c> of <c>keras.src.ops.function</c>.</remarks>
internal sealed class LayerOrder
{
    private readonly Dictionary<Layer, int> _met = [];
    private readonly HashSet<LayerNode> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<LayerNode> _calls = [];
    private readonly ILookup<Layer, LayerNode> _callsOf;

    /// <summary>Walks back from the outputs to the inputs.</summary>
    internal LayerOrder(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor> outputs)
    {
        HashSet<LayerNode> ends = new(inputs.Select(input => input.Node), ReferenceEqualityComparer.Instance);
        foreach (SymbolicTensor output in outputs)
        {
            Visit(output.Node, ends);
        }

        foreach (LayerNode input in ends.Where(_seen.Add))
        {
            _met[input.Layer] = -1;
            _calls.Insert(0, input);
        }

        _callsOf = _calls.OrderBy(call => call.Number).ToLookup(call => call.Layer);
        Dictionary<Layer, int> depths = Depths();
        Layers = [.. depths.Keys.OrderByDescending(layer => depths[layer]).ThenBy(layer => _met[layer])];
    }

    /// <summary>The layers.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The calls of a layer that belong to the model, in the order in which they were made.</summary>
    internal IEnumerable<LayerNode> CallsOf(Layer layer) => _callsOf[layer];

    /// <summary>The same as calls of the model.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its place among the layers.</param>
    internal IReadOnlyList<GraphNode> NodesOf(Layer layer, int index) => [.. CallsOf(layer).Select((call, number) =>
    {
        TensorReference[] tensors = [.. call.Inputs.Select(Reference)];
        return new GraphNode(index, number, tensors.Length == 0 ? [] : layer.TakesList
            ? [KeyValuePair.Create<string, IReadOnlyList<TensorReference>>("0", tensors)]
            : [.. tensors.Select((tensor, at) => KeyValuePair.Create<string, IReadOnlyList<TensorReference>>($"{at}", [tensor]))])
        {
            Options = call.Options,
            TakesList = layer.TakesList,
        };
    })];

    /// <summary>A tensor by layer, call and output; calls are counted among those of the model.</summary>
    internal TensorReference Reference(SymbolicTensor tensor)
    {
        Layer layer = tensor.Node.Layer;
        return new(layer.Name, layer is Input ? 0 : CallsOf(layer).ToList().IndexOf(tensor.Node), tensor.Index);
    }

    /// <summary>
    /// The calls are listed each behind those whose tensors it takes; the way back may be as long as the model is deep, so it is kept on a
    /// stack of its own.
    /// </summary>
    private void Visit(LayerNode last, HashSet<LayerNode> ends)
    {
        Stack<(LayerNode Node, int Next)> path = new();
        Push(last);
        while (path.TryPop(out (LayerNode Node, int Next) top))
        {
            if (ends.Contains(top.Node) || top.Next == top.Node.Inputs.Count)
            {
                _calls.Add(top.Node);
                continue;
            }

            path.Push(top with { Next = top.Next + 1 });
            Push(top.Node.Inputs[top.Next].Node);
        }

        void Push(LayerNode node)
        {
            if (_seen.Add(node))
            {
                _met.TryAdd(node.Layer, _met.Count);
                path.Push((node, 0));
            }
        }
    }

    private Dictionary<Layer, int> Depths()
    {
        Dictionary<LayerNode, int> ofCalls = new(ReferenceEqualityComparer.Instance);
        Dictionary<Layer, int> ofLayers = [];
        foreach (LayerNode call in Enumerable.Reverse(_calls))
        {
            int depth = Math.Max(ofCalls.GetValueOrDefault(call), ofLayers.GetValueOrDefault(call.Layer));
            ofLayers[call.Layer] = depth;
            foreach (SymbolicTensor input in call.Inputs)
            {
                ofCalls[input.Node] = Math.Max(depth + 1, ofCalls.GetValueOrDefault(input.Node));
            }
        }

        return ofLayers;
    }
}
