namespace Seedbed.Checkpoints.Keras;

/// <summary>What weights a Keras layer has.</summary>
/// <param name="ClassName">The class in configurations, <c>Conv2D</c>.</param>
/// <param name="Build">Adds the layer's weights and children to its scope, in the order in which Keras's <c>build</c> makes them.</param>
internal sealed record LayerDefinition(string ClassName, Action<LayerScope> Build);
