using Seedbed.Diagnostics.Reports;

namespace Seedbed.Diagnostics;

/// <summary>Figures side by side, such as before and after a calibration, or one histogram a layer.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="Caption">How it is read and what it means.</param>
/// <param name="Panels">The figures; none of them has panels itself.</param>
public sealed record PanelFigure(string Title, string Caption, IReadOnlyList<Figure> Panels) : Figure(Title, Caption)
{
    /// <summary>Whether all panels of lines have the same axes, so that they can be compared at a glance.</summary>
    public bool SharesAxes { get; init; } = true;

    /// <summary>The panels as they are drawn: with common axes, where they share them.</summary>
    internal IReadOnlyList<Figure> Drawn => SharesAxes ? SharedAxes.Of(Panels) : Panels;

    internal override void Check()
    {
        if (Panels.Count == 0 || Panels.Any(panel => panel is PanelFigure or TableFigure))
        {
            throw new ArgumentException(
                $"{Place} has no panel, or one that is a table or has panels itself; give lines, histograms or heat maps.");
        }

        foreach (Figure panel in Panels)
        {
            panel.Check();
        }
    }

    internal override IEnumerable<DataTable> Tables() => Panels.SelectMany(panel => panel.Tables());

    internal override string Description() => FigureWords.Sentences(Panels.Select(panel => $"{panel.Title}: {panel.Description()}"));

    internal override IEnumerable<string> Remarks() =>
        Panels.SelectMany(panel => panel.Remarks().Select(remark => $"{panel.Title}: {remark}"));
}
