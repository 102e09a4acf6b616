using System.Text.Json;
using Seedbed.Checkpoints.Keras.Graphs;
using Seedbed.Checkpoints.Keras.Layers;
using Seedbed.Networks.Autodiff;

namespace Seedbed.Networks.Forwards;

/// <summary>A Functional model: its calls, each after those whose tensors it takes.</summary>
internal sealed class FunctionalForward
{
    private readonly FunctionalGraph _graph;
    private readonly Step[] _steps;
    private readonly int[] _inputs;
    private readonly TensorPlace[] _outputs;

    private FunctionalForward(LayerBinding model)
    {
        JsonElement[] layers = [.. model.Config.Objects("layers")];
        _graph = new FunctionalGraph(layers, model.Place);
        LayerFunction[] functions = Functions(model, layers);
        _inputs = [.. References(model, "input_layers").Select(tensor => PlaceOf(tensor).Node)];
        _outputs = [.. References(model, "output_layers").Select(PlaceOf)];
        RefuseMasks(model, layers);
        _steps = [.. _graph.Order.Where(node => node.Arguments.Count > 0).Select(node => new Step(
            _graph.NumberOf(node),
            functions[node.Layer],
            [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value.Select(PlaceOf).ToArray()))],
            CallOptions.Read(layers[node.Layer], node.Call, $"layer '{FunctionalGraph.NameOf(layers[node.Layer])}' in {model.Place}")))];
    }

    internal static LayerFunction Bind(LayerBinding model)
    {
        FunctionalForward forward = new(model);
        int count = forward._inputs.Length;
        return call => call.Inputs.Length == count
            ? forward.Run(call)
            : throw new ArgumentException($"{model.Place}: it is called on {call.Inputs.Length} tensors; it has {count} inputs.");
    }

    /// <summary>The functions of all layers, by their places in the list.</summary>
    private static LayerFunction[] Functions(LayerBinding model, JsonElement[] layers)
    {
        LayerFunction[] functions = new LayerFunction[layers.Length];
        using IEnumerator<LayerBinding> bindings = model.Layers.GetEnumerator();
        for (int i = 0; i < layers.Length; i++)
        {
            bool isOperation = KerasLayers.IsOperation(layers[i]);
            functions[i] = isOperation ? throw new FormatException(
                $"{model.Place}: the operation '{FunctionalGraph.NameOf(layers[i])}' is not computed here; use a layer such as Add in its place.")
                : bindings.MoveNext() ? bindings.Current.Function
                : throw new InvalidOperationException($"{model.Place} lists fewer layers than its configuration.");
        }

        return functions;
    }

    private void RefuseMasks(LayerBinding model, JsonElement[] layers)
    {
        foreach (GraphNode node in _graph.Order)
        {
            if (node.Arguments.Select(argument => argument.Key).FirstOrDefault(key => key == "mask" || key.EndsWith("_mask", StringComparison.Ordinal)) is { } mask)
            {
                throw new FormatException($"layer '{FunctionalGraph.NameOf(layers[node.Layer])}' in {model.Place}: it is called with {mask}, and masks are not computed here; use_causal_mask of attention is.");
            }
        }
    }

    private static IEnumerable<TensorReference> References(LayerBinding model, string key) =>
        model.Config.Find(key) is { } list ? TensorReference.All(list) : throw model.Config.Wrong(key, "a list of [layer, call, output]");

    private TensorPlace PlaceOf(TensorReference tensor) => new(_graph.NumberOf(tensor), tensor.Output);

    private Tensor[] Run(ForwardCall call)
    {
        Tensor[][] results = new Tensor[_graph.Count][];
        foreach ((int index, int node) in _inputs.Index())
        {
            results[node] = [call.Inputs[index]];
        }

        foreach (Step step in _steps)
        {
            Dictionary<string, Tensor[]> arguments = new(StringComparer.Ordinal);
            foreach ((string key, TensorPlace[] places) in step.Arguments)
            {
                arguments[key] = Array.ConvertAll(places, place => results[place.Node][place.Output]);
            }

            results[step.Node] = step.Function(new ForwardCall(call.Tape, step.Options.IsTraining ?? call.IsTraining, arguments[step.Arguments[0].Key])
            {
                Arguments = arguments,
                Options = step.Options,
            });
        }

        return Array.ConvertAll(_outputs, place => results[place.Node][place.Output]);
    }

    /// <summary>One call of a layer.</summary>
    private sealed record Step(int Node, LayerFunction Function, KeyValuePair<string, TensorPlace[]>[] Arguments, CallOptions Options);

    /// <summary>An output of a call.</summary>
    private readonly record struct TensorPlace(int Node, int Output);
}
