namespace Seedbed.Networks.Layers;

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
