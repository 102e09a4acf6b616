using Seedbed.Networks.Layers;

namespace Seedbed.Networks.Graph;

/// <summary>A layer of a Functional model with its calls.</summary>
/// <param name="Name">The name that the graph has for it.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Calls">Its calls; one without tensors where it has none.</param>
internal sealed record GraphLayer(string Name, Layer Layer, IReadOnlyList<GraphNode> Calls);
