namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>
/// Half of what nodes hold at most: entries of a symbol table node, children of a group's B-tree, chunks of a dataset's B-tree.
/// </summary>
internal readonly record struct TreeRanks(int SymbolNode, int GroupTree, int ChunkTree)
{
    /// <summary>The ranks of a file that names none.</summary>
    internal static TreeRanks Default { get; } = new(4, 16, 32);

    /// <summary>Checks that a node can hold anything.</summary>
    /// <exception cref="FormatException">A rank is 0.</exception>
    internal TreeRanks Checked() => SymbolNode > 0 && GroupTree > 0 && ChunkTree > 0
        ? this
        : throw new FormatException(
            $"the file has trees of the ranks {SymbolNode}, {GroupTree} and {ChunkTree}; all must be greater than 0. It is damaged.");
}
