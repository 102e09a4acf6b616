using Seedbed.Networks.Layers.Building;

namespace Seedbed.Networks.Graph;

/// <summary>A tensor in a Functional model: an output of a call of a layer.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Output">Which output.</param>
/// <param name="Recorded">The shape that Keras 3 writes beside it; null where there is none.</param>
internal sealed record TensorReference(string Layer, int Call, int Output, PartialShape? Recorded = null);
