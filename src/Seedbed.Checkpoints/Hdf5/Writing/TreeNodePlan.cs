namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>One level of a group's B-tree over what lies below it.</summary>
internal sealed class TreeNodePlan(MetadataImage image, int level, List<TreeChild> children)
{
    private const int PrefixLength = 24;

    /// <summary>Places the nodes of this level, at least one, and returns them.</summary>
    internal List<TreeChild> Place(int mostChildren)
    {
        int nodeLength = PrefixLength + ((2 * mostChildren + 1) * sizeof(long));
        int nodeCount = Math.Max(1, (children.Count + mostChildren - 1) / mostChildren);
        List<TreeChild> nodes = [];
        for (int node = 0; node < nodeCount; node++)
        {
            TreeChild[] below = [.. children.Skip(node * mostChildren).Take(mostChildren)];
            int address = image.Length;
            long left = node == 0 ? Hdf5Signature.NoAddress : address - nodeLength;
            long right = node == nodeCount - 1 ? Hdf5Signature.NoAddress : address + nodeLength;
            int firstKey = node == 0 ? 0 : children[(node * mostChildren) - 1].LastName;
            image.Append(Node(below, left, right, firstKey, nodeLength));
            nodes.Add(new TreeChild(address, below.Length == 0 ? 0 : below[^1].LastName));
        }

        return nodes;
    }

    /// <summary>A node: its children between keys; a key is the greatest name below the child before it.</summary>
    private ReadOnlySpan<byte> Node(TreeChild[] below, long left, long right, int firstKey, int nodeLength)
    {
        StructureWriter node = new();
        node.Bytes(Hdf5Signature.GroupTree).Byte(0).Byte(level).UInt16(below.Length).Int64(left).Int64(right).Int64(firstKey);
        foreach (TreeChild child in below)
        {
            node.Int64(child.Address).Int64(child.LastName);
        }

        return node.Zeros(nodeLength - node.Length).Written;
    }
}
