using Seedbed.Networks.Layers.Computing;

namespace Seedbed.Networks.Layers;

/// <summary>One call of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Number">0 for its first call.</param>
/// <param name="Inputs">What it is called on.</param>
internal sealed record LayerNode(Layer Layer, int Number, IReadOnlyList<SymbolicTensor> Inputs)
{
    /// <summary>What the call says besides tensors.</summary>
    internal CallOptions Options { get; init; } = CallOptions.None;
}
