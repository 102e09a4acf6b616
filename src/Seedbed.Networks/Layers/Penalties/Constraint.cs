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
