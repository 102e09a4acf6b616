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

/// <summary>Where activations are normalized.</summary>
public enum NormalizationKind
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>At the beginning of each residual branch.</summary>
    Pre,

    /// <summary>Behind each sum of a residual block.</summary>
    Post,

    /// <summary>Over the batch, behind each layer.</summary>
    Batch,
}

/// <summary>What trains the network; it decides what else has to follow the width and the depth.</summary>
public enum OptimizerKind
{
    /// <summary>Adam and its kin.</summary>
    Adam,

    /// <summary>Stochastic gradient descent.</summary>
    Sgd,

    /// <summary>Orthogonalized momentum.</summary>
    Muon,
}

/// <summary>The question: which initialization for this activation, in this network?</summary>
/// <param name="Activation">φ.</param>
public sealed record AdviceRequest(ActivationFunction Activation)
{
    /// <summary>The most layers that are followed one by one.</summary>
    internal const int DeepestNetwork = 10_000;

    /// <summary>Hidden layers, or residual blocks; from 1 to 10,000.</summary>
    public int Depth { get; init => field = Checked(value, "depth", DeepestNetwork); } = 50;

    /// <summary>Units of a hidden layer, at least 1.</summary>
    public int Width { get; init => field = Checked(value, "width", int.MaxValue); } = 256;

    /// <summary>The kind of layer.</summary>
    public LayerKind Layer { get; init; }

    /// <summary>Where activations are normalized.</summary>
    public NormalizationKind Normalization { get; init; }

    /// <summary>Whether layers stand in residual branches, x + f(x). Normalization before or behind a branch implies it.</summary>
    public bool IsResidual { get; init; }

    /// <summary>What trains it.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>σw² for which the facts are told; null for the recommended one.</summary>
    public double? WeightVariance { get; init; }

    /// <summary>σb² for which the facts are told; null for the recommended one, or 0 where <see cref="WeightVariance"/> is given.</summary>
    public double? BiasVariance { get; init; }

    private static int Checked(int value, string name, int largest) => value >= 1 && value <= largest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"{name} is {value}; it must be from 1 to {largest}.");
}
