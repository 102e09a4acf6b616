namespace Seedbed.Layers.Building;

/// <summary>
/// The shapes a layer is built on: those its owner gives it, else those of its build_config, else those of the tensors it is called on.
/// </summary>
/// <param name="built">Its build_config; null where it has none.</param>
/// <param name="place">How messages name the layer.</param>
/// <param name="given">What a wrapper, a recurrent layer or a later call gives; null where the file decides.</param>
/// <param name="call">What it is called on; null where that is not known.</param>
internal sealed class LayerInputs(BuildShapes? built, string place, IReadOnlyList<PartialShape>? given, LayerCall? call)
{
    /// <summary>The call; null where it is not known.</summary>
    internal LayerCall? Call => call;

    /// <summary>What the layer is called on, whatever its build_config says; null where it is not known.</summary>
    internal IReadOnlyList<PartialShape>? Passed => given ?? (call is { Inputs.Count: > 0 } ? call.Inputs : null);

    /// <summary>The one shape in the build_config; null where there is none.</summary>
    internal PartialShape? Built => built?.Find(BuildShapes.Only, place);

    /// <summary>The shape of the only input.</summary>
    internal PartialShape Only =>
        given is { Count: > 0 } ? given[0]
        : Built ?? (call is { Inputs.Count: > 0 } ? call.Inputs[0].For(place) : throw Missing());

    /// <summary>The shapes of all inputs, of which there may be several.</summary>
    internal IReadOnlyList<PartialShape> All =>
        given is { Count: > 0 } ? given
        : built?.FindAll(BuildShapes.Only, place) is { } shapes ? shapes
        : call is { Inputs.Count: > 0 } ? [.. call.Inputs.Select(input => input.For(place))]
        : throw Missing();

    /// <summary>
    /// One of several shapes, by the name that the layer's <c>build</c> gives it and the argument it is the shape of; null where there is
    /// none.
    /// </summary>
    internal PartialShape? Named(string argument, int position) =>
        given is null && built?.Find(argument + "_shape", place) is { } shape
            ? shape
            : call?.Find(argument, position)?.For(place);

    private FormatException Missing() => new(
        $"{place}: build_config has no input_shape, and its weights depend on it; give the model's input shape (--input-shape), or build "
        + "the model before model.to_json(), by an Input layer or model.build(shape).");
}
