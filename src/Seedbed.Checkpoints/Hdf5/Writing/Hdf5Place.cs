namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>Where a dataset's bytes begin in the file; for an empty one, where they would.</summary>
internal sealed record Hdf5Place(Hdf5Dataset Dataset, long Offset);
