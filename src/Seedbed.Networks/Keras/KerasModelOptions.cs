using Seedbed.Checkpoints;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>What a reader of Keras models may be told.</summary>
public sealed record KerasModelOptions
{
    /// <summary>The initializers that configurations may name.</summary>
    public InitializerRegistry Initializers { get; init; } = InitializerRegistry.Default;

    /// <summary>
    /// The release of Keras whose rules hold; null for the newest. From 3.15 on the kernels of EinsumDense and of the attention layers have
    /// fans by their axes, before by Keras's general rule.
    /// </summary>
    /// <exception cref="ArgumentException">The release is before Keras 2.</exception>
    public Version? KerasVersion
    {
        get;
        init => field = value is null ? null : KerasRelease.Of(value).ToVersion();
    }

    /// <summary>
    /// What <c>keras.utils.set_random_seed</c> would be given before the model is read: every initializer without a seed takes the integer
    /// that Keras gives it then, in the order of construction. From 0 to 2³² − 1, as NumPy takes it; null leaves them to a plan, which
    /// gives each a key by its name.
    /// </summary>
    /// <exception cref="ArgumentException">The seed is outside of that range.</exception>
    public long? GlobalSeed
    {
        get;
        init => field = value is null or (>= 0 and <= uint.MaxValue)
            ? value
            : throw new ArgumentException($"the global seed is {value}; NumPy, which Keras seeds too, takes 0 to {uint.MaxValue}.");
    }

    /// <summary>Layers of the user's own that models may have.</summary>
    public CustomLayers CustomLayers { get; init; } = CustomLayers.None;

    /// <summary>
    /// The shapes of the model's inputs, without the batch, in the order of its inputs; null where a size is not known. Needed for files
    /// that do not tell the layers' shapes themselves (without build_config); empty leaves them to the file.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<long?>> InputShapes { get; init; } = [];

    /// <summary>
    /// The schemes by which a plan of the model will replace those of the file: an initializer that is not known is no fault where
    /// one of them matches the weight's name.
    /// </summary>
    public IReadOnlyList<InitializerOverride> Overrides { get; init; } = [];

    internal KerasRelease Release => KerasRelease.Of(KerasVersion);
}
