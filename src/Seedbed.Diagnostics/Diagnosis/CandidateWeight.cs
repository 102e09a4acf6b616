using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>A weight that may begin otherwise, and what stands around it.</summary>
/// <param name="model">The model.</param>
/// <param name="graph">The model's graph.</param>
/// <param name="node">A call that reads the weight.</param>
/// <param name="weight">The weight.</param>
internal sealed class CandidateWeight(Model model, LayerGraph graph, ModelNode node, Weight weight)
{
    /// <summary>A standard deviation of tokens beyond it is no usual one.</summary>
    private const double LargestTokens = 0.5;

    /// <summary>From which on a forget gate's bias is open.</summary>
    private const double OpenGate = 0.5;

    internal string Name => weight.Name;

    internal Shape Shape => weight.Shape;

    internal Initializer Own => weight.Initializer;

    /// <summary>The activation that the layer's input went through; null for none.</summary>
    internal string? Before => graph.ActivationBefore(node);

    /// <summary>The activation of the layer, as its argument.</summary>
    internal string? Behind => NodeActivation.Of(node);

    /// <summary>Whether each channel has inputs of its own.</summary>
    internal bool IsDepthwise => OwnName == "depthwise_kernel"
        || (OwnName == "kernel" && node.ClassName.StartsWith("Depthwise", StringComparison.Ordinal));

    /// <summary>Whether a product by another kernel follows in the same layer.</summary>
    internal bool IsInner => IsDepthwise && node.ClassName.StartsWith("Separable", StringComparison.Ordinal);

    /// <summary>Whether the layer is a dense one between equals.</summary>
    internal bool IsSquare => IsDenseSquare(node);

    private string OwnName => KernelPart.OwnName(weight);

    /// <summary>Whether all values are one, so that nothing was drawn.</summary>
    private bool IsBlank => TensorMoments.Of(weight.Value).Std == 0;

    internal static bool IsDenseSquare(ModelNode node) => node is { ClassName: "Dense", Weights: [var kernel, ..] }
        && kernel.Shape.Rank == 2 && kernel.Shape[0] == kernel.Shape[1];

    /// <summary>
    /// N(0, scale/n) truncated, n being the terms of a sum: a depthwise kernel does not sum over its channels, which Keras counts.
    /// </summary>
    internal VarianceScaling Scaled(double scale) => IsDepthwise
        ? new VarianceScaling(scale * Shape[-2])
        : scale == 2 ? new HeNormal() : new VarianceScaling(scale);

    /// <summary>What the weight begins with; null where its own initializer stays.</summary>
    /// <param name="kernel">Of kernels.</param>
    /// <param name="bias">Of biases that are added to a product.</param>
    internal Initializer? SchemeBy(Func<CandidateWeight, Initializer> kernel, Func<CandidateWeight, Initializer> bias) => OwnName switch
    {
        "kernel" when node.ClassName is "MultiHeadAttention" or "GroupedQueryAttention" => IsBlank ? new GlorotUniform() : null,
        "kernel" or "pointwise_kernel" or "depthwise_kernel" => IsInner ? Scaled(1) : kernel(this),
        "recurrent_kernel" => new Orthogonal(),
        "bias" when IsOfGates => HasClosedGate ? new UnitForgetBias() : null,
        "bias" => bias(this),
        "gamma" when IsBlank && weight.Value.SumOfSquares() == 0 => new Ones(),
        "embeddings" when IsTied || HasUnusualTokens => new RandomNormal(0, 1 / Math.Sqrt(Shape[1])),
        "reverse_embeddings" when HasUnusualTokens => new RandomNormal(0, 1 / Math.Sqrt(Shape[0])),
        _ => null,
    };

    private bool IsTied => node.Layer is ReversibleEmbedding
        ? model.IsTied(node)
        : model.Nodes.Count(other => other.Path == node.Path) > 1;

    private bool HasUnusualTokens => IsBlank || TensorMoments.Of(weight.Value).Std > LargestTokens;

    /// <summary>Whether a bias is that of gates, which is set on purpose.</summary>
    private bool IsOfGates => node.Weights.Any(other => other.Name == weight.Name[..^"bias".Length] + "recurrent_kernel");

    /// <summary>Whether it is an LSTM's that forgets: inside of wrappers no patch reaches it.</summary>
    private bool HasClosedGate => node.ClassName == "LSTM" && weight.ToArray<double>() is { Length: >= 4 } values
        && values[(values.Length / 4)..(values.Length / 2)].Average() < OpenGate;
}
