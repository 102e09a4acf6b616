namespace Seedbed.Diagnostics.Reports;

/// <summary>Where the axes of a plot stand in it, in points, and what fits beside them.</summary>
/// <param name="Width">The plot with its margins.</param>
/// <param name="Left">The axis of y.</param>
/// <param name="Right">The right end of the axis of x.</param>
/// <param name="Top">The upper end of the axis of y, below the title; legends move it down.</param>
/// <param name="Height">From there to the axis of x.</param>
internal sealed record SvgFrame(double Width, double Left, double Right, double Top, double Height)
{
    /// <summary>Four of them stand in a row.</summary>
    internal static readonly SvgFrame Small = new(400, 60, 384, 50, 138);

    /// <summary>A figure of its own.</summary>
    internal static readonly SvgFrame Wide = new(760, 72, 740, 50, 280)
    {
        TicksX = 9,
        TicksY = 6,
        CaptionColumns = 110,
        HasGrid = true,
        Label = Digits.Rounded,
    };

    /// <summary>A figure beside others.</summary>
    internal static readonly SvgFrame Panel = new(400, 60, 384, 50, 180) { TicksX = 5, TicksY = 4, HasGrid = true, Label = Digits.Rounded };

    /// <summary>About as many numbers at the axis of x.</summary>
    internal int TicksX { get; init; } = 6;

    /// <summary>About as many numbers at the axis of y.</summary>
    internal int TicksY { get; init; } = 3;

    /// <summary>Letters of a line of the caption.</summary>
    internal int CaptionColumns { get; init; } = 54;

    /// <summary>Whether lines are drawn at the numbers of y.</summary>
    internal bool HasGrid { get; init; }

    /// <summary>A number at an axis.</summary>
    internal Func<double, string> Label { get; init; } = value => $"{value:G4}";
}
