using Seedbed.Serialization;

namespace Seedbed.Checkpoints.Keras;

/// <summary>What a reader of Keras models may be told.</summary>
public sealed record KerasModelOptions
{
    /// <summary>The initializers that configurations may name.</summary>
    public InitializerRegistry Initializers { get; init; } = InitializerRegistry.Default;

    /// <summary>
    /// The release of Keras whose rules hold; null for the newest. From 3.15 on the kernels of EinsumDense and of the attention layers have fans by their
    /// axes, before by Keras's general rule.
    /// </summary>
    public Version? KerasVersion { get; init; }

    internal bool HasAxisFans => KerasVersion is null || KerasVersion >= new Version(3, 15);
}
