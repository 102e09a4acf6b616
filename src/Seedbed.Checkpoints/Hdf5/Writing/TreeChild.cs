namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>A placed node of a group's B-tree and the place of the greatest name below it in the local heap.</summary>
internal readonly record struct TreeChild(int Address, int LastName);
