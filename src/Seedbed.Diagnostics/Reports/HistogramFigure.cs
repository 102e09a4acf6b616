using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>How values are spread: bars whose areas are shares of all values, and the density that was intended over them.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means.</param>
/// <param name="X">The axis of the values; linear, without names.</param>
/// <param name="Edges">The bins' edges, none below the one before: one more than there are counts.</param>
/// <param name="Counts">How many values each bin has.</param>
public sealed record HistogramFigure(string Title, string Caption, Axis X, IReadOnlyList<double> Edges, IReadOnlyList<double> Counts)
    : Figure(Title, Caption)
{
    /// <summary>A bin without width, where all values are equal, has a bar so wide, in parts of the axis.</summary>
    private const double WidthOfOneValue = 0.02;

    /// <summary>The intended density over the same axis, so that its area is 1; null for none.</summary>
    public Series? Density { get; init; }

    internal override void Check()
    {
        X.Check(Place);
        Density?.Check(Place);
        if (X.Names is not null || X.Scale != AxisScale.Linear)
        {
            string axis = X.Names is null ? "a logarithmic scale" : "names";
            throw new ArgumentException($"{Place} is a histogram, and its axis has {axis}; give a linear one.");
        }

        if (Counts.Count == 0 || Edges.Count != Counts.Count + 1)
        {
            throw new ArgumentException(
                $"{Place} has {Counts.Count} bins and {Edges.Count} edges; there must be a bin, and one edge more than bins.");
        }

        if (Edges.Any(edge => !double.IsFinite(edge)) || Edges.Zip(Edges.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            throw new ArgumentException($"{Place} has edges that are not finite, or fall; sort them.");
        }

        if (Counts.Any(count => !(count >= 0 && double.IsFinite(count))))
        {
            throw new ArgumentException($"{Place} has a count that is not a number from 0 on.");
        }
    }

    /// <summary>The bars over an axis: the share of all values in each bin over its width.</summary>
    internal IEnumerable<(double MinX, double MaxX, double Y)> Bars(AxisRange axis)
    {
        double count = Math.Max(1, Counts.Sum());
        for (int bin = 0; bin < Counts.Count; bin++)
        {
            double half = Edges[bin] == Edges[bin + 1] ? WidthOfOneValue / 2 * (axis.Maximum - axis.Minimum) : 0;
            (double left, double right) = (Edges[bin] - half, Edges[bin + 1] + half);
            yield return (left, right, Counts[bin] / count / (right - left));
        }
    }

    internal override IEnumerable<DataTable> Tables() => DataTable.Of(this);

    internal override string Description() => FigureWords.Describe(this);

    internal override IEnumerable<string> Remarks() => FigureWords.Remarks(this);
}
