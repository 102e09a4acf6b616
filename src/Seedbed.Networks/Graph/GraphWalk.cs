using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>A call of a layer that is no model, with the places of the tensors that it takes.</summary>
/// <param name="Call">The layer and the shapes.</param>
/// <param name="Number">Which of the layer's calls, from 0.</param>
/// <param name="Inputs">The tensors by argument, the first argument first.</param>
internal sealed record WalkedCall(BuiltCall Call, int Number, IReadOnlyList<KeyValuePair<string, WalkedTensor[]>> Inputs);

/// <summary>A tensor: an output of a call, or, where the call is −1, an input of the model.</summary>
internal readonly record struct WalkedTensor(int Call, int Output);

/// <summary>The calls of all layers of a model in the order in which they are computed; models inside are opened.</summary>
internal sealed class GraphWalk
{
    private readonly List<WalkedCall> _calls = [];
    private readonly Dictionary<BuiltLayer, int> _numbers = [];

    private GraphWalk(BuiltModel model)
    {
        int inputs = model.Graph.InputsOf(model.Root).Count;
        Outputs = Open(model.Root, [.. Enumerable.Range(0, inputs).Select(index => new WalkedTensor(-1, index))]);
    }

    /// <summary>The calls.</summary>
    internal IReadOnlyList<WalkedCall> Calls => _calls;

    /// <summary>The tensors that the model gives.</summary>
    internal IReadOnlyList<WalkedTensor> Outputs { get; }

    internal static GraphWalk Of(BuiltModel model) => new(model);

    private WalkedTensor[] Open(BuiltLayer model, WalkedTensor[] inputs) => model.Layer switch
    {
        SequentialGraph => model.Calls.Aggregate(inputs, (tensors, call) => Take(call, [KeyValuePair.Create("0", tensors)])),
        FunctionalGraph graph => Open(graph, model, inputs),
        { } other => throw new InvalidOperationException($"unknown graph {other.ClassName}"),
    };

    private WalkedTensor[] Open(FunctionalGraph graph, BuiltLayer model, WalkedTensor[] inputs)
    {
        WalkedTensor[][] results = new WalkedTensor[graph.Order.Count][];
        foreach ((int index, TensorReference input) in graph.Inputs(model.Place).Index())
        {
            results[graph.Order.NumberOf(input)] = [inputs[index]];
        }

        foreach (GraphNode node in graph.Order.Order.Where(node => node.Arguments.Count > 0))
        {
            int number = graph.Order.NumberOf(node);
            results[number] = Take(
                model.Calls[number],
                [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value.Select(At).ToArray()))]);
        }

        return [.. graph.Outputs(model.Place).Select(At)];

        WalkedTensor At(TensorReference tensor) => results[graph.Order.NumberOf(tensor)] is { } known && tensor.Output < known.Length
            ? known[tensor.Output]
            : throw new FormatException($"{model.Place}: its graph takes output {tensor.Output} of '{tensor.Layer.Excerpt()}', which it "
                + "does not give.");
    }

    private WalkedTensor[] Take(BuiltCall call, IReadOnlyList<KeyValuePair<string, WalkedTensor[]>> inputs)
    {
        if (call.Layer.Layer.IsGraph)
        {
            return Open(call.Layer, inputs[0].Value);
        }

        _calls.Add(new WalkedCall(call, _numbers[call.Layer] = _numbers.GetValueOrDefault(call.Layer, -1) + 1, inputs));
        int index = _calls.Count - 1;
        return [.. call.Outputs.Select((_, output) => new WalkedTensor(index, output))];
    }
}
