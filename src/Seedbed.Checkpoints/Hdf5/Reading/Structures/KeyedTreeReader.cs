namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>
/// A B-tree of version 1, of a group or of a dataset: what is the same in both. Between two keys stands the child for all that lies between
/// them. A search goes by the keys alone and a listing by the siblings, so what does not stand where its key says is missed by one and
/// found by the other; such a tree is refused.
/// </summary>
internal abstract class KeyedTreeReader<TKey>(StructureReader file, int kind, int rank, int keyLength, string what)
    where TKey : class
{
    private const int PrefixLength = 24;

    /// <summary>By level, the right sibling that the node read last has.</summary>
    private readonly Dictionary<int, long> _siblings = [];

    protected StructureReader File => file;

    /// <summary>Reads all nodes from the root on.</summary>
    /// <exception cref="FormatException">The tree is damaged.</exception>
    protected void ReadTree(long root)
    {
        ReadNode(root, parentLevel: null, least: null, most: null);
        foreach (long sibling in _siblings.Values)
        {
            CheckSibling(sibling, Hdf5Signature.NoAddress);
        }
    }

    protected abstract TKey ReadKey(ref FieldReader fields);

    protected abstract int Compare(TKey left, TKey right);

    /// <summary>Reads what a node of the lowest level leads to.</summary>
    /// <param name="key">The key before it.</param>
    /// <param name="next">The key behind it, the least of all levels.</param>
    /// <param name="address">Where it is.</param>
    protected abstract void ReadChild(TKey key, TKey next, long address);

    private void ReadNode(long address, int? parentLevel, TKey? least, TKey? most)
    {
        FieldReader fields = new(file.ReadOnce(address, PrefixLength, what), what);
        int level = ReadLevel(ref fields, parentLevel);
        int count = fields.UInt16();
        int length = PrefixLength + (2 * rank * (keyLength + sizeof(long))) + keyLength;
        file.CheckExtent(address, length, what);
        if (count > 2 * rank || (count == 0 && level > 0))
        {
            throw new FormatException(
                $"{what} of level {level} has {count} children; there is room for {2 * rank}, and only at level 0 may be none. The file is "
                + "damaged.");
        }

        fields.Skip(sizeof(long));
        CheckSibling(_siblings.GetValueOrDefault(level, address), address);
        _siblings[level] = fields.Address();
        ReadChildren(address + PrefixLength, level, count, least, most);
    }

    private int ReadLevel(ref FieldReader fields, int? parentLevel)
    {
        fields.Expect(Hdf5Signature.GroupTree);
        int found = fields.Byte();
        int level = fields.Byte();
        return found == kind && (parentLevel is null || level == parentLevel - 1)
            ? level
            : throw new FormatException(
                $"{what} is of kind {found} and level {level}; it must be of kind {kind} and one level below its parent. The file is "
                + "damaged.");
    }

    private void CheckSibling(long named, long found)
    {
        if (named != found)
        {
            throw new FormatException(
                $"{what} has its right sibling at byte {(ulong)named}, but the next one is at byte {(ulong)found}; the file is damaged.");
        }
    }

    private void ReadChildren(long address, int level, int count, TKey? least, TKey? most)
    {
        FieldReader entries = new(file.Read(address, (count * (keyLength + sizeof(long))) + keyLength, what), what);
        TKey key = ReadKey(ref entries);
        for (int index = 0; index < count; index++)
        {
            long child = entries.Address();
            TKey next = ReadKey(ref entries);
            CheckOrder(least, key);
            CheckOrder(key, next);
            CheckOrder(key, most);
            TKey upper = most is null || Compare(next, most) < 0 ? next : most;
            if (level > 0)
            {
                ReadNode(child, level, key, upper);
            }
            else
            {
                ReadChild(key, upper, child);
            }

            key = next;
        }
    }

    private void CheckOrder(TKey? left, TKey? right)
    {
        if (left is not null && right is not null && Compare(left, right) > 0)
        {
            throw new FormatException($"{what} has the key {right} behind {left}; the file is damaged.");
        }
    }
}
