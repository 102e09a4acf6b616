using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Hdf5.Reading;

/// <summary>A group of a file that was read, with what it holds, ordered by the bytes of the names.</summary>
internal sealed class Hdf5GroupEntry
{
    /// <summary>Names joined by '/', without one in front; empty for the root.</summary>
    internal required string Path { get; init; }

    internal required ImmutableArray<Hdf5Attribute> Attributes { get; init; }

    internal required ImmutableArray<Hdf5GroupEntry> Groups { get; init; }

    internal required ImmutableArray<Hdf5DatasetEntry> Datasets { get; init; }

    /// <summary>The name in its group; empty for the root.</summary>
    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The group of that name in this one, or null.</summary>
    internal Hdf5GroupEntry? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);

    /// <summary>The dataset of that name in this group, or null.</summary>
    internal Hdf5DatasetEntry? Dataset(string name) => Datasets.FirstOrDefault(dataset => dataset.Name == name);

    /// <summary>The attribute of that name, or null.</summary>
    internal Hdf5Attribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
