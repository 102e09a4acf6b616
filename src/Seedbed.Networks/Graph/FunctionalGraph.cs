using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>Layers that are called on each other's outputs.</summary>
/// <param name="name">The model's name; null where a file has it.</param>
/// <param name="className">The class in Keras: Keras 2 has it as Model, too.</param>
internal sealed class FunctionalGraph(string? name = null, string className = "Functional") : ModelGraph(name)
{
    private IReadOnlyList<TensorReference>? _inputs;
    private IReadOnlyList<TensorReference>? _outputs;
    private NodeOrder _order = new([], "");

    /// <summary>The layers with their calls, in Keras's order.</summary>
    internal IReadOnlyList<GraphLayer> Parts { get; private set; } = [];

    /// <summary>The calls in an order in which every tensor is there before it is used.</summary>
    internal NodeOrder Order => _order;

    public override string ClassName => className;

    internal override IReadOnlyList<Layer> Layers => [.. Parts.Select(part => part.Layer)];

    internal override bool IsFunctional => true;

    internal override IReadOnlyList<string> InputLayers =>
        _inputs is null ? [Describe(Parts[0])] : [.. _inputs.Select(tensor => Describe(Part(tensor)))];

    internal override IReadOnlyList<string> InputNames => [.. (_inputs ?? []).Select(tensor => tensor.Layer)];

    internal override IReadOnlyList<Layer> OutputLayers =>
        _outputs is null ? [Parts[^1].Layer] : [.. _outputs.Select(tensor => Part(tensor).Layer)];

    /// <summary>The model of layers in C# between inputs and outputs; layers get the names that they were not given.</summary>
    /// <exception cref="ArgumentException">An input is none, or an output does not follow from the inputs.</exception>
    internal static FunctionalGraph Of(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor> outputs, string name)
    {
        if (inputs.Count == 0 || outputs.Count == 0)
        {
            throw new ArgumentException(
                $"the model '{name.Excerpt()}' has {inputs.Count} inputs and {outputs.Count} outputs; it must have at least one of each.");
        }

        FunctionalGraph model = new(name);
        LayerOrder order = new(inputs, outputs);
        foreach (Layer layer in order.Layers)
        {
            layer.RefuseOther(null);
        }

        LayerNames.Assign(order.Layers);
        CheckInputs(inputs, order.Layers, name);
        model.Set(
            [.. order.Layers.Select((layer, index) => new GraphLayer(layer.Name, layer, order.NodesOf(layer, index)))],
            [.. inputs.Select(order.Reference)], [.. outputs.Select(order.Reference)], name);
        return model;
    }

    /// <summary>Sets what the model is made of.</summary>
    /// <param name="layers">The layers with their calls.</param>
    /// <param name="inputs">The tensors that the model begins with; null where the file does not tell.</param>
    /// <param name="outputs">The tensors that it ends with; null where the file does not tell.</param>
    /// <param name="place">How messages name the model.</param>
    /// <exception cref="FormatException">A call takes what no layer gives, or waits for itself.</exception>
    internal void Set(
        IReadOnlyList<GraphLayer> layers, IReadOnlyList<TensorReference>? inputs, IReadOnlyList<TensorReference>? outputs, string place)
    {
        Parts = layers;
        _inputs = inputs;
        _outputs = outputs;
        _order = new NodeOrder(layers, place);
    }

    /// <summary>What a model is made of stands in its graph, which is set apart from its arguments.</summary>
    internal override void Declare(ArgumentList arguments)
    {
    }

    internal override void Build(BuiltLayer layer) => new FunctionalBuild(this, layer).Run();

    internal override LayerFunction Bind(LayerBinding layer) => FunctionalRun.Bind(this, layer);

    /// <summary>The tensors that the model takes.</summary>
    /// <exception cref="FormatException">The file does not tell them.</exception>
    internal IReadOnlyList<TensorReference> Inputs(string place) => _inputs ?? throw Missing(place, "input_layers");

    /// <summary>The tensors that the model gives.</summary>
    /// <exception cref="FormatException">The file does not tell them.</exception>
    internal IReadOnlyList<TensorReference> Outputs(string place) => _outputs ?? throw Missing(place, "output_layers");

    /// <summary>The tensors at both ends, as far as they are told.</summary>
    internal IEnumerable<TensorReference> Ends => [.. _inputs ?? [], .. _outputs ?? []];

    internal override IReadOnlyList<PartialShape> InputsOf(BuiltLayer model)
    {
        IReadOnlyDictionary<string, PartialShape> given = GivenInputs(model);
        return [.. (_inputs ?? []).Select(tensor => given.GetValueOrDefault(tensor.Layer)
            ?? Parts.FirstOrDefault(part => part.Name == tensor.Layer)?.Layer.DeclaredShape(model.Place)
            ?? PartialShape.Unknown($"{model.Place}: the shape of its input '{tensor.Layer.Excerpt()}' is not known."))];
    }

    /// <summary>The shapes of the input layers, by their names, where they are not those of the layers themselves.</summary>
    internal IReadOnlyDictionary<string, PartialShape> GivenInputs(BuiltLayer model)
    {
        Dictionary<string, Layer> inputLayers = Parts.Where(part => part.Layer is Input).DistinctBy(part => part.Name)
            .ToDictionary(part => part.Name, part => part.Layer, StringComparer.Ordinal);
        string[] names = [.. _inputs?.Select(tensor => tensor.Layer) ?? inputLayers.Keys];
        if (model.Inputs.Passed is { } passed)
        {
            return names.Zip(passed).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        }

        if (model.GivenShapes.Count > 0)
        {
            CheckCount(model, names.Length);
        }

        return names.Take(model.GivenShapes.Count)
            .Select((name, index) =>
                KeyValuePair.Create(name, Refine(model, index, inputLayers.GetValueOrDefault(name)?.DeclaredShape(model.Place))))
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>A layer that stands in the list twice stays one.</summary>
    internal override FunctionalGraph Clone()
    {
        Dictionary<Layer, Layer> copies = Parts.Select(part => part.Layer).Distinct().ToDictionary(layer => layer, layer => layer.Copy());
        FunctionalGraph clone = new(GivenName, className) { Origin = Origin };
        clone.Set([.. Parts.Select(part => part with { Layer = copies[part.Layer] })], _inputs, _outputs, "");
        return clone;
    }

    internal override FunctionalGraph With(Func<Layer, Layer> other)
    {
        FunctionalGraph changed = new(GivenName, className) { Origin = Origin };
        changed.Set(
            [.. Parts.Select(part => part with { Layer = other(part.Layer), Calls = [.. part.Calls.Select(Bare)] })],
            _inputs, _outputs, "");
        return changed;

        static GraphNode Bare(GraphNode node) => node with
        {
            Arguments = [.. node.Arguments.Select(argument => KeyValuePair.Create(
                argument.Key, (IReadOnlyList<TensorReference>)[.. argument.Value.Select(tensor => tensor with { Recorded = null })]))],
        };
    }

    internal override FunctionalGraph CutBehind(string layer)
    {
        FunctionalGraph cut = new(GivenName, className) { Origin = Origin };
        cut.Set(Parts, _inputs, [new TensorReference(layer, 0, 0)], "");
        return cut;
    }

    internal override JsonObject ToJson(BuiltLayer built, ArgumentWriter writer) => FunctionalWriter.Write(this, built, writer);

    private static void CheckInputs(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<Layer> layers, string name)
    {
        foreach (SymbolicTensor input in inputs)
        {
            _ = input.Node.Layer as Input ?? throw new ArgumentException(
                $"an input of the model '{name.Excerpt()}' is an output of the layer '{input.Node.Layer.Name.Excerpt()}'; it must be an "
                + "Input.");
        }

        Layer? stray = layers.FirstOrDefault(layer => layer is Input && inputs.All(input => input.Node.Layer != layer));
        if (stray is not null)
        {
            throw new ArgumentException(
                $"an output of the model '{name.Excerpt()}' follows from the Input '{stray.Name.Excerpt()}', which is none of the model's "
                + "inputs; add it to them.");
        }
    }

    private GraphLayer Part(TensorReference tensor) => Parts.First(part => part.Name == tensor.Layer);

    private static string Describe(GraphLayer part) => Describe(part.Name, part.Layer);

    private new static FormatException Missing(string place, string key) =>
        new($"{place}: {key} is absent; it must be a list of [layer, call, output], both numbers from 0 to 2^31 - 1.");
}
