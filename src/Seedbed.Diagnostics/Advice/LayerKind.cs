namespace Seedbed.Diagnostics;

/// <summary>What kind of layer is asked about.</summary>
public enum LayerKind
{
    /// <summary>A matrix.</summary>
    Dense,

    /// <summary>A convolution; its fan in is kernel width × height × input channels.</summary>
    Conv,

    /// <summary>A long short-term memory.</summary>
    Lstm,

    /// <summary>A gated recurrent unit.</summary>
    Gru,

    /// <summary>Queries, keys, values and the projection behind them.</summary>
    Attention,

    /// <summary>A table of vectors.</summary>
    Embedding,

    /// <summary>A gated unit φ(a)·b, and the projection behind it.</summary>
    Glu,
}
