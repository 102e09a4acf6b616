using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>Which way a <see cref="ReferenceLine"/> runs.</summary>
public enum LineDirection
{
    /// <summary>At one y, over all x.</summary>
    Horizontal,

    /// <summary>At one x, over all y.</summary>
    Vertical,
}

/// <summary>A line that values are held against, such as a bound.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Where it stands.</param>
/// <param name="Direction">Which way it runs.</param>
public sealed record ReferenceLine(string Name, double Value, LineDirection Direction = LineDirection.Horizontal);

/// <summary>Series over an axis: signals by depth, training curves, spectra, or points in a plane with curves.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means.</param>
/// <param name="X">The horizontal axis, of numbers or of names.</param>
/// <param name="Y">The vertical axis, of numbers.</param>
/// <param name="Series">What is drawn.</param>
public sealed record LineFigure(string Title, string Caption, Axis X, Axis Y, IReadOnlyList<Series> Series) : Figure(Title, Caption)
{
    /// <summary>Lines that the series are held against.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Singular values from the largest down, over their rank from 1 on, with a logarithmic axis.</summary>
    /// <param name="title">What is seen.</param>
    /// <param name="caption">How it is read and what it means.</param>
    /// <param name="spectra">The singular values of each matrix, in any order.</param>
    public static LineFigure Spectra(string title, string caption, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new(title, caption, new Axis("rank"), new Axis("singular value", AxisScale.Logarithmic),
            [.. spectra.Select(spectrum => new Series(spectrum.Name, [.. spectrum.Values.OrderDescending()])
            {
                X = [.. Enumerable.Range(1, spectrum.Values.Count).Select(rank => (double)rank)],
            })]);
    }

    /// <summary>Where order ends and chaos begins: the critical line σw² over σb², and the points of models beside it.</summary>
    /// <param name="title">What is seen.</param>
    /// <param name="caption">How it is read and what it means.</param>
    /// <param name="critical">Points of the critical line by rising σb².</param>
    /// <param name="models">The variances of each model.</param>
    public static LineFigure EdgeOfChaos(
        string title, string caption, IReadOnlyList<(double BiasVariance, double WeightVariance)> critical,
        IReadOnlyList<(string Name, double BiasVariance, double WeightVariance)> models)
    {
        ArgumentNullException.ThrowIfNull(critical);
        ArgumentNullException.ThrowIfNull(models);
        Series line = new("critical line", [.. critical.Select(point => point.WeightVariance)])
        {
            X = [.. critical.Select(point => point.BiasVariance)],
        };
        return new(title, caption, new Axis("bias variance σb²"), new Axis("weight variance σw²"),
            [line, .. models.Select(model => Point(model.Name, model.BiasVariance, model.WeightVariance))]);

        static Series Point(string name, double x, double y) => new(name, [y]) { X = [x], Style = SeriesStyle.Points };
    }

    internal override void Check()
    {
        X.Check(Place);
        Y.Check(Place);
        if (Y.Names is not null)
        {
            throw new ArgumentException($"{Place} has names along y; a line figure has numbers there.");
        }

        if (References.FirstOrDefault(line => !double.IsFinite(line.Value)) is { } reference)
        {
            throw new ArgumentException($"{Place}: the reference '{reference.Name.Excerpt()}' is {reference.Value}; it must be finite.");
        }

        foreach (Series series in Series)
        {
            series.Check(Place);
            CheckNames(series);
        }
    }

    private void CheckNames(Series series)
    {
        for (int i = 0; X.Names is not null && i < series.Values.Count; i++)
        {
            if (!(series.At(i) >= 0 && series.At(i) < X.Names.Count && series.At(i) == Math.Floor(series.At(i))))
            {
                string range = $"the names of 0 to {X.Names.Count - 1}";
                throw new ArgumentException(
                    $"{Place}: '{series.Name.Excerpt()}' has a value at {series.At(i)}, and the axis has {range}.");
            }
        }
    }

    internal override IEnumerable<DataTable> Tables() => [LineTable.Of(this)];

    internal override string Description() => FigureWords.Describe(this);

    internal override IEnumerable<string> Remarks() => FigureWords.Remarks(this);
}
