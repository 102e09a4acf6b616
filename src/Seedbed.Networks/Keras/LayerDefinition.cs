namespace Seedbed.Networks.Keras;

/// <summary>What weights a Keras layer has, and the shape of what it gives.</summary>
/// <param name="ClassName">The class in configurations, <c>Conv2D</c>.</param>
/// <param name="Build">Adds the layer's weights and children to its scope, in the order in which Keras's <c>build</c> makes them.</param>
/// <param name="Output">
/// The shapes of the outputs; null where they are not known, or where building the layer sets them because they follow from its children.
/// </param>
internal sealed record LayerDefinition(
    string ClassName, Action<LayerScope> Build, Func<LayerScope, IReadOnlyList<PartialShape>>? Output = null)
{
    /// <summary>Whether each call gives one tensor, whatever the configuration.</summary>
    internal bool HasOneOutput { get; private init; }

    /// <summary>A layer with one output.</summary>
    internal static LayerDefinition Of(string className, Action<LayerScope> build, Func<LayerScope, PartialShape> output) =>
        new(className, build, layer => [output(layer)]) { HasOneOutput = true };

    /// <summary>A layer whose output has the shape of its input.</summary>
    internal static LayerDefinition Preserving(string className, Action<LayerScope> build) => Of(className, build, layer => layer.Input);

    /// <summary>A layer without weights.</summary>
    internal static LayerDefinition Weightless(string className, Func<LayerScope, PartialShape> output) => Of(className, _ => { }, output);
}
