namespace Seedbed.Diagnostics.Reports;

/// <summary>
/// The colours of Okabe and Ito (2008), which stay apart for the colour-blind; darker on light ground, and lighter on dark ground, where a
/// line would not be seen.
/// </summary>
internal static class Palette
{
    /// <summary>Blue, vermilion, bluish green, reddish purple, orange, sky blue, and black.</summary>
    internal static readonly string[] Light = ["#0072b2", "#d55e00", "#009e73", "#b3568c", "#b87a00", "#2a8fc7", "#1f2328"];

    /// <summary>The same on dark ground.</summary>
    internal static readonly string[] Dark = ["#56b4e9", "#ff8a4c", "#2cc79a", "#e79cc6", "#e69f00", "#9ad4f5", "#e6edf3"];

    internal static int Count => Light.Length;

    /// <summary>Beside the style of histograms: what lines, points and heat maps need.</summary>
    internal static string SvgStyle { get; } =
        Colours(Light) + ".curve{fill:none;stroke-width:2;stroke-linejoin:round}.thin{stroke-width:1}.dashed{stroke-dasharray:6 4}"
        + ".band{stroke:none;fill-opacity:.16}.whisker{stroke-opacity:.5}.grid{fill:none;stroke:#e9edf1}"
        + ".reference{fill:none;stroke:#59636e;stroke-dasharray:2 3}"
        + ".cell{fill:#00508a}.on-cell{fill:#fff}.middle{text-anchor:middle}.halo{paint-order:stroke;stroke:#fff;stroke-width:4}"
        + $"@media(prefers-color-scheme:dark){{{Colours(Dark)}.curve{{fill:none}}.band{{stroke:none}}.grid{{stroke:#21262d}}"
        + ".reference{stroke:#9198a1}.cell{fill:#79c0ff}.on-cell{fill:#0d1117}.halo{stroke:#0d1117}}";

    /// <summary>Variables of a page, <c>--s0</c> to <c>--s6</c>: light, or dark where the system or the reader asks for it.</summary>
    internal static string PageStyle { get; } =
        $":root{{{Variables(Light)}}}@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{Variables(Dark)}}}}}"
        + $":root[data-theme=dark]{{{Variables(Dark)}}}\n";

    /// <summary>The number of a series' colour: its own, or its place.</summary>
    internal static int ColourOf(Series series, int place) => (series.Colour ?? place) % Count;

    private static string Variables(string[] colours) => string.Concat(colours.Select((colour, i) => $"--s{i}:{colour};"));

    private static string Colours(string[] colours) =>
        string.Concat(colours.Select((colour, i) => $".s{i}{{stroke:{colour};fill:{colour}}}"));
}
