using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5;

namespace Seedbed.Checkpoints;

/// <summary>What a format finds in a file.</summary>
public sealed class CheckpointContent
{
    internal CheckpointContent(ImmutableArray<StoredTensor> tensors) => Tensors = tensors;

    /// <summary>What several files hold together.</summary>
    /// <param name="parts">Each file's content.</param>
    /// <exception cref="FormatException">Two files have a tensor of one name.</exception>
    public static CheckpointContent Join(IReadOnlyList<CheckpointContent> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        string? twice = parts.SelectMany(part => part.Tensors).CountBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Where(pair => pair.Value > 1).Select(pair => pair.Key).FirstOrDefault();
        return twice is null
            ? new([.. parts.SelectMany(part => part.Tensors)]) { Unread = [.. parts.SelectMany(part => part.Unread)] }
            : throw new FormatException(
                $"two files that belong together have a tensor '{twice.Excerpt()}' each; one of them is another's.");
    }

    /// <summary>The tensors in the file's order.</summary>
    internal ImmutableArray<StoredTensor> Tensors { get; }

    /// <summary>What the file holds beside tensors that are read: names and shapes of elements that are no numbers.</summary>
    internal ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>The attributes of the groups of an HDF5 file, by the groups' paths.</summary>
    internal IReadOnlyDictionary<string, ImmutableArray<Hdf5Attribute>> Groups { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Hdf5Attribute>>.Empty;

    /// <summary>A list of texts that a group of an HDF5 file has as an attribute, or in several that are numbered from 0.</summary>
    /// <param name="group">The group's path; empty for the root.</param>
    /// <param name="name">The attribute's name, without a number.</param>
    /// <returns>Null where there is no such group or attribute; empty where it is no list of texts.</returns>
    public ImmutableArray<string>? TextsOf(string group, string name)
    {
        ImmutableArray<Hdf5Attribute> attributes = Groups.GetValueOrDefault(group, []);
        if (attributes.FirstOrDefault(attribute => attribute.Name == name) is { } whole)
        {
            return whole.Texts;
        }

        var parts = ImmutableArray.CreateBuilder<string>();
        int number = 0;
        for (; attributes.FirstOrDefault(attribute => attribute.Name == $"{name}{number}") is { } part; number++)
        {
            parts.AddRange(part.Texts);
        }

        return number == 0 ? null : parts.ToImmutable();
    }

    /// <summary>What the file says about itself.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}
