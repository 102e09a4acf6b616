using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>A Functional model: its calls, each after those whose tensors it takes.</summary>
internal sealed class FunctionalRun
{
    private readonly string _place;
    private readonly NodeOrder _order;
    private readonly Step[] _steps;
    private readonly int[] _inputs;
    private readonly TensorPlace[] _outputs;

    private FunctionalRun(FunctionalGraph graph, LayerBinding model)
    {
        _place = model.Place;
        _order = graph.Order;
        LayerFunction[] functions = Functions(graph, model);
        _inputs = [.. graph.Inputs(_place).Select(tensor => PlaceOf(tensor).Node)];
        _outputs = [.. graph.Outputs(_place).Select(PlaceOf)];
        GraphNode[] called = [.. _order.Order.Where(node => node.Arguments.Count > 0)];
        if (called.Select(node => node.Options.Fault).FirstOrDefault(fault => fault is not null) is { } fault)
        {
            throw fault;
        }

        _steps = [.. called.Select(node => new Step(
            _order.NumberOf(node),
            functions[node.Layer],
            [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value.Select(PlaceOf).ToArray()))],
            node.Options))];
    }

    internal static LayerFunction Bind(FunctionalGraph graph, LayerBinding model)
    {
        FunctionalRun run = new(graph, model);
        int count = run._inputs.Length;
        return call => call.Inputs.Length == count
            ? run.Run(call)
            : throw new ArgumentException($"{model.Place}: it is called on {call.Inputs.Length} tensors; it has {count} inputs.");
    }

    /// <summary>
    /// The functions of all layers, by their places in the list; operations are no layers of a model of Keras 3, but are there too.
    /// </summary>
    private static LayerFunction[] Functions(FunctionalGraph graph, LayerBinding model) =>
        [.. graph.Parts.Select(part => model.Of(model.Built.Calls[graph.Order.NumberOf(part.Calls[0])].Layer).Function)];

    private TensorPlace PlaceOf(TensorReference tensor) => new(_order.NumberOf(tensor), tensor.Output);

    private Tensor[] Run(ForwardCall call)
    {
        Tensor[][] results = new Tensor[_order.Count][];
        foreach ((int index, int node) in _inputs.Index())
        {
            results[node] = [call.Inputs[index]];
        }

        foreach (Step step in _steps)
        {
            Dictionary<string, Tensor[]> arguments = new(StringComparer.Ordinal);
            foreach ((string key, TensorPlace[] places) in step.Arguments)
            {
                arguments[key] = Array.ConvertAll(places, place => At(results, place));
            }

            results[step.Node] =
                step.Function(new ForwardCall(call.Tape, step.Options.IsTraining ?? call.IsTraining, arguments[step.Arguments[0].Key])
            {
                Masks = call.Masks,
                Arguments = arguments,
                Options = step.Options,
            });
        }

        return Array.ConvertAll(_outputs, place => At(results, place));
    }

    /// <summary>An output of a call that is done; how many a layer gives is known when it has given them.</summary>
    private Tensor At(Tensor[][] results, TensorPlace place) => place.Output < results[place.Node].Length
        ? results[place.Node][place.Output]
        : throw new ArgumentException(
            $"{_place}: its graph takes output {place.Output} of a layer that gives {results[place.Node].Length}.");

    /// <summary>One call of a layer.</summary>
    private sealed record Step(int Node, LayerFunction Function, KeyValuePair<string, TensorPlace[]>[] Arguments, CallOptions Options);

    /// <summary>An output of a call.</summary>
    private readonly record struct TensorPlace(int Node, int Output);
}
