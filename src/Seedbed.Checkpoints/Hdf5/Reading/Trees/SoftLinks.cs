using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>
/// Soft links, which name a path: each becomes what lies there by hard links, once all of these were followed. What a soft link stands for
/// has no soft links itself, so that no loop can come of them.
/// </summary>
internal sealed class SoftLinks(Hdf5GroupEntry root, Func<object, string, int, object> again)
{
    /// <summary>As many soft links may lead to each other: H5L_NUM_LINKS of the library.</summary>
    private const int MostHops = 16;

    private readonly Dictionary<string, ImmutableArray<Link>> _byGroup = new(StringComparer.Ordinal);

    /// <summary>Notes the soft links of a group.</summary>
    internal void Add(string group, ImmutableArray<Link> links) => _byGroup.Add(group, links);

    /// <summary>The root with what the links stand for.</summary>
    /// <exception cref="FormatException">A link leads nowhere.</exception>
    internal Hdf5GroupEntry Resolved() => _byGroup.Count == 0 ? root : Resolved(root, 0);

    private Hdf5GroupEntry Resolved(Hdf5GroupEntry group, int depth)
    {
        string prefix = group.Path.Length == 0 ? "" : group.Path + "/";
        object[] linked =
        [
            .. _byGroup.GetValueOrDefault(group.Path, []).Select(
                link => again(Find(group.Path, link, 0), prefix + link.Name, depth + 1)),
        ];
        List<Hdf5GroupEntry> groups = [.. group.Groups.Select(child => Resolved(child, depth + 1)), .. linked.OfType<Hdf5GroupEntry>()];
        return new Hdf5GroupEntry
        {
            Path = group.Path,
            Attributes = group.Attributes,
            Groups = Sorted(groups, child => child.Name),
            Datasets = Sorted([.. group.Datasets, .. linked.OfType<Hdf5DatasetEntry>()], child => child.Name),
        };
    }

    private static ImmutableArray<T> Sorted<T>(List<T> children, Func<T, string> nameOf)
    {
        children.Sort((left, right) => Hdf5Encoding.Compare(nameOf(left), nameOf(right)));
        return [.. children];
    }

    private object Find(string from, Link link, int hops)
    {
        string target = link.Target!;
        object? found = target.StartsWith('/') ? root : Find(from.Split('/', StringSplitOptions.RemoveEmptyEntries), hops);
        string start = target.StartsWith('/') ? "" : from + "/";
        found = found is null ? null : Find((start + target).Split('/', StringSplitOptions.RemoveEmptyEntries), hops);
        return found ?? throw new FormatException(
            $"'{link.Name.Excerpt()}' is a soft link to '{target.Excerpt()}', where the file has nothing; remove the link.");
    }

    private object? Find(string[] names, int hops)
    {
        object? found = root;
        foreach (string name in names.Where(name => name != "."))
        {
            found = found is Hdf5GroupEntry group ? Child(group, name, hops) : null;
        }

        return found;
    }

    private object? Child(Hdf5GroupEntry group, string name, int hops)
    {
        Link link = _byGroup.GetValueOrDefault(group.Path, []).FirstOrDefault(link => link.Name == name);
        return group.Group(name) ?? (object?)group.Dataset(name)
            ?? (link.Target is null || hops == MostHops ? null : Find(group.Path, link, hops + 1));
    }
}
