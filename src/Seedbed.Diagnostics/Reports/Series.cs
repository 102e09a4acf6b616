namespace Seedbed.Diagnostics;

/// <summary>How a series is drawn.</summary>
public enum SeriesStyle
{
    /// <summary>A line: what was measured.</summary>
    Solid,

    /// <summary>A broken line: what theory predicts.</summary>
    Dashed,

    /// <summary>Points without a line; they may stand above one another.</summary>
    Points,
}

/// <summary>Numbers over an axis, with a name.</summary>
/// <param name="Name">What the legend and the table say.</param>
/// <param name="Values">The numbers. NaN and infinities are marked in the figure and told in words.</param>
public sealed record Series(string Name, IReadOnlyList<double> Values)
{
    /// <summary>Where each value stands on the axis of x, rising; null for 0, 1, 2, …</summary>
    public IReadOnlyList<double>? X { get; init; }

    /// <summary>The lower edge of a band around the line, such as a quantile over seeds; null without band.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>The upper edge.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>How it is drawn.</summary>
    public SeriesStyle Style { get; init; }

    /// <summary>
    /// Which colour it has, from 0 on; null for its place among the figure's series. A prediction takes the number of what it predicts.
    /// </summary>
    public int? Colour { get; init; }

    internal double At(int place) => X is null ? place : X[place];

    internal void Check(string figure)
    {
        string name = $"{figure}: the series '{Name.Excerpt()}'";
        CheckLength(name, "places", X);
        CheckLength(name, "lower edges", Low);
        CheckLength(name, "upper edges", High);
        if ((Low is null) != (High is null))
        {
            throw new ArgumentException($"{name} has one edge of a band; give Low and High, or neither.");
        }

        if (Colour < 0)
        {
            throw new ArgumentException($"{name} has the colour {Colour}; they count from 0.");
        }

        for (int i = 0; i < X?.Count; i++)
        {
            if (!double.IsFinite(X[i]) || (i > 0 && Style != SeriesStyle.Points && X[i] <= X[i - 1]))
            {
                throw new ArgumentException(
                    $"{name} has x = {X[i]} at place {i}; x is finite and rises along a line: sort it, or draw points.");
            }
        }
    }

    private void CheckLength(string name, string what, IReadOnlyList<double>? numbers)
    {
        if (numbers is not null && numbers.Count != Values.Count)
        {
            throw new ArgumentException($"{name} has {Values.Count} values and {numbers.Count} {what}; there must be as many.");
        }
    }
}
