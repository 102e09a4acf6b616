using System.Text.Json;

namespace Seedbed.Checkpoints.Keras.Graphs;

/// <summary>
/// A Functional model: its layers are called in the order in which their tensors become known, and their weights listed in the order of the configuration, which is that
/// of <c>model.layers</c>.
/// </summary>
internal sealed class FunctionalModel
{
    /// <summary>The attribute of models in Keras that holds their layers.</summary>
    internal const string LayersAttribute = "layers";

    private readonly LayerScope _model;
    private readonly JsonElement[] _layers;
    private readonly FunctionalGraph _graph;
    private readonly IReadOnlyDictionary<string, PartialShape> _inputs;
    private readonly IReadOnlyList<PartialShape>[] _outputs;

    private FunctionalModel(LayerScope model)
    {
        _model = model;
        _layers = [.. model.Config.Objects("layers")];
        _graph = new FunctionalGraph(_layers, model.Place);
        _inputs = ModelInputs.OfFunctional(model, _layers);
        _outputs = new IReadOnlyList<PartialShape>[_graph.Count];
    }

    /// <summary>Adds all layers of a model.</summary>
    internal static void Build(LayerScope model)
    {
        FunctionalModel functional = new(model);
        foreach (BuiltLayer layer in functional.CallAll())
        {
            model.AddToList(LayersAttribute, layer);
        }

        model.SetOutputs(functional.Outputs);
    }

    private BuiltLayer[] CallAll()
    {
        BuiltLayer[] built = new BuiltLayer[_layers.Length];
        foreach (GraphNode node in _graph.Order)
        {
            LayerCall? call = CallOf(node);
            if (node.Call == 0)
            {
                built[node.Layer] = _model.BuildChild(_layers[node.Layer], call);
            }

            _outputs[_graph.NumberOf(node)] = node.Call == 0 ? built[node.Layer].Outputs : built[node.Layer].CallAgain(call ?? new LayerCall([]));
        }

        return built;
    }

    private LayerCall? CallOf(GraphNode node)
    {
        if (node.Arguments.Count == 0)
        {
            return FunctionalGraph.NameOf(_layers[node.Layer]) is { } name && _inputs.TryGetValue(name, out PartialShape? input) ? new LayerCall([input]) : null;
        }

        Dictionary<string, IReadOnlyList<PartialShape>> arguments = new(StringComparer.Ordinal);
        foreach ((string key, IReadOnlyList<TensorReference> tensors) in node.Arguments)
        {
            arguments[key] = [.. tensors.Select(ShapeOf)];
        }

        return new LayerCall(arguments[node.Arguments[0].Key]) { Arguments = arguments };
    }

    /// <summary>What Keras wrote beside the tensor, unless the model's inputs have other shapes now.</summary>
    private PartialShape ShapeOf(TensorReference tensor)
    {
        IReadOnlyList<PartialShape> outputs = _outputs[_graph.NumberOf(tensor)];
        PartialShape inferred = tensor.Output < outputs.Count
            ? outputs[tensor.Output]
            : PartialShape.Unknown($"{_model.Place}: the shape of output {tensor.Output} of its layer '{tensor.Layer}' is not known; save the model with build_config, as model.to_json() of Keras 3 does.");
        bool isNewer = inferred.IsKnown && _model.Options.InputShapes.Count > 0;
        return tensor.Recorded is { } recorded && !isNewer ? PartialShape.Read(recorded, _model.Place) : inferred;
    }

    private IReadOnlyList<PartialShape> Outputs() =>
        _model.Config.Find("output_layers") is { } outputs
            ? [.. TensorReference.All(outputs).Select(ShapeOf)]
            : throw _model.Config.Wrong("output_layers", "a list of [layer, call, output]");
}
