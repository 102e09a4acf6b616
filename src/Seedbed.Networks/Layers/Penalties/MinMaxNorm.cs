using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>
/// w·(rate·clip(n, min, max) + (1 − rate)·n)/(n + 10⁻⁷) for the norm n. Source: <c>keras.constraints.MinMaxNorm</c>.
/// </summary>
public sealed record MinMaxNorm : Constraint
{
    /// <summary>Norms between two values.</summary>
    /// <param name="minValue">The least norm, at least 0.</param>
    /// <param name="maxValue">The largest norm, at least the least.</param>
    /// <param name="rate">How far a step brings a norm back, from 0 to 1.</param>
    /// <param name="axes">The axes along which norms are taken; the first where none is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, params ReadOnlySpan<int> axes)
    {
        MinValue = ArgumentNumbers.AtLeast(minValue, 0, "min_value");
        MaxValue = ArgumentNumbers.AtLeast(maxValue, 0, "max_value") >= minValue
            ? maxValue
            : throw new ArgumentOutOfRangeException(
                nameof(maxValue), $"max_value is {maxValue}, below min_value, {minValue}; it must be at least as large.");
        Rate = ArgumentNumbers.Share(rate, nameof(rate));
        Axes = axes.IsEmpty ? [0] : [.. axes];
    }

    /// <summary>The least norm.</summary>
    public double MinValue { get; }

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; }

    /// <summary>How far a step brings a norm back.</summary>
    public double Rate { get; }

    /// <summary>The axes along which norms are taken.</summary>
    public ImmutableArray<int> Axes { get; }

    internal static Description<Constraint> Description { get; } = Describe(
        new MinMaxNorm(), ["min_max_norm"], arguments => new MinMaxNorm(
            arguments.Number("min_value", 0), arguments.Number("max_value", 1), arguments.Number("rate", 1), AxesOf(arguments).AsSpan()));

    internal override ImmutableArray<int>? NormAxes => Axes;

    private protected override IEnumerable<Argument> Arguments =>
        [new("min_value", MinValue), new("max_value", MaxValue), new("rate", Rate), AxisArgument(Axes)];

    private protected override double Scale(double norm) =>
        NormOver((Rate * Math.Clamp(norm, MinValue, MaxValue)) + ((1 - Rate) * norm), norm);

    /// <inheritdoc/>
    public bool Equals(MinMaxNorm? other) => other is not null && (MinValue, MaxValue, Rate) == (other.MinValue, other.MaxValue, other.Rate)
        && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MinValue, MaxValue, Rate, Axes.Length);
}
