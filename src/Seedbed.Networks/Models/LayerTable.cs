using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Keras.Graphs;
using Seedbed.Networks.Keras.Layers;

namespace Seedbed.Networks.Models;

/// <summary>The layers of a model in their order, and the shapes of what they take and give.</summary>
internal static class LayerTable
{
    /// <summary>A row for each layer, the Input of a functional model included.</summary>
    internal static IReadOnlyList<LayerRow> Of(Network network) =>
        network.Scope.ClassName == "Sequential" ? OfSequential(network) : OfFunctional(network);

    private static List<LayerRow> OfSequential(Network network)
    {
        List<LayerRow> rows = [];
        LayerCall call = new(network.Inputs);
        foreach (LayerScope layer in Children(network.Scope))
        {
            IReadOnlyList<PartialShape> outputs = Outputs(layer, call, isFirst: true);
            rows.Add(new LayerRow(layer, call, [outputs], rows.Count == 0 ? [] : [$"{rows[^1].Name}[0][0]"]));
            call = new LayerCall(outputs);
        }

        return rows;
    }

    private static List<LayerRow> OfFunctional(Network network)
    {
        JsonElement[] layers = [.. network.Scope.Config.Objects("layers")];
        FunctionalGraph graph = new(layers, network.Scope.Place);
        LayerScope[] scopes = [.. Children(network.Scope)];
        IReadOnlyList<PartialShape>[] outputs = new IReadOnlyList<PartialShape>[graph.Count];
        List<LayerRow> rows = [];
        LayerCall?[] firsts = new LayerCall?[layers.Length];
        foreach (GraphNode node in graph.Order)
        {
            LayerCall call = CallOf(node, tensor => outputs[graph.NumberOf(tensor)] is { } shapes && tensor.Output < shapes.Count
                ? shapes[tensor.Output]
                : PartialShape.Unknown($"{network.Scope.Place}: an output of '{tensor.Layer.Excerpt()}' is not known."));
            firsts[node.Layer] ??= call;
            outputs[graph.NumberOf(node)] = Outputs(scopes[node.Layer], call, node.Call == 0);
        }

        for (int i = 0; i < layers.Length; i++)
        {
            GraphNode[] calls = [.. graph.Order.Where(node => node.Layer == i).OrderBy(node => node.Call)];
            IEnumerable<TensorReference> sources = calls.SelectMany(node => node.Arguments).SelectMany(argument => argument.Value);
            rows.Add(new LayerRow(
                scopes[i], firsts[i]!, [.. calls.Select(node => outputs[graph.NumberOf(node)])],
                [.. sources.Select(tensor => $"{tensor.Layer}[{tensor.Call}][{tensor.Output}]")]));
        }

        return rows;
    }

    private static IEnumerable<LayerScope> Children(LayerScope model) =>
        model.StoredChildren.Where(child => child.IsInList).Select(child => child.Layer);

    private static LayerCall CallOf(GraphNode node, Func<TensorReference, PartialShape> shapeOf)
    {
        Dictionary<string, IReadOnlyList<PartialShape>> arguments = new(StringComparer.Ordinal);
        foreach ((string key, IReadOnlyList<TensorReference> tensors) in node.Arguments)
        {
            arguments[key] = [.. tensors.Select(shapeOf)];
        }

        return new LayerCall(node.Arguments.Count == 0 ? [] : arguments[node.Arguments[0].Key]) { Arguments = arguments };
    }

    /// <summary>Where the shapes follow from layers inside, they are those of the first call.</summary>
    private static IReadOnlyList<PartialShape> Outputs(LayerScope layer, LayerCall call, bool isFirst) =>
        KerasLayers.Find(layer.ClassName) is not { } definition ? [PartialShape.Unknown($"{layer.Place}: what shape it gives is not "
            + "known.")]
        : isFirst || definition.Output is null || call.Inputs.Count == 0 ? layer.OutputsOf(definition)
        : layer.On(call).OutputsOf(definition);
}
