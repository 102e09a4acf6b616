using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Graphs;
using Seedbed.Networks.Keras.Layers;

namespace Seedbed.Networks.Forwards;

/// <summary>A Functional model: its calls, each after those whose tensors it takes.</summary>
internal sealed class FunctionalForward
{
    private readonly string _place;
    private readonly FunctionalGraph _graph;
    private readonly Step[] _steps;
    private readonly int[] _inputs;
    private readonly TensorPlace[] _outputs;

    private FunctionalForward(LayerBinding model)
    {
        JsonElement[] layers = [.. model.Config.Objects("layers")];
        _place = model.Place;
        _graph = new FunctionalGraph(layers, model.Place);
        LayerFunction[] functions = Functions(model, layers);
        _inputs = [.. TensorReference.ListOf(model.Config, "input_layers").Select(tensor => PlaceOf(tensor).Node)];
        _outputs = [.. TensorReference.ListOf(model.Config, "output_layers").Select(PlaceOf)];
        RefuseMasks(model, layers);
        _steps = [.. _graph.Order.Where(node => node.Arguments.Count > 0).Select(node => new Step(
            _graph.NumberOf(node),
            functions[node.Layer],
            [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Key, argument.Value.Select(PlaceOf).ToArray()))],
            CallOptions.Read(
                layers[node.Layer], node.Call, $"layer '{FunctionalGraph.NameOf(layers[node.Layer]).Excerpt()}' in {model.Place}")))];
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
                $"{model.Place}: the operation '{FunctionalGraph.NameOf(layers[i]).Excerpt()}' is not computed here; use a layer such as "
                + "Add in its place.")
                : bindings.MoveNext() ? bindings.Current.Function
                : throw new InvalidOperationException($"{model.Place} lists fewer layers than its configuration.");
        }

        return functions;
    }

    private void RefuseMasks(LayerBinding model, JsonElement[] layers)
    {
        foreach (GraphNode node in _graph.Order)
        {
            if (
                node.Arguments.Select(argument => argument.Key).FirstOrDefault(
                    key => key == "mask" || key.EndsWith("_mask", StringComparison.Ordinal)) is { } mask)
            {
                throw new FormatException(
                    $"layer '{FunctionalGraph.NameOf(layers[node.Layer]).Excerpt()}' in {model.Place}: it is called with {mask.Excerpt()}, "
                    + "and masks are not computed here; use_causal_mask of attention is.");
            }
        }
    }

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
                arguments[key] = Array.ConvertAll(places, place => At(results, place));
            }

            results[step.Node] =
                step.Function(new ForwardCall(call.Tape, step.Options.IsTraining ?? call.IsTraining, arguments[step.Arguments[0].Key])
            {
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
