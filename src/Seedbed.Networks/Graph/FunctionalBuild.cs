using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>
/// Builds a Functional model: its layers are called in the order in which their tensors become known, and their weights listed in the order
/// of <c>model.layers</c>.
/// </summary>
internal sealed class FunctionalBuild
{
    private readonly FunctionalGraph _graph;
    private readonly BuiltLayer _model;
    private readonly IReadOnlyDictionary<string, PartialShape> _inputs;
    private readonly BuiltCall[] _calls;
    private readonly BuiltLayer[] _built;

    internal FunctionalBuild(FunctionalGraph graph, BuiltLayer model)
    {
        _graph = graph;
        _model = model;
        _inputs = graph.GivenInputs(model);
        _calls = new BuiltCall[graph.Order.Count];
        _built = new BuiltLayer[graph.Parts.Count];
    }

    /// <summary>Adds all layers of the model.</summary>
    internal void Run()
    {
        foreach (GraphNode node in _graph.Order.Order)
        {
            _calls[_graph.Order.NumberOf(node)] = Call(node);
        }

        foreach (BuiltLayer layer in _built)
        {
            _model.AddToList(ModelGraph.LayersAttribute, layer);
        }

        // The tensors that the model begins and ends with are there, whether anyone asks for their shapes or not.
        foreach (TensorReference tensor in _graph.Ends)
        {
            Check(tensor);
        }

        _model.Calls = _calls;
        _model.SetOutputs(() => [.. _graph.Outputs(_model.Place).Select(ShapeOf)]);
    }

    private BuiltCall Call(GraphNode node)
    {
        LayerCall? call = CallOf(node);
        string[] sources = [.. node.Arguments.SelectMany(argument => argument.Value)
            .Select(tensor => $"{tensor.Layer}[{tensor.Call}][{tensor.Output}]")];
        if (node.Call > 0)
        {
            BuiltLayer layer = _built[node.Layer];
            return new BuiltCall(layer, call, layer.CallAgain(call ?? new LayerCall([]))) { Sources = sources };
        }

        BuiltCall first = _model.BuildChild(_graph.Parts[node.Layer].Layer, call);
        _built[node.Layer] = first.Layer;
        return first with { Inputs = call, Sources = sources };
    }

    /// <summary>Refuses a second output of a layer that has one; of others the number is not always known.</summary>
    private void Check(TensorReference tensor)
    {
        bool hasOne = _built[_graph.Order.LayerOf(tensor)].Layer.HasOneOutput;
        if (hasOne && tensor.Output > 0)
        {
            throw new FormatException(
                $"{_model.Place}: its graph takes output {tensor.Output} of '{tensor.Layer.Excerpt()}', which has one, the output 0.");
        }
    }

    private LayerCall? CallOf(GraphNode node)
    {
        if (node.Arguments.Count == 0)
        {
            return _inputs.TryGetValue(_graph.Parts[node.Layer].Name, out PartialShape? input) ? new LayerCall([input]) : null;
        }

        Dictionary<string, IReadOnlyList<PartialShape>> arguments = new(StringComparer.Ordinal);
        foreach ((string key, IReadOnlyList<TensorReference> tensors) in node.Arguments)
        {
            arguments[key] = [.. tensors.Select(ShapeOf)];
        }

        return new LayerCall(arguments[node.Arguments[0].Key])
        {
            Arguments = arguments, Values = node.Options.Values, IsReverse = node.Options.IsReverse,
        };
    }

    /// <summary>What Keras wrote beside the tensor, unless the model's inputs have other shapes now.</summary>
    private PartialShape ShapeOf(TensorReference tensor)
    {
        Check(tensor);
        IReadOnlyList<PartialShape> outputs = _calls[_graph.Order.NumberOf(tensor)].Outputs;
        PartialShape inferred = tensor.Output < outputs.Count
            ? outputs[tensor.Output]
            : PartialShape.Unknown($"{_model.Place}: the shape of output {tensor.Output} of its layer '{tensor.Layer.Excerpt()}' is not "
                + "known; save the model with build_config, as model.to_json() of Keras 3 does.");
        bool isNewer = inferred.IsKnown && _model.HasGivenShapes;
        return tensor.Recorded is { } recorded && !isNewer ? recorded : inferred;
    }
}
