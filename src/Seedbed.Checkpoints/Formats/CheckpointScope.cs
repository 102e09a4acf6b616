using Seedbed.Checkpoints.Formats;

namespace Seedbed.Checkpoints;

/// <summary>How much of a model a file of a format holds; each holds what those before it hold.</summary>
public enum CheckpointScope
{
    /// <summary>Tensors by their names.</summary>
    NamedTensors,

    /// <summary>Tensors at the places of the layers that hold them.</summary>
    PlacedTensors,

    /// <summary>Tensors at their places, and the documents of the model.</summary>
    WholeModel,
}
