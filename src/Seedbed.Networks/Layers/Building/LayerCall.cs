using Seedbed.Layers.Arguments;

namespace Seedbed.Layers.Building;

/// <summary>The shapes of the tensors that one call hands to a layer.</summary>
/// <param name="Inputs">Those of the first argument, a tensor or a list of them.</param>
internal sealed record LayerCall(IReadOnlyList<PartialShape> Inputs)
{
    /// <summary>All arguments that are tensors, by name or, "0", "1", …, by position.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<PartialShape>> Arguments { get; init; } =
        new Dictionary<string, IReadOnlyList<PartialShape>>();

    /// <summary>All arguments, tensors and others, by name or position, for operations.</summary>
    internal IReadOnlyList<KeyValuePair<string, CallValue>> Values { get; init; } = [];

    /// <summary>Whether an embedding is to lead back, from rows to logits.</summary>
    internal bool IsReverse { get; init; }

    /// <summary>The tensor of an argument that is given by name or at a position; null where there is none.</summary>
    internal PartialShape? Find(string name, int position) =>
        (Arguments.TryGetValue(name, out IReadOnlyList<PartialShape>? shapes) || Arguments.TryGetValue($"{position}", out shapes))
            && shapes.Count > 0
            ? shapes[0]
            : null;
}

/// <summary>One call of a layer in a model.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">What it is called on; null where that is not known.</param>
/// <param name="Outputs">The shapes that the call gives.</param>
internal sealed record BuiltCall(BuiltLayer Layer, LayerCall? Inputs, IReadOnlyList<PartialShape> Outputs)
{
    /// <summary>The names of the layers, with the numbers of calls and outputs, that the call takes from: <c>dense[0][0]</c>.</summary>
    internal IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The call on which a layer is built.</summary>
    internal static BuiltCall First(BuiltLayer layer) => new(layer, layer.Inputs.Call, layer.Outputs);
}
