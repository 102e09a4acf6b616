using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>w·min(n, max)/(n + 10⁻⁷) for the norm n. Source: <c>keras.constraints.MaxNorm</c>.</summary>
public sealed record MaxNorm : Constraint
{
    /// <summary>Norms of at most a value.</summary>
    /// <param name="maxValue">The largest norm, at least 0.</param>
    /// <param name="axes">The axes along which norms are taken; the first where none is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The largest norm is negative or not finite.</exception>
    public MaxNorm(double maxValue = 2, params ReadOnlySpan<int> axes) =>
        (MaxValue, Axes) = (ArgumentNumbers.AtLeast(maxValue, 0, "max_value"), axes.IsEmpty ? [0] : [.. axes]);

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    /// <summary>The axes along which norms are taken.</summary>
    public ImmutableArray<int> Axes { get; }

    internal static Description<Constraint> Description { get; } = Describe(
        new MaxNorm(), ["max_norm"], arguments => new MaxNorm(arguments.Number("max_value", 2), AxesOf(arguments).AsSpan()));

    internal override ImmutableArray<int>? NormAxes => Axes;

    private protected override IEnumerable<Argument> Arguments => [new("max_value", MaxValue), AxisArgument(Axes)];

    private protected override double Scale(double norm) => NormOver(Math.Min(norm, MaxValue), norm);

    /// <inheritdoc/>
    public bool Equals(MaxNorm? other) => other is not null && MaxValue == other.MaxValue && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxValue, Axes.Length);
}
