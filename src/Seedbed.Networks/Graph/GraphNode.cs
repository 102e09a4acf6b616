using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>One call of a layer in a Functional model.</summary>
/// <param name="Layer">The layer's place in the list of layers.</param>
/// <param name="Call">0 for its first call.</param>
/// <param name="Arguments">The tensors of each argument, by name or, "0", "1", …, by position; the first argument stands first.</param>
internal sealed record GraphNode(int Layer, int Call, IReadOnlyList<KeyValuePair<string, IReadOnlyList<TensorReference>>> Arguments)
{
    /// <summary>What the call says besides tensors.</summary>
    internal CallOptions Options { get; init; } = CallOptions.None;

    /// <summary>Whether the tensors of an argument are a list.</summary>
    internal bool TakesList { get; init; }
}

/// <summary>A layer of a Functional model with its calls.</summary>
/// <param name="Name">The name that the graph has for it.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Calls">Its calls; one without tensors where it has none.</param>
internal sealed record GraphLayer(string Name, Layer Layer, IReadOnlyList<GraphNode> Calls);

/// <summary>A tensor in a Functional model: an output of a call of a layer.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Output">Which output.</param>
/// <param name="Recorded">The shape that Keras 3 writes beside it; null where there is none.</param>
internal sealed record TensorReference(string Layer, int Call, int Output, PartialShape? Recorded = null);
