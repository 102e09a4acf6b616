using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Layers;

/// <summary>
/// What a weight is brought back to after each step of a training: immutable and equal by value. Names, calls and configurations convert
/// implicitly: <c>"non_neg"</c>, <c>"MaxNorm(max_value=3)"</c>.
/// </summary>
/// <remarks>Source: <c>keras.constraints</c>. Norms are 2-norms along axes, of each output's incoming weights by default.</remarks>
public abstract record Constraint
{
    /// <summary><c>keras.config.epsilon()</c>, which is added to norms before they divide.</summary>
    private const double Epsilon = 1e-7;

    private protected Constraint()
    {
    }

    /// <summary>The class in Keras configurations.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The arguments, in Keras's order.</summary>
    private protected abstract IEnumerable<Argument> Arguments { get; }

    /// <summary>The axes along which norms are taken; null where it acts on elements.</summary>
    internal virtual ImmutableArray<int>? NormAxes => null;

    /// <summary>The constraint that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON; null gives null.</param>
    [return: NotNullIfNotNull(nameof(identifier))]
    public static implicit operator Constraint?(string? identifier) => identifier is null ? null : Get(identifier);

    /// <summary>The constraint that a text means: a name (<c>max_norm</c>), a call or a Keras configuration in JSON.</summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static Constraint Get(string identifier) =>
        KnownConstraints.All.Get(identifier ?? throw new ArgumentNullException(nameof(identifier)));

    /// <summary>The configuration in JSON, as <c>keras.constraints.serialize</c> writes it.</summary>
    public string Serialize() => KnownConstraints.All.Serialize(ClassName, [.. Arguments]);

    /// <summary>The factor of elements whose norm this is.</summary>
    private protected virtual double Scale(double norm) => 1;

    /// <summary>What becomes of elements on which it acts one by one.</summary>
    private protected virtual void ApplyToElements<T>(Span<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Changes a weight.</summary>
    internal void Apply(Tensor weight)
    {
        if (weight.Type == ElementType.Float32)
        {
            Apply<float>(weight);
        }
        else
        {
            Apply<double>(weight);
        }
    }

    /// <summary>The axes that it takes, for a message, where a weight of this rank does not have them; else null.</summary>
    internal string? Misfit(int rank) =>
        NormAxes?.Any(axis => axis < -rank || axis >= rank) == true ? $"axes from {-rank} to {rank - 1}" : null;

    private protected static double NormOver(double wanted, double norm) => wanted / (Epsilon + norm);

    private protected static Description<Constraint> Describe(
        Constraint sample, IReadOnlyList<string> aliases, Func<NamedArguments, Constraint> create) => new(sample.ClassName, create)
        {
            Aliases = aliases,
            Module = "keras.constraints",
            Parameters = [.. sample.Arguments.Select(ParameterDescription.Of), .. ParameterDescription.Unused("name")],
        };

    private protected static ImmutableArray<int> AxesOf(NamedArguments arguments) => arguments.Axes("axis") ?? [0];

    private protected static Argument AxisArgument(ImmutableArray<int> axes) => new("axis", axes is [int one]
        ? (long)one
        : (ArgumentValue) new ArrayValue(Shape.Create([axes.Length]), [.. axes.Select(axis => (double)axis)]));

    private void Apply<T>(Tensor weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = weight.Values<T>();
        if (NormAxes is not { } axes)
        {
            ApplyToElements(values);
            return;
        }

        // Elements that share a norm have one group: their flat index over the axes that no norm is taken along.
        int[] strides = new int[weight.Rank];
        int groups = 1;
        for (int axis = weight.Rank - 1; axis >= 0; axis--)
        {
            bool isInside = axes.Any(norm => weight.Axis(norm) == axis);
            strides[axis] = isInside ? 0 : groups;
            groups *= isInside ? 1 : weight[axis];
        }

        double[] squares = new double[groups];
        int at = 0;
        Walk(weight.Dimensions, strides, 0, ref at, values, squares, (ref T value, ref double sum) =>
            sum += double.CreateTruncating(value) * double.CreateTruncating(value));
        double[] scales = Array.ConvertAll(squares, square => Scale(Math.Sqrt(square)));
        at = 0;
        Walk(weight.Dimensions, strides, 0, ref at, values, scales, (ref T value, ref double scale) => value *= T.CreateTruncating(scale));
    }

    private delegate void Visit<T>(ref T value, ref double ofGroup);

    private static void Walk<T>(
        ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, int group, ref int at, Span<T> values, double[] groups, Visit<T> visit)
        where T : unmanaged
    {
        for (int i = 0; i < sizes[0]; i++)
        {
            if (sizes.Length == 1)
            {
                visit(ref values[at++], ref groups[group + (i * strides[0])]);
            }
            else
            {
                Walk(sizes[1..], strides[1..], group + (i * strides[0]), ref at, values, groups, visit);
            }
        }
    }
}

/// <summary>The constraints that there are.</summary>
internal static class KnownConstraints
{
    internal static Registry<Constraint> All { get; } =
        new("a constraint", [MaxNorm.Description, NonNeg.Description, UnitNorm.Description, MinMaxNorm.Description]);
}

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

/// <summary>max(w, 0). Source: <c>keras.constraints.NonNeg</c>.</summary>
public sealed record NonNeg : Constraint
{
    internal static Description<Constraint> Description { get; } = Describe(new NonNeg(), ["non_neg"], _ => new NonNeg());

    private protected override IEnumerable<Argument> Arguments => [];

    private protected override void ApplyToElements<T>(Span<T> elements)
    {
        foreach (ref T element in elements)
        {
            element = T.Max(element, T.Zero);
        }
    }
}

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
