using System.Text.Json.Nodes;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Models;

/// <summary>A tensor of a model.</summary>
/// <param name="Node">The place in <see cref="Model.Nodes"/> of the call that gives it; −1 for an input of the model.</param>
/// <param name="Output">Which of the call's outputs, or of the model's inputs, from 0.</param>
public readonly record struct NodeTensor(int Node, int Output);

/// <summary>
/// A call of a layer in a model; models inside are opened, so that it is no model itself. A layer that is shared has several.
/// </summary>
/// <remarks>Source: <c>keras.src.ops.node.Node</c>.</remarks>
public sealed class ModelNode
{
    private readonly Func<JsonObject> _config;

    internal ModelNode(int index, WalkedCall walked, IReadOnlyList<Weight> weights, Func<Layer, JsonObject> configOf)
    {
        BuiltLayer built = walked.Call.Layer;
        Index = index;
        Layer = built.Layer;
        Path = built.Path;
        Call = walked.Number;
        Arguments = [.. walked.Inputs.Select(argument => KeyValuePair.Create(
            argument.Key, (IReadOnlyList<NodeTensor>)[.. argument.Value.Select(tensor => new NodeTensor(tensor.Call, tensor.Output))]))];
        InputShapes = [.. (walked.Call.Inputs is { } inputs ? ShapesOf(inputs) : built.Inputs.Passed ?? []).Select(ShapeOf)];
        OutputShapes = [.. walked.Call.Outputs.Select(ShapeOf)];
        Weights = weights;
        _config = () => configOf(Layer);
    }

    /// <summary>Its place in <see cref="Model.Nodes"/>.</summary>
    public int Index { get; }

    /// <summary>The layer that is called.</summary>
    public Layer Layer { get; }

    /// <summary>The layer's full name: the chain of names from below the root.</summary>
    public string Path { get; }

    /// <summary>Which of the layer's calls in the model, from 0.</summary>
    public int Call { get; }

    /// <summary>The layer's class in Keras.</summary>
    public string ClassName => Layer.ClassName;

    /// <summary>The tensors of each argument, by name or, "0", "1", …, by position; the first argument stands first.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<NodeTensor>>> Arguments { get; }

    /// <summary>All tensors that it takes.</summary>
    public IEnumerable<NodeTensor> Inputs => Arguments.SelectMany(argument => argument.Value);

    /// <summary>The shapes of <see cref="Inputs"/>, the batch first, null for what is not known; an empty one where nothing is.</summary>
    public IReadOnlyList<IReadOnlyList<long?>> InputShapes { get; }

    /// <summary>The shapes of what it gives, likewise.</summary>
    public IReadOnlyList<IReadOnlyList<long?>> OutputShapes { get; }

    /// <summary>The layer's weights, those of layers inside it too, in Keras's order; shared ones stand in every call.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>The layer's arguments by Keras's names, as <c>layer.get_config()</c> gives them.</summary>
    public JsonObject Config => field ??= _config();

    /// <summary>Its name in messages and tables: the path, with the number of the call behind it from the second on.</summary>
    public string Name => Call == 0 ? Path : $"{Path}#{Call + 1}";

    /// <summary>Name and class.</summary>
    public override string ToString() => $"{Name} ({ClassName})";

    private static IEnumerable<PartialShape> ShapesOf(LayerCall inputs) =>
        inputs.Arguments.Count > 0 ? inputs.Arguments.Values.SelectMany(argument => argument) : inputs.Inputs;

    private static IReadOnlyList<long?> ShapeOf(PartialShape shape) => shape.IsKnown ? shape.Dimensions.ToArray() : [];
}
