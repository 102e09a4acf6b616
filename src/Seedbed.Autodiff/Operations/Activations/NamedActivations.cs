using System.Collections.Frozen;

namespace Seedbed.Autodiff.Operations.Activations;

/// <summary>Keras's activations by their names; those that act along an axis do so along the last one.</summary>
/// <remarks>
/// Source: <c>keras.activations</c>, with the default arguments; SELU's constants are those of Klambauer et al. 2017, section 2.
/// </remarks>
internal static class NamedActivations
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>The names in Keras's order, with null for the identity.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Operation?>> All { get; } =
    [
        new("relu", new Relu()),
        new("leaky_relu", new BoundedRelu(negativeSlope: 0.2, maxValue: double.PositiveInfinity, threshold: 0)),
        new("relu6", new BoundedRelu(negativeSlope: 0, maxValue: 6, threshold: 0)),
        new("softmax", new Softmax()),
        new("celu", new Elu(alpha: 1)),
        new("elu", new Elu(alpha: 1)),
        new("selu", new Elu(SeluAlpha, SeluScale)),
        new("softplus", new Softplus()),
        new("softsign", new Softsign()),
        new("squareplus", new Squareplus(b: 4)),
        new("soft_shrink", new SoftShrink(threshold: 0.5)),
        new("sparse_plus", new SparsePlus()),
        new("silu", new Silu()),
        new("swish", new Silu()),
        new("gelu", new Gelu()),
        new("glu", new Glu()),
        new("tanh", new Tanh()),
        new("tanh_shrink", new TanhShrink()),
        new("sigmoid", new Sigmoid()),
        new("exponential", new Exponential()),
        new("hard_sigmoid", new HardSigmoid()),
        new("hard_silu", new HardSilu()),
        new("hard_swish", new HardSilu()),
        new("hard_tanh", new HardTanh()),
        new("hard_shrink", new HardShrink(threshold: 0.5)),
        new("linear", null),
        new("mish", new Mish()),
        new("log_softmax", new LogSoftmax()),
        new("log_sigmoid", new LogSigmoid()),
        new("sparsemax", new Sparsemax()),
    ];

    /// <summary>The same, to be looked up.</summary>
    internal static FrozenDictionary<string, Operation?> ByName { get; } = All.ToFrozenDictionary(StringComparer.Ordinal);
}
