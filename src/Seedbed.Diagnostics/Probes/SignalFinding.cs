using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What can be wrong with the signals of a network.</summary>
public enum SignalFault
{
    /// <summary>Values are infinite or no numbers.</summary>
    NonFinite,

    /// <summary>A layer gives 0, or one value for all samples.</summary>
    ZeroSignal,

    /// <summary>The second moment shrinks from layer to layer.</summary>
    VanishingSignal,

    /// <summary>The second moment grows from layer to layer.</summary>
    ExplodingSignal,

    /// <summary>No gradient reaches a layer with weights.</summary>
    ZeroGradient,

    /// <summary>Gradients shrink on their way from the loss to the first layers.</summary>
    VanishingGradient,

    /// <summary>Gradients grow on their way from the loss to the first layers.</summary>
    ExplodingGradient,

    /// <summary>Most units of a layer give one value for all samples.</summary>
    DeadUnits,

    /// <summary>Most outputs stand at the ends of the activation.</summary>
    Saturation,

    /// <summary>All samples look the same.</summary>
    CollapsedSamples,

    /// <summary>All units of a layer have the same weights, and stay alike.</summary>
    SymmetricUnits,

    /// <summary>The logits are so large that the first loss is far above that of a guess.</summary>
    LargeOutputs,

    /// <summary>The last step of a sequence does not depend on the first one.</summary>
    Forgetting,

    /// <summary>Updates are below half a unit in the last place of the weights' type.</summary>
    LostUpdates,

    /// <summary>A softmax of one unit is always 1.</summary>
    SingleUnit,

    /// <summary>The loss grows while the network is trained.</summary>
    Divergence,

    /// <summary>Inputs or targets are far from the size that initializations are made for.</summary>
    UnscaledData,

    /// <summary>All samples are the same.</summary>
    ConstantData,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="Node">The first layer where it is so.</param>
/// <param name="Value">The number that shows it.</param>
/// <param name="Expected">The least or largest that is well.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record SignalFinding(SignalFault Fault, ModelNode Node, double Value, double Expected, string Sentence)
{
    /// <summary>The same of a sentence that begins in small letters, as the name of the layer may, which stays as it is.</summary>
    internal static SignalFinding Of(SignalFault fault, ModelNode node, double value, double expected, string sentence) => new(
        fault, node, value, expected,
        sentence.StartsWith($"{node}", StringComparison.Ordinal) ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..]);
}
