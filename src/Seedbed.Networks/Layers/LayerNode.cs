namespace Seedbed.Networks.Layers;

/// <summary>One call of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Number">0 for its first call.</param>
/// <param name="Inputs">What it is called on.</param>
internal sealed record LayerNode(Layer Layer, int Number, IReadOnlyList<SymbolicTensor> Inputs)
{
    /// <summary>Whether the tensors are one argument, a list.</summary>
    internal bool TakesList { get; init; }

    /// <summary>What the call says besides tensors.</summary>
    internal IReadOnlyList<KeyValuePair<string, bool>> Flags { get; init; } = [];
}
