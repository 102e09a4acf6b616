using System.Text.Json;
using Seedbed.Messages;

namespace Seedbed.Networks.Keras.Graphs;

/// <summary>
/// A Functional model: its layers are called in the order in which their tensors become known, and their weights listed in the order of the
/// configuration, which is that of <c>model.layers</c>.
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
    private readonly BuiltLayer[] _built;

    private FunctionalModel(LayerScope model)
    {
        _model = model;
        _layers = [.. model.Config.Objects("layers")];
        _graph = new FunctionalGraph(_layers, model.Place);
        _inputs = ModelInputs.OfFunctional(model, _layers);
        _outputs = new IReadOnlyList<PartialShape>[_graph.Count];
        _built = new BuiltLayer[_layers.Length];
    }

    /// <summary>Adds all layers of a model.</summary>
    internal static void Build(LayerScope model)
    {
        FunctionalModel functional = new(model);
        functional.CallAll();
        foreach (BuiltLayer layer in functional._built)
        {
            model.AddToList(LayersAttribute, layer);
        }

        functional.CheckEnds();
        model.SetOutputs(functional.Outputs);
    }

    private void CallAll()
    {
        foreach (GraphNode node in _graph.Order)
        {
            LayerCall? call = CallOf(node);
            if (node.Call == 0)
            {
                _built[node.Layer] = _model.BuildChild(_layers[node.Layer], call);
            }

            _outputs[_graph.NumberOf(node)] = node.Call == 0
                ? _built[node.Layer].Outputs
                : _built[node.Layer].CallAgain(call ?? new LayerCall([]));
        }
    }

    /// <summary>The tensors that the model begins and ends with are there, whether anyone asks for their shapes or not.</summary>
    private void CheckEnds()
    {
        foreach (string key in (ReadOnlySpan<string>)["input_layers", "output_layers"])
        {
            foreach (TensorReference tensor in _model.Config.Find(key) is null ? [] : TensorReference.ListOf(_model.Config, key))
            {
                Check(tensor);
            }
        }
    }

    /// <summary>Refuses a second output of a layer that has one; of others the number is not always known.</summary>
    private void Check(TensorReference tensor)
    {
        bool hasOne = _built[_graph.LayerOf(tensor)].Definition.HasOneOutput;
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
            return FunctionalGraph.NameOf(_layers[node.Layer]) is { } name && _inputs.TryGetValue(name, out PartialShape? input)
                ? new LayerCall([input])
                : null;
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
        Check(tensor);
        IReadOnlyList<PartialShape> outputs = _outputs[_graph.NumberOf(tensor)];
        PartialShape inferred = tensor.Output < outputs.Count
            ? outputs[tensor.Output]
            : PartialShape.Unknown($"{_model.Place}: the shape of output {tensor.Output} of its layer '{tensor.Layer.Excerpt()}' is not "
                + "known; save the model with build_config, as model.to_json() of Keras 3 does.");
        bool isNewer = inferred.IsKnown && _model.Options.InputShapes.Count > 0;
        return tensor.Recorded is { } recorded && !isNewer ? PartialShape.Read(recorded, _model.Place) : inferred;
    }

    private IReadOnlyList<PartialShape> Outputs() =>
        [.. TensorReference.ListOf(_model.Config, "output_layers").Select(ShapeOf)];
}
