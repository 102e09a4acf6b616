using System.Diagnostics;
namespace Seedbed.Training;

/// <summary>The loss and the metrics of a model on samples.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Evaluation
{
    private readonly IReadOnlyDictionary<string, double> _values;

    internal Evaluation(IReadOnlyDictionary<string, double> values)
    {
        _values = values;
        Names = [.. values.Keys];
        Values = [.. values.Values];
    }

    /// <summary><c>loss</c>, then the metrics.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>In the order of <see cref="Names"/>, the list that <c>model.evaluate</c> of Keras gives.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean loss.</summary>
    public double Loss => Values[0];

    /// <summary>The value of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of the name.</exception>
    public double this[string name] =>
        _values.TryGetValue(name, out double value)
            ? value
            : throw new ArgumentException($"the evaluation has no '{name.Excerpt()}'; it has {string.Join(", ", Names)}.");

    /// <summary>All values: <c>loss 0.03127, accuracy 0.995</c>.</summary>
    public override string ToString() => string.Join(", ", Names.Zip(Values, (name, value) => $"{name} {value:G4}"));
}
