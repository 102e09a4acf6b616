using System.Security;

namespace Seedbed.Cli.Output;

/// <summary>
/// Bars and lines over two axes, under a title and above a caption, as SVG. It has a ground of its own, and light and dark colours as the
/// reader's system asks for them (prefers-color-scheme): it is legible in a page of any colour.
/// </summary>
internal sealed class SvgPlot
{
    private const double Width = 400;
    private const double Left = 60;
    private const double Right = Width - 16;
    private const double Top = 50;
    private const double Bottom = 188;
    private const double LineHeight = 16;
    /// <summary>An end of an axis that is a multiple of the step but for rounding has its number.</summary>
    private const double Rounding = 1e-6;

    private const int CaptionColumns = 54;

    private const string Style =
        "text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.number{fill:#59636e;font-size:11px}"
        + ".axis-title{fill:#59636e}.x,.axis-title{text-anchor:middle}.y{text-anchor:end}.page{fill:#fff}.bar{fill:#9ec5fe}"
        + ".line{fill:none;stroke:#0a58ca;stroke-width:2}.axis{fill:none;stroke:#818b98}"
        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.number,.axis-title{fill:#9198a1}.page{fill:#0d1117}"
        + ".bar{fill:#1f4b8f}.line{stroke:#79c0ff}.axis{stroke:#6e7681}}";

    private readonly double _minX;
    private readonly double _maxX;
    private readonly double _maxY;
    private readonly List<string> _elements = [];
    private readonly string _title;
    private readonly int _captionLines;

    /// <summary>An empty plot.</summary>
    /// <param name="title">Its first line.</param>
    /// <param name="subtitle">Its second.</param>
    /// <param name="caption">Below it; broken where it is long.</param>
    /// <param name="minX">The left end of the axis of x.</param>
    /// <param name="maxX">The right end, above the left one.</param>
    /// <param name="titleY">Along the axis of y: what is measured on it.</param>
    /// <param name="maxY">The upper end of the axis of y, above 0, which is the lower one.</param>
    internal SvgPlot(string title, string subtitle, string caption, double minX, double maxX, string titleY, double maxY)
    {
        (_minX, _maxX, _maxY) = (minX, maxX, maxY);
        _title = title;
        AddText("title", Left, 20, title);
        AddText("number", Left, 38, subtitle);
        foreach (string line in WrappedText.Lines(caption, CaptionColumns))
        {
            AddText("caption", Left, Bottom + 36 + (_captionLines++ * LineHeight), line);
        }

        AddAxes();
        string middle = Number((Top + Bottom) / 2);
        _elements.Add($"<text class='axis-title' x='14' y='{middle}' transform='rotate(-90 14 {middle})'>{Text(titleY)}</text>");
    }

    private double Height => Bottom + 28 + (_captionLines * LineHeight);

    /// <summary>Bars from 0 up.</summary>
    internal void AddBars(IEnumerable<(double MinX, double MaxX, double Y)> bars)
    {
        foreach ((double minX, double maxX, double y) in bars.Where(bar => bar.Y > 0))
        {
            string width = Number(Math.Max(1, X(maxX) - X(minX) - 1));
            _elements.Add($"<rect class='bar' x='{Number(X(minX))}' y='{Number(Y(y))}' width='{width}' height='{Number(Bottom - Y(y))}'/>");
        }
    }

    /// <summary>A line through points.</summary>
    internal void AddLine(IEnumerable<(double X, double Y)> points) =>
        _elements.Add($"<polyline class='line' points='{string.Join(" ", points.Select(Point))}'/>");

    /// <summary>A picture of plots in rows.</summary>
    /// <param name="plots">One or more.</param>
    /// <param name="columns">The most in a row.</param>
    internal static string Page(IReadOnlyList<SvgPlot> plots, int columns = 1)
    {
        columns = Math.Min(columns, plots.Count);
        double height = plots.Max(plot => plot.Height);
        (string right, string bottom) = (Number(columns * Width), Number((plots.Count + columns - 1) / columns * height));
        IEnumerable<string> groups = plots.Index().Select(plot =>
            $"<g transform='translate({Number(plot.Index % columns * Width)},{Number(plot.Index / columns * height)})'>\n"
            + string.Join("\n", plot.Item._elements) + "\n</g>\n");
        return $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {right} {bottom}' width='{right}' role='img'>\n"
            + $"<title>{Text(string.Join(", ", plots.Select(plot => plot._title)))}</title>\n"
            + $"<style>{Style}</style>\n<rect class='page' width='100%' height='100%'/>\n{string.Concat(groups)}</svg>\n";
    }

    private void AddAxes()
    {
        _elements.Add($"<path class='axis' d='M{Number(Left)},{Number(Top)}V{Number(Bottom)}H{Number(Right)}'/>");
        foreach (double x in Ticks(_minX, _maxX, 6))
        {
            _elements.Add($"<path class='axis' d='M{Number(X(x))},{Number(Bottom)}v4'/>");
            AddText("number x", X(x), Bottom + 17, $"{x:G4}");
        }

        foreach (double y in Ticks(0, _maxY, 3))
        {
            _elements.Add($"<path class='axis' d='M{Number(Left)},{Number(Y(y))}h-4'/>");
            AddText("number y", Left - 7, Y(y) + 4, $"{y:G4}");
        }
    }

    /// <summary>Multiples of 1, 2 or 5 times a power of ten, about as many as are wanted.</summary>
    private static IEnumerable<double> Ticks(double minimum, double maximum, int wanted)
    {
        double step = 1;
        double least = (maximum - minimum) / wanted;
        while (step > least)
        {
            step /= 10;
        }

        while (step * 10 <= least)
        {
            step *= 10;
        }

        step *= step * 5 < least ? 10 : step * 2 < least ? 5 : step < least ? 2 : 1;
        for (double multiple = Math.Ceiling((minimum / step) - Rounding); multiple <= (maximum / step) + Rounding; multiple++)
        {
            yield return multiple == 0 ? 0 : multiple * step;
        }
    }

    private void AddText(string kind, double x, double y, string text) =>
        _elements.Add($"<text class='{kind}' x='{Number(x)}' y='{Number(y)}'>{Text(text)}</text>");

    private string Point((double X, double Y) point) => $"{Number(X(point.X))},{Number(Y(point.Y))}";

    private double X(double x) => Left + ((x - _minX) / (_maxX - _minX) * (Right - Left));

    private double Y(double y) => Bottom - (Math.Min(y / _maxY, 1) * (Bottom - Top));

    /// <summary>A tenth of a point is seen by nobody.</summary>
    private static string Number(double value) => $"{value:0.#}";

    private static string Text(string text) => SecurityElement.Escape(PrintableText.OfSentence(text));
}
