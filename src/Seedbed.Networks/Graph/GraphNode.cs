using Seedbed.Networks.Layers.Computing;

namespace Seedbed.Networks.Graph;

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
