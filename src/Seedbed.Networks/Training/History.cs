using System.Diagnostics;
namespace Seedbed.Training;

/// <summary>What <c>model.fit</c> tells of each epoch: running means over its steps, weighted by their samples.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class History
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    internal History()
    {
    }

    /// <summary><c>loss</c>, the metrics, and <c>val_loss</c> and those of the validation where there is one.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of epochs.</summary>
    public int Epochs => _names.Count == 0 ? 0 : _values[_names[0]].Count;

    /// <summary>A value for each epoch.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of the name.</exception>
    public IReadOnlyList<double> this[string name] =>
        _values.TryGetValue(name, out List<double>? values)
            ? values
            : throw new ArgumentException($"the history has no '{name.Excerpt()}'; it has {string.Join(", ", _names)}.");

    /// <summary>The first and the last values: <c>60 epochs: loss 0.6951 -> 0.03127, accuracy 0.51 -> 0.995</c>.</summary>
    public override string ToString() =>
        $"{Epochs} epochs: {string.Join(", ", _names.Select(name => $"{name} {_values[name][0]:G4} -> {_values[name][^1]:G4}"))}";

    internal void Add(IReadOnlyDictionary<string, double> logs)
    {
        foreach ((string name, double value) in logs)
        {
            if (!_values.TryGetValue(name, out List<double>? values))
            {
                _values[name] = values = [];
                _names.Add(name);
            }

            values.Add(value);
        }
    }
}
