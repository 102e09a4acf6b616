using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>What a call of a layer gives, before there are values: a piece of a functional model.</summary>
public sealed class SymbolicTensor
{
    internal SymbolicTensor(LayerNode node, int index)
    {
        Node = node;
        Index = index;
    }

    /// <summary>The call.</summary>
    internal LayerNode Node { get; }

    /// <summary>Which of its outputs.</summary>
    internal int Index { get; }

    /// <summary>Another output of the same call, such as a state that a recurrent layer returns.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public SymbolicTensor Output(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new SymbolicTensor(Node, index);
    }
}

/// <summary>One call of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Number">0 for its first call.</param>
/// <param name="Inputs">What it is called on.</param>
internal sealed record LayerNode(Layer Layer, int Number, IReadOnlyList<SymbolicTensor> Inputs)
{
    /// <summary>What the call says besides tensors.</summary>
    internal CallOptions Options { get; init; } = CallOptions.None;
}
