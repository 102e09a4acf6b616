namespace Seedbed.Diagnostics;

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

    /// <summary>Whether it tells of branches or normalization.</summary>
    internal bool HasBranches => IsResidual || Normalization != NormalizationKind.None;

    /// <summary>Whether these decide the answer: cells answer for themselves, and a table stands before all branches.</summary>
    internal bool IsOfBranches => HasBranches && this is not { Layer: LayerKind.Lstm or LayerKind.Gru }
        and not { Layer: LayerKind.Embedding, Normalization: not NormalizationKind.Pre };

    private static int Checked(int value, string name, int largest) => value >= 1 && value <= largest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"{name} is {value}; it must be from 1 to {largest}.");
}
