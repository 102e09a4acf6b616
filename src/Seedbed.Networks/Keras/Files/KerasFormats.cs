using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>The formats of Keras, and the one list of all formats of models.</summary>
public static class KerasFormats
{
    /// <summary>The weights of a model at the places of its layers, for <c>model.load_weights</c>.</summary>
    public static CheckpointFormat Weights { get; } = new KerasWeightsFormat();

    /// <summary>
    /// The weights of a model in a group for each layer, as Keras 1 and 2 save them in .h5 files, with its configuration where the plan has
    /// one.
    /// </summary>
    /// <remarks>Its plan has the <see cref="ModelTemplate.Layers"/> of the model.</remarks>
    public static CheckpointFormat Legacy { get; } = new KerasLegacyFormat();

    /// <summary>A model with its configuration, for <c>keras.models.load_model</c>.</summary>
    /// <remarks>Its plan has the <see cref="KerasArchiveContent.Documents"/> of the model.</remarks>
    public static CheckpointFormat Archive { get; } = new KerasArchiveFormat();

    /// <summary>Weights in several files and a list of them, as Keras from 3.10 on shards them; it is read.</summary>
    public static CheckpointFormat Sharded { get; } = new KerasShardedFormat();

    /// <summary>All formats: those of tensors alone, and those of Keras, one of which every HDF5 file is read as.</summary>
    public static KnownFormats All { get; } =
        new([.. KnownFormats.Default.All.Except([CheckpointFormat.Hdf5]), Weights, Archive, Legacy, Sharded]);
}
