using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>w/(n + 10⁻⁷) for the norm n. Source: <c>keras.constraints.UnitNorm</c>.</summary>
public sealed record UnitNorm : Constraint
{
    /// <summary>Norms of 1.</summary>
    /// <param name="axes">The axes along which norms are taken; the first where none is given.</param>
    public UnitNorm(params ReadOnlySpan<int> axes) => Axes = axes.IsEmpty ? [0] : [.. axes];

    /// <summary>The axes along which norms are taken.</summary>
    public ImmutableArray<int> Axes { get; }

    internal static Description<Constraint> Description { get; } =
        Describe(new UnitNorm(), ["unit_norm"], arguments => new UnitNorm(AxesOf(arguments).AsSpan()));

    internal override ImmutableArray<int>? NormAxes => Axes;

    private protected override IEnumerable<Argument> Arguments => [AxisArgument(Axes)];

    private protected override double Scale(double norm) => NormOver(1, norm);

    /// <inheritdoc/>
    public bool Equals(UnitNorm? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Length;
}
