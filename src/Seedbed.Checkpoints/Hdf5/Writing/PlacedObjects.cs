namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>Where a dataset's bytes begin in the file; for an empty one, where they would.</summary>
internal sealed record Hdf5Place(Hdf5Dataset Dataset, long Offset);

/// <summary>The address of an object header and, for a group, of what its links are found by.</summary>
internal sealed record PlacedObject(int Header, SymbolTable? Table = null);

/// <summary>A placed node of a group's B-tree and the place of the greatest name below it in the local heap.</summary>
internal readonly record struct TreeChild(int Address, int LastName);

/// <summary>The addresses of a group's B-tree and local heap.</summary>
internal sealed record SymbolTable(int Tree, int Heap);
