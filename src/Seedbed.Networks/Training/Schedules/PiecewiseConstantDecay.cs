using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// The value of the range that the step is in; a boundary belongs to the range below it. Source: <c>keras.optimizers.schedules</c>.
/// </summary>
public sealed record PiecewiseConstantDecay : LearningRateSchedule
{
    /// <summary>Rates for ranges of steps.</summary>
    /// <param name="boundaries">Rising steps, the last of each range but the last range.</param>
    /// <param name="values">The rate of each range, one more than there are boundaries.</param>
    /// <exception cref="ArgumentException">Boundaries do not rise, or there are not one more values.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        if (boundaries.Count == 0 || values.Count != boundaries.Count + 1)
        {
            throw new ArgumentException(
                $"there are {boundaries.Count} boundaries and {values.Count} values; there must be at least one boundary, and one more "
                + "value.");
        }

        if (boundaries.Zip(boundaries.Skip(1)).Any(pair => !(pair.First < pair.Second)))
        {
            throw new ArgumentException($"boundaries are {Text(boundaries)}; each must be greater than the one before.");
        }

        Boundaries = [.. boundaries];
        Values = [.. values.Select(value => Rate(value, "values"))];
    }

    /// <summary>The last step of each range but the last.</summary>
    public ImmutableArray<double> Boundaries { get; }

    /// <summary>The rate of each range.</summary>
    public ImmutableArray<double> Values { get; }

    internal static Description<LearningRateSchedule> Description { get; } = Describe(
        new PiecewiseConstantDecay([1], [0.1, 0.1]),
        arguments => new PiecewiseConstantDecay(List(arguments, "boundaries"), List(arguments, "values")), "boundaries", "values");

    private protected override string DefaultName => "PiecewiseConstant";

    private protected override IEnumerable<Argument> Arguments =>
        [new("boundaries", List(Boundaries)), new("values", List(Values))];

    /// <inheritdoc/>
    public override double At(long step)
    {
        int range = 0;
        while (range < Boundaries.Length && step > Boundaries[range])
        {
            range++;
        }

        return Values[range];
    }

    /// <inheritdoc/>
    public bool Equals(PiecewiseConstantDecay? other) =>
        other is not null && Boundaries.SequenceEqual(other.Boundaries) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Boundaries.Length, Values[0]);

    private static ArrayValue List(ImmutableArray<double> values) => new(Shape.Create([values.Length]), values);

    private static ImmutableArray<double> List(NamedArguments arguments, string name) => arguments.Find(name) switch
    {
        ArrayValue { Shape.Rank: 1 } array => array.Values,
        null => throw new ArgumentException($"{name} is missing; a learning-rate schedule needs it, as in Keras."),
        { } other => throw arguments.Wrong(name, other, "a list of numbers"),
    };

    private static string Text(IReadOnlyList<double> values) => $"[{string.Join(", ", values.Select(value => $"{value}"))}]";
}
