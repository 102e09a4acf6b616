namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>A group to be written, with what it holds; the root of a file is a new one.</summary>
internal sealed class Hdf5Group : Hdf5Node
{
    private readonly OrderedDictionary<string, Hdf5Node> _links = new(StringComparer.Ordinal);
    private readonly List<Hdf5Dataset> _datasetsOfFile;
    private readonly int _depth;

    /// <summary>The root of a file.</summary>
    internal Hdf5Group()
    {
        _datasetsOfFile = [];
    }

    private Hdf5Group(Hdf5Group parent)
    {
        _datasetsOfFile = parent._datasetsOfFile;
        _depth = parent._depth + 1;
    }

    /// <summary>What the group holds, by name, in the order of addition.</summary>
    internal IReadOnlyDictionary<string, Hdf5Node> Links => _links;

    /// <summary>All datasets of the whole file in the order of addition, which is the order of their data.</summary>
    internal IReadOnlyList<Hdf5Dataset> DatasetsOfFile => _datasetsOfFile;

    /// <summary>The group at a path below this one, made with all on the way where it is missing.</summary>
    /// <param name="path">Names joined by '/': <c>layers/dense/vars</c>.</param>
    /// <exception cref="ArgumentException">A name on the way is no name, or a dataset's, or the path is too deep.</exception>
    internal Hdf5Group Group(string path)
    {
        Hdf5Group group = this;
        foreach (string name in path.Split('/'))
        {
            group = group.Child(name, path);
        }

        return group;
    }

    /// <summary>Adds a dataset; groups on the way are made where they are missing.</summary>
    /// <param name="path">Names joined by '/': <c>layers/dense/vars/0</c>.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">At most 32 dimensions.</param>
    /// <exception cref="ArgumentException">The path is taken or no path, or there are too many dimensions.</exception>
    internal Hdf5Dataset Add(string path, DType type, Shape shape)
    {
        if (shape.Rank > Hdf5Limits.Rank)
        {
            throw new ArgumentException(
                $"'{path.Excerpt()}' has {shape.Rank} dimensions; an HDF5 dataset has at most {Hdf5Limits.Rank}.", nameof(shape));
        }

        int end = path.LastIndexOf('/');
        Hdf5Group group = end < 0 ? this : Group(path[..end]);
        string name = path[(end + 1)..];
        CheckName(name, path);
        Hdf5Dataset dataset = new(type, shape);
        if (!group._links.TryAdd(name, dataset))
        {
            throw new ArgumentException($"'{path.Excerpt()}' is added twice; every dataset needs a path of its own.", nameof(path));
        }

        _datasetsOfFile.Add(dataset);
        return dataset;
    }

    private Hdf5Group Child(string name, string path)
    {
        CheckName(name, path);
        if (!_links.TryGetValue(name, out Hdf5Node? node))
        {
            if (_depth == Hdf5Limits.Depth)
            {
                throw new ArgumentException($"'{path.Excerpt()}' lies more than {Hdf5Limits.Depth} groups deep; nest less.", nameof(path));
            }

            node = new Hdf5Group(this);
            _links.Add(name, node);
        }

        return node as Hdf5Group
            ?? throw new ArgumentException(
                $"'{name.Excerpt()}' of '{path.Excerpt()}' is a dataset already; it cannot be a group as well.", nameof(path));
    }

    private static void CheckName(string name, string path)
    {
        if (name is "" or "." || name.Contains('\0', StringComparison.Ordinal) || !Hdf5Encoding.CanEncode(name))
        {
            throw new ArgumentException(
                $"the path '{path.Excerpt()}' has a name that is empty, '.', or no text; HDF5 has no such names.", nameof(path));
        }
    }
}
