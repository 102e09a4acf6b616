namespace Seedbed.Tests.Architecture;

/// <summary>
/// Which namespaces use which, over all projects. One and those below it may know each other: they are one room and its corners.
/// </summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<string, HashSet<string>> _uses = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, int> _earliest = [];
    private readonly Stack<string> _path = new();
    private readonly List<string[]> _circles = [];

    public NamespaceGraph(IEnumerable<Arrow> arrows)
    {
        foreach (Arrow arrow in arrows)
        {
            HashSet<string> uses = _uses.TryGetValue(arrow.FromNamespace, out HashSet<string>? known)
                ? known
                : _uses[arrow.FromNamespace] = [];
            if (!IsBelow(arrow.FromNamespace, arrow.ToNamespace) && !IsBelow(arrow.ToNamespace, arrow.FromNamespace))
            {
                uses.Add(arrow.ToNamespace);
            }
        }

        foreach (string each in _uses.Keys.Order(StringComparer.Ordinal))
        {
            if (!_places.ContainsKey(each))
            {
                Visit(each);
            }
        }
    }

    /// <summary>The groups of namespaces of which each leads to each (Tarjan 1972), in alphabetical order.</summary>
    public IEnumerable<string[]> Circles => _circles;

    private static bool IsBelow(string one, string other) => $"{one}.".StartsWith($"{other}.", StringComparison.Ordinal);

    private void Visit(string node)
    {
        _places[node] = _earliest[node] = _places.Count;
        _path.Push(node);
        foreach (string next in _uses.GetValueOrDefault(node, []))
        {
            if (!_places.ContainsKey(next))
            {
                Visit(next);
            }

            if (_path.Contains(next))
            {
                _earliest[node] = Math.Min(_earliest[node], _earliest[next]);
            }
        }

        if (_earliest[node] == _places[node])
        {
            Close(node);
        }
    }

    /// <summary>Takes the group that begins with a node off the path.</summary>
    private void Close(string first)
    {
        List<string> group = [];
        do
        {
            group.Add(_path.Pop());
        }
        while (group[^1] != first);
        if (group.Count > 1)
        {
            _circles.Add([.. group.Order(StringComparer.Ordinal)]);
        }
    }
}
