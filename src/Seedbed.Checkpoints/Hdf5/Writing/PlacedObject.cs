namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>The address of an object header and, for a group, of what its links are found by.</summary>
internal sealed record PlacedObject(int Header, SymbolTable? Table = null);
