using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Writing;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints;

/// <summary>
/// What of a plan stands where in an HDF5 file: tensors at paths, in the order in which they are added, and texts on groups.
/// </summary>
public sealed class Hdf5Plan
{
    /// <summary>What a message of an object header has room for beside names and types: less than the 65,535 bytes of a message.</summary>
    private const int MostListBytes = 64512;

    private readonly Hdf5Group _root = new();
    private readonly Dictionary<Hdf5Dataset, PlannedTensor> _tensors = new(ReferenceEqualityComparer.Instance);

    /// <summary>An empty file that says where it comes from.</summary>
    /// <param name="plan">The plan.</param>
    public Hdf5Plan(InitializationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach ((string key, string value) in plan.Origin)
        {
            _root.Set(Hdf5Attribute.OfText(key, value));
        }
    }

    /// <summary>Adds a tensor; groups on the way are made where they are missing.</summary>
    /// <param name="path">Names joined by '/': <c>layers/dense/vars/0</c>.</param>
    /// <param name="tensor">At most 32 dimensions.</param>
    /// <exception cref="ArgumentException">The path is taken or no path, or there are too many dimensions.</exception>
    public void Add(string path, PlannedTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        _tensors.Add(_root.Add(path, tensor.Type, tensor.Shape), tensor);
    }

    /// <summary>Sets an attribute of a group, which is made where it is missing.</summary>
    /// <param name="group">Names joined by '/'.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="text">Its value; where it is empty there is only the group.</param>
    /// <exception cref="ArgumentException">The group's path is a tensor's or no path.</exception>
    public void SetText(string group, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(group);
        Hdf5Group found = _root.Group(group);
        if (text is not "")
        {
            found.Set(Hdf5Attribute.OfText(name, text));
        }
    }

    /// <summary>Sets an attribute of a group as h5py stores bytes, which older readers ask for.</summary>
    /// <param name="group">Names joined by '/', empty for the root; it is made where it is missing.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="ArgumentException">The group's path is a tensor's or no path.</exception>
    public void SetBytes(string group, string name, string text) =>
        GroupOf(group).Set(Hdf5Attribute.OfText(name, text) with { Form = Hdf5TextForm.Bytes });

    /// <summary>
    /// Sets an attribute of a group to a list of texts, each stored in as many bytes as the longest. A list that is longer than an
    /// attribute may be is cut into several, whose names have the numbers from 0 behind them.
    /// </summary>
    /// <param name="group">Names joined by '/', empty for the root; it is made where it is missing.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="texts">Its value.</param>
    /// <exception cref="ArgumentException">The group's path is a tensor's or no path, or one text alone is too long.</exception>
    public void SetTexts(string group, string name, IReadOnlyList<string> texts)
    {
        Hdf5Group found = GroupOf(group);
        int longest = texts.Select(text => Hdf5Encoding.Encode(text).Length).Append(1).Max();
        if (longest > MostListBytes)
        {
            throw new ArgumentException($"a name of {longest} bytes is longer than an attribute of an HDF5 file may be, {MostListBytes}.");
        }

        string[][] parts = [.. texts.Chunk(MostListBytes / longest)];
        foreach ((int number, string[] part) in parts.Length > 0 ? parts.Index() : [(0, [])])
        {
            found.Set(Hdf5Attribute.OfTexts(parts.Length > 1 ? $"{name}{number}" : name, [part.Length], [.. part]) with
            {
                Form = Hdf5TextForm.FixedBytes,
            });
        }
    }

    private Hdf5Group GroupOf(string group) => group.Length == 0 ? _root : _root.Group(group);

    /// <summary>What comes where in the file.</summary>
    /// <exception cref="ArgumentException">The file could not be read again, so long are its paths.</exception>
    public CheckpointLayout Layout()
    {
        var layout = Hdf5Layout.Build(_root);
        if (!layout.IsReadable)
        {
            throw new ArgumentException(
                $"the places of the model's {_tensors.Values.Distinct().Count()} tensors have names too long for a file that would be read "
                + $"again; nest fewer layers, or write {KnownFormats.NamesOf(KnownFormats.Default.Written, " or ")}.");
        }

        return new CheckpointLayout(
            layout.Header, [.. layout.Places.Select(place => new FileRegion(place.Offset, _tensors[place.Dataset]))], layout.Length);
    }
}
