namespace Seedbed.Diagnostics;

/// <summary>How numbers lie on an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal steps are equal differences.</summary>
    Linear,

    /// <summary>Equal steps are equal ratios. What has no place on it, 0 and less, is marked at the edge and told in words.</summary>
    Logarithmic,
}

/// <summary>One axis of a figure.</summary>
/// <param name="Title">What is measured along it, with its unit.</param>
/// <param name="Scale">How numbers lie on it.</param>
public sealed record Axis(string Title, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>What stands at 0, 1, 2, …, such as the layers of a network by depth; null where the axis is one of numbers.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Where the axis begins; null for what the data asks for. What lies beyond is marked at the edge and told in words.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where the axis ends; null for what the data asks for.</summary>
    public double? Maximum { get; init; }

    /// <summary>An axis whose places have names.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="names">The names of 0, 1, 2, …</param>
    public static Axis Of(string title, IReadOnlyList<string> names) => new(title) { Names = names };

    internal void Check(string figure)
    {
        if (Minimum is { } low && !double.IsFinite(low) || Maximum is { } high && !double.IsFinite(high) || Minimum >= Maximum)
        {
            throw new ArgumentException(
                $"{figure}: the axis '{Title.Excerpt()}' reaches from {Minimum} to {Maximum}; its ends must be finite and rise.");
        }

        if (Scale == AxisScale.Logarithmic && (Minimum <= 0 || Maximum <= 0 || Names is not null))
        {
            throw new ArgumentException(
                $"{figure}: the logarithmic axis '{Title.Excerpt()}' has {(Names is null ? "an end that is not above 0" : "names")}; "
                + "make it linear, or leave that out.");
        }
    }
}
