using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5.Reading.Messages;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Trees;

/// <summary>Follows the links of a file from its root to all groups and datasets.</summary>
internal sealed class TreeReader(StructureReader file)
{
    /// <summary>What an object under a second path costs in memory: links to links double it with each level.</summary>
    private const int AgainCost = 256;

    private readonly AttributeMessage _attributes = new(file);

    private readonly List<(string Group, ImmutableArray<Link> Links)> _softLinks = [];

    /// <summary>Groups and datasets by the addresses of their headers; null while one is read.</summary>
    private readonly Dictionary<long, object?> _objects = [];

    /// <summary>Reads the root and all below it.</summary>
    /// <exception cref="FormatException">The sentence names the path where something is wrong.</exception>
    internal Hdf5GroupEntry ReadRoot(long address)
    {
        object read = ReadObject(address, "", 0);
        Hdf5GroupEntry root = read as Hdf5GroupEntry
            ?? throw new FormatException("the root of the file is a dataset; the file is damaged.");
        SoftLinks links = new(root, Again);
        foreach ((string group, ImmutableArray<Link> soft) in _softLinks)
        {
            links.Add(group, soft);
        }

        return links.Resolved();
    }

    private object ReadObject(long address, string path, int depth)
    {
        file.Charge(2 * path.Length);
        if (_objects.TryGetValue(address, out object? known))
        {
            return known is null
                ? throw new FormatException(
                    $"'{path.Excerpt()}': a link leads back to a group that it lies in; links that form a loop are not read.")
                : Again(known, path, depth);
        }

        _objects.Add(address, null);
        object read = ReadNew(address, path, depth);
        _objects[address] = read;
        return read;
    }

    private object ReadNew(long address, string path, int depth)
    {
        List<Link> links;
        ImmutableArray<Hdf5Attribute> attributes;
        try
        {
            var header = ObjectHeader.Read(file, address);
            attributes = ReadAttributes(header);
            if (header.Has(Hdf5MessageType.Layout))
            {
                return new DatasetReader(file, header).Read(path, attributes);
            }

            links = ReadLinks(header, depth);
        }
        catch (FormatException fault) when (path.Length > 0)
        {
            throw new FormatException($"'{path.Excerpt()}': {fault.Message}", fault);
        }

        return ReadChildren(links, attributes, path, depth);
    }

    /// <summary>An object that a second link leads to, with all below it, under other paths.</summary>
    private object Again(object known, string path, int depth)
    {
        file.Charge(AgainCost + (2 * path.Length));
        return known is Hdf5GroupEntry group ? AgainGroup(group, path, depth) : ((Hdf5DatasetEntry)known).At(path);
    }

    private Hdf5GroupEntry AgainGroup(Hdf5GroupEntry group, string path, int depth)
    {
        CheckDepth(depth);
        return new Hdf5GroupEntry
        {
            Path = path,
            Attributes = group.Attributes,
            Groups = [.. group.Groups.Select(child => (Hdf5GroupEntry)Again(child, $"{path}/{child.Name}", depth + 1))],
            Datasets = [.. group.Datasets.Select(child => (Hdf5DatasetEntry)Again(child, $"{path}/{child.Name}", depth + 1))],
        };
    }

    private Hdf5GroupEntry ReadChildren(List<Link> links, ImmutableArray<Hdf5Attribute> attributes, string path, int depth)
    {
        string prefix = path.Length == 0 ? "" : path + "/";
        if (links.Exists(link => link.Target is not null))
        {
            _softLinks.Add((path, [.. links.Where(link => link.Target is not null)]));
        }

        List<object> children =
            [.. links.Where(link => link.Target is null).Select(link => ReadObject(link.Address, prefix + link.Name, depth + 1))];
        return new Hdf5GroupEntry
        {
            Path = path,
            Attributes = attributes,
            Groups = [.. children.OfType<Hdf5GroupEntry>()],
            Datasets = [.. children.OfType<Hdf5DatasetEntry>()],
        };
    }

    private List<Link> ReadLinks(ObjectHeader header, int depth)
    {
        CheckDepth(depth);
        List<Link> links = ReadUnordered(header);
        links.Sort((left, right) => Hdf5Encoding.Compare(left.Name, right.Name));
        for (int index = 1; index < links.Count; index++)
        {
            if (links[index].Name == links[index - 1].Name)
            {
                throw new FormatException($"two links have the name '{links[index].Name.Excerpt()}'; the file is damaged.");
            }
        }

        return links;
    }

    private static void CheckDepth(int depth)
    {
        if (depth > Hdf5Limits.Depth)
        {
            throw new FormatException($"there are more than {Hdf5Limits.Depth} groups within groups; the file is refused.");
        }
    }

    private List<Link> ReadUnordered(ObjectHeader header)
    {
        if (header.Find(Hdf5MessageType.SymbolTable) is { } table)
        {
            return SymbolTableReader.Read(file, table.Span);
        }

        if (header.Find(Hdf5MessageType.LinkInfo) is not { } info)
        {
            throw new FormatException("an object is neither a group nor a dataset; a named datatype is not read.");
        }

        CheckGroupInfo(header);
        IEnumerable<Link> links =
            header.Messages.Where(message => message.Type == Hdf5MessageType.Link).Select(
                message => LinkMessage.Read(message.Content.Span));
        return [.. links, .. DenseStorage.Links.Read(file, info.Span, LinkMessage.Read)];
    }

    /// <summary>When links become dense is of no use to a reader; the message must be one all the same.</summary>
    private static void CheckGroupInfo(ObjectHeader header)
    {
        if (header.Find(Hdf5MessageType.GroupInfo) is { } message)
        {
            FieldReader fields = new(message.Span, "a group info message");
            fields.ExpectVersion(0);
            fields.ExpectFlags(3);
        }
    }

    private ImmutableArray<Hdf5Attribute> ReadAttributes(ObjectHeader header)
    {
        IEnumerable<Hdf5Attribute> compact =
            header.Messages.Where(message => message.Type == Hdf5MessageType.Attribute).Select(
                message => _attributes.Read(message.Content.Span));
        ImmutableArray<Hdf5Attribute> dense =
            header.Find(Hdf5MessageType.AttributeInfo) is { } info ? DenseStorage.Attributes.Read(file, info.Span, _attributes.Read) : [];
        ImmutableArray<Hdf5Attribute> attributes = [.. compact, .. dense];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Hdf5Attribute attribute in attributes)
        {
            if (!names.Add(attribute.Name))
            {
                throw new FormatException($"two attributes have the name '{attribute.Name.Excerpt()}'; the file is damaged.");
            }
        }

        return attributes;
    }
}
