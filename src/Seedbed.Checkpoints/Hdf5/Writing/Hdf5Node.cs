namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>What a name in a file to be written stands for: a group or a dataset.</summary>
internal abstract class Hdf5Node
{
    private readonly OrderedDictionary<string, Hdf5Attribute> _attributes = new(StringComparer.Ordinal);

    private protected Hdf5Node()
    {
    }

    internal IReadOnlyList<Hdf5Attribute> Attributes => _attributes.Values;

    /// <summary>Adds an attribute, or replaces the one of its name.</summary>
    /// <exception cref="ArgumentException">The name is empty or not of printable ASCII.</exception>
    internal void Set(Hdf5Attribute attribute)
    {
        if (attribute.Name.Length == 0 || attribute.Name.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                $"the attribute name '{attribute.Name.Excerpt()}' is empty or has other than printable ASCII "
                + "characters.", nameof(attribute));
        }

        _attributes[attribute.Name] = attribute;
    }
}
