namespace Seedbed.Networks.Layers.Building;

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
