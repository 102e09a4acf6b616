namespace Seedbed.Diagnostics.Reports;

/// <summary>A plot as it is placed in a picture.</summary>
/// <param name="Title">What is seen.</param>
/// <param name="Width">In points.</param>
/// <param name="Height">In points.</param>
/// <param name="Elements">SVG.</param>
internal sealed record SvgDrawing(string Title, double Width, double Height, IReadOnlyList<string> Elements);

/// <summary>Bars, lines and points over two axes, under a title and above a caption, as SVG.</summary>
internal sealed class SvgPlot
{
    private const double LineHeight = 16;

    /// <summary>Names at the axis: as many, so many letters of each.</summary>
    private const int NamesWide = 16;
    private const int NamesNarrow = 9;
    private const int LettersOfName = 18;

    private readonly SvgFrame _frame;
    private readonly AxisRange _x;
    private readonly AxisRange _y;
    private readonly string _title;
    private readonly List<string> _elements = [];
    private double _bottomRoom = 28;
    private int _captionLines;

    /// <summary>An empty plot.</summary>
    /// <param name="figure">Its title and subtitle.</param>
    /// <param name="frame">Where the axes stand.</param>
    /// <param name="x">The axis of x.</param>
    /// <param name="y">The axis of y.</param>
    internal SvgPlot(Figure figure, SvgFrame frame, AxisRange x, AxisRange y)
    {
        (_frame, _x, _y, _title) = (frame, x, y, figure.Title);
        AddText("title", frame.Left, 20, figure.Title);
        AddText("number", frame.Left, 38, figure.Subtitle);
    }

    internal double Right => _frame.Right;

    internal double Left => _frame.Left;

    internal double Top => _frame.Top;

    internal double Bottom => _frame.Top + _frame.Height;

    /// <summary>All that was added.</summary>
    internal SvgDrawing Finish() => new(_title, _frame.Width, Bottom + _bottomRoom + (_captionLines * LineHeight), _elements);

    /// <summary>What stands below the axes, and what is at them by then.</summary>
    internal void AddCaption(string caption)
    {
        foreach (string line in SvgText.Lines(caption, _frame.CaptionColumns))
        {
            AddText("caption", Left, Bottom + _bottomRoom + 8 + (_captionLines++ * LineHeight), line);
        }
    }

    /// <summary>Both axes with their numbers, and what is measured along y.</summary>
    internal void AddAxes(string titleY)
    {
        AddAxisLines();
        foreach (double x in _x.Ticks(_frame.TicksX))
        {
            _elements.Add($"<path class='axis' d='M{Number(X(x))},{Number(Bottom)}v4'/>");
            AddText("number x", X(x), Bottom + 17, _x.Scale == AxisScale.Logarithmic ? Digits.Power(x) : _frame.Label(x));
        }

        AddAxisY(titleY);
    }

    /// <summary>Both axes with their numbers or names, and what is measured along them.</summary>
    internal void AddAxes(Axis x, string titleY)
    {
        if (x.Names is null)
        {
            AddAxes(titleY);
            _bottomRoom = 46;
        }
        else
        {
            AddAxisLines();
            AddNames(x.Names);
            AddAxisY(titleY);
        }

        AddText("axis-title", (Left + Right) / 2, Bottom + _bottomRoom - 8, x.Title);
    }

    /// <summary>The names of columns below them, and what they are.</summary>
    internal void AddHeatAxis(Axis columns)
    {
        _elements.Add($"<path class='axis' d='M{Number(Left)},{Number(Top)}V{Number(Bottom)}H{Number(Right)}V{Number(Top)}z'/>");
        AddNames(columns.Names!);
        AddText("axis-title", (Left + Right) / 2, Bottom + _bottomRoom - 8, columns.Title);
    }

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
    internal void AddLine(IEnumerable<(double X, double Y)> points, string kind = "line") =>
        _elements.Add($"<polyline class='{kind}' points='{string.Join(" ", points.Select(Point))}'/>");

    /// <summary>What lies between two lines.</summary>
    internal void AddBand(IEnumerable<(double X, double Low, double High)> edges, string kind)
    {
        (double X, double Low, double High)[] all = [.. edges];
        IEnumerable<string> corners =
            all.Select(edge => Point((edge.X, edge.High))).Concat(all.Reverse().Select(edge => Point((edge.X, edge.Low))));
        _elements.Add($"<polygon class='{kind} band' points='{string.Join(" ", corners)}'/>");
    }

    /// <summary>A point.</summary>
    internal void AddPoint((double X, double Y) point, string kind, double radius) =>
        _elements.Add($"<circle class='{kind}' cx='{Number(X(point.X))}' cy='{Number(Y(point.Y))}' r='{Number(radius)}'/>");

    /// <summary>What stands where it belongs by its own numbers, in points.</summary>
    internal void Add(string element) => _elements.Add(element);

    internal void AddText(string kind, double x, double y, string text) =>
        _elements.Add($"<text class='{kind}' x='{Number(x)}' y='{Number(y)}'>{SvgText.Escape(text)}</text>");

    internal bool HoldsX(double x) => _x.PlaceOf(x) == OffAxis.None;

    internal bool HoldsY(double y) => _y.PlaceOf(y) == OffAxis.None;

    internal bool Holds(ReferenceLine line) => line.Direction == LineDirection.Horizontal ? HoldsY(line.Value) : HoldsX(line.Value);

    internal double X(double x) => Left + (_x.Fraction(x) * (Right - Left));

    /// <summary>What lies beyond the axis is drawn at its edge.</summary>
    internal double Y(double y) => Bottom - (Math.Clamp(_y.Fraction(y), 0, 1) * (Bottom - Top));

    /// <summary>A tenth of a point is seen by nobody.</summary>
    internal static string Number(double value) => $"{value:0.#}";

    private void AddAxisLines() =>
        _elements.Add($"<path class='axis' d='M{Number(Left)},{Number(Top)}V{Number(Bottom)}H{Number(Right)}'/>");

    private void AddAxisY(string title)
    {
        foreach (double y in _y.Ticks(_frame.TicksY))
        {
            if (_frame.HasGrid)
            {
                _elements.Add($"<path class='grid' d='M{Number(Left)},{Number(Y(y))}H{Number(Right)}'/>");
            }

            _elements.Add($"<path class='axis' d='M{Number(Left)},{Number(Y(y))}h-4'/>");
            AddText("number y", Left - 7, Y(y) + 4, _y.Scale == AxisScale.Logarithmic ? Digits.Power(y) : _frame.Label(y));
        }

        string middle = Number((Top + Bottom) / 2);
        _elements.Add($"<text class='axis-title' x='14' y='{middle}' transform='rotate(-90 14 {middle})'>{SvgText.Escape(title)}</text>");
    }

    private void AddNames(IReadOnlyList<string> names)
    {
        int most = _frame.Width >= SvgFrame.Wide.Width ? NamesWide : NamesNarrow;
        int step = (names.Count + most - 1) / most;
        double width = names.Max(name => Math.Min(name.Length, LettersOfName) + 1) * SvgText.LetterWidth;
        bool isFlat = width * names.Count < Right - Left;
        _bottomRoom = isFlat ? 46 : 98;
        for (int i = 0; i < names.Count; i += step)
        {
            (string x, string y) = (Number(X(i)), Number(Bottom + 14));
            _elements.Add($"<path class='axis' d='M{x},{Number(Bottom)}v4'/>");
            string name = SvgText.Escape(SvgText.Shortened(names[i], LettersOfName));
            string turned = isFlat ? "class='number x'" : $"class='number y' transform='rotate(-35 {x} {y})'";
            _elements.Add($"<text {turned} x='{x}' y='{y}'>{name}</text>");
        }
    }

    private string Point((double X, double Y) point) => $"{Number(X(point.X))},{Number(Y(point.Y))}";
}
