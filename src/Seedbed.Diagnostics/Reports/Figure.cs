using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>
/// A picture of numbers: <see cref="LineFigure"/>, <see cref="HistogramFigure"/>, <see cref="HeatMapFigure"/>,
/// <see cref="PanelFigure"/>, or a <see cref="TableFigure"/>. It knows the numbers and what they are, and not how it is drawn.
/// </summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means; a line feed begins a new line.</param>
public abstract record Figure(string Title, string Caption)
{
    /// <summary>A line of facts below the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What a sentence about a fault calls it.</summary>
    internal string Place => $"the figure '{Title.Excerpt()}'";

    /// <summary>The figure as a picture that stands alone, in light and dark colours as the reader's system asks for them.</summary>
    /// <returns>SVG; the same figure gives the same text.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public string ToSvg() => SvgPage([this]);

    /// <summary>Figures in rows, as one picture.</summary>
    /// <param name="figures">One or more.</param>
    /// <param name="columns">The most in a row.</param>
    /// <returns>SVG.</returns>
    /// <exception cref="ArgumentException">There is no figure, or the numbers of one do not fit together.</exception>
    public static string SvgPage(IReadOnlyList<Figure> figures, int columns = 1)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (figures.Count == 0)
        {
            throw new ArgumentException("there is no figure to draw; give one or more.", nameof(figures));
        }

        foreach (Figure figure in figures)
        {
            figure.Check();
        }

        return SvgPicture.Of(figures, columns);
    }

    /// <summary>Refuses numbers that do not fit together.</summary>
    internal abstract void Check();

    /// <summary>The numbers, as rows and columns.</summary>
    internal abstract IEnumerable<DataTable> Tables();

    /// <summary>What the picture shows, for those who do not see it.</summary>
    internal abstract string Description();

    /// <summary>What is not where the picture shows it: values without a place on their axis.</summary>
    internal abstract IEnumerable<string> Remarks();
}
