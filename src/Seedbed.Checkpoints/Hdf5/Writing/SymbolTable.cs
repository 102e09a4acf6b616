namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>The addresses of a group's B-tree and local heap.</summary>
internal sealed record SymbolTable(int Tree, int Heap);
