using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>A model, at the root or as a layer of another: its layers, and how they are called.</summary>
/// <param name="name">The model's name; null where a file has it.</param>
internal abstract class ModelGraph(string? name) : Layer(name)
{
    /// <summary>The attribute of models in Keras that holds their layers.</summary>
    internal const string LayersAttribute = "layers";

    /// <summary>The layers in Keras's order.</summary>
    internal abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layers that <c>model.layers</c> of Keras lists.</summary>
    internal virtual IReadOnlyList<Layer> ListedLayers => Layers;

    /// <summary>Whether layers are called on each other, so that a table tells which on which.</summary>
    internal abstract bool IsFunctional { get; }

    /// <summary>Why the model cannot be built yet: what is missing. Null where nothing is.</summary>
    internal virtual string? Missing => null;

    internal override bool HasOneOutput => false;

    internal override bool IsGraph => true;

    internal override IEnumerable<Layer> Inner => Layers;

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    /// <summary>The shapes of the inputs, the batch first, unknown sizes null; empty where the model does not tell them.</summary>
    internal abstract IReadOnlyList<PartialShape> InputsOf(BuiltLayer model);

    /// <summary>How messages name the layers that take the inputs, in their order: <c>'dense_2' (Dense)</c>.</summary>
    internal abstract IReadOnlyList<string> InputLayers { get; }

    /// <summary>The layers that give the outputs, in their order.</summary>
    internal abstract IReadOnlyList<Layer> OutputLayers { get; }

    /// <summary>
    /// The names of the outputs, in their order, which are those of their layers, as in Keras; a layer of several has a number behind it.
    /// </summary>
    internal IReadOnlyList<string> OutputNames
    {
        get
        {
            List<string> names = [];
            foreach (string name in OutputLayers.Select(layer => layer.Name))
            {
                int count = names.Count(known => known == name || known.StartsWith(name + "_", StringComparison.Ordinal));
                names.Add(names.Contains(name) ? $"{name}_{count}" : name);
            }

            return names;
        }
    }

    /// <summary>How messages name the layer that gives an output: <c>'dense_2' (Dense)</c>.</summary>
    internal string OutputPlace(int index) => Describe(OutputLayers[index].Name, OutputLayers[index]);

    /// <summary>The names of the layers that take the inputs, in their order.</summary>
    internal abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>The same calls of layers that no model has.</summary>
    internal abstract ModelGraph Clone();

    /// <summary>The same calls of other layers, without the shapes that a file recorded between them.</summary>
    /// <param name="other">From a layer to the other one.</param>
    internal abstract ModelGraph With(Func<Layer, Layer> other);

    /// <summary>The model up to a layer, whose first outputs are the model's.</summary>
    internal abstract ModelGraph CutBehind(string layer);

    /// <summary>The model as <c>model.to_json()</c> writes it.</summary>
    /// <param name="built">The model with its shapes.</param>
    /// <param name="writer">Writes the layers.</param>
    internal abstract JsonObject ToJson(BuiltLayer built, ArgumentWriter writer);

    /// <summary>A shape as Keras writes it, with null for what is unknown.</summary>
    internal static JsonArray Shape(PartialShape shape) => Kinds.Array(shape.Dimensions.ToArray());

    /// <summary>What a layer's <c>build</c> takes: one shape, a list of them, or, for attention, shapes by name.</summary>
    internal static JsonObject BuildConfig(BuiltCall call)
    {
        LayerCall inputs = call.Inputs ?? new LayerCall([]);
        IReadOnlyList<PartialShape> shapes =
            [.. inputs.Arguments.Count > 1 ? inputs.Arguments.Values.SelectMany(argument => argument) : inputs.Inputs];
        Layer layer = call.Layer.Layer;
        if (layer.TakesList)
        {
            return new JsonObject { ["input_shape"] = new JsonArray([.. shapes.Select(Shape)]) };
        }

        return layer.BuildArguments is { } names
            ? new JsonObject { ["shapes_dict"] = new JsonObject(
                names.Zip(shapes, (name, shape) => KeyValuePair.Create(name + "_shape", (JsonNode?)Shape(shape)))) }
            : new JsonObject { ["input_shape"] = Shape(shapes[0]) };
    }

    private protected static string Describe(string name, Layer layer) => $"'{name.Excerpt()}' ({layer.ClassName})";

    /// <summary>Refuses another number of input shapes than the model has inputs.</summary>
    private protected static void CheckCount(BuiltLayer model, int inputs)
    {
        int given = model.GivenShapes.Count;
        if (given != inputs)
        {
            throw new ArgumentException(
                $"{given} input shapes are given, and {model.Place} has {inputs} inputs; give one for each, in the order of its inputs.");
        }
    }

    /// <summary>The shape that an input was given, which has no batch, with what the model knows beyond it.</summary>
    private protected static PartialShape Refine(BuiltLayer model, int index, PartialShape? own)
    {
        IReadOnlyList<long?> given = model.GivenShapes[index];
        PartialShape shape = new([null, .. given], model.Place);
        if (given.Any(size => size is { } known && !Kinds.IsSize(known)))
        {
            throw new ArgumentException(
                $"the input shape {index} is {shape}, the first being the batch; sizes are from 1 to 2^53, or unknown.");
        }

        if (own is null)
        {
            return shape;
        }

        bool agrees = own.Rank == shape.Rank
            && Enumerable.Range(1, given.Count).All(
                axis => own.Find(axis) is not { } size || given[axis - 1] is not { } other || size == other);
        return agrees
            ? shape.Of([.. own.Dimensions.ToArray().Select((size, axis) => size ?? shape.Find(axis))])
            : throw new ArgumentException(
                $"the input shape {index} is {shape} with the batch, and the model's own is {own}; they must agree where both are known.");
    }
}
