using System.Diagnostics.CodeAnalysis;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Layers;

/// <summary>
/// What a layer adds to the loss for a weight, or for what it gives: immutable and equal by value. Names, calls and configurations convert
/// implicitly: <c>"l2"</c>, <c>"L1L2(l1=0.001, l2=0.01)"</c>.
/// </summary>
/// <remarks>Source: <c>keras.regularizers</c>. It counts in training and evaluation alike; predictions do not depend on it.</remarks>
public abstract record Regularizer
{
    private protected Regularizer()
    {
    }

    /// <summary>The class in Keras configurations.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The arguments, in Keras's order.</summary>
    private protected abstract IEnumerable<Argument> Arguments { get; }

    /// <summary>The regularizer that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON; null gives null.</param>
    [return: NotNullIfNotNull(nameof(identifier))]
    public static implicit operator Regularizer?(string? identifier) => identifier is null ? null : Get(identifier);

    /// <summary>
    /// The regularizer that a text means: a name (<c>l2</c>), a call (<c>L2(l2=0.001)</c>) or a Keras configuration in JSON.
    /// </summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static Regularizer Get(string identifier) =>
        KnownRegularizers.All.Get(identifier ?? throw new ArgumentNullException(nameof(identifier)));

    /// <summary>The configuration in JSON, as <c>keras.regularizers.serialize</c> writes it.</summary>
    public string Serialize() => KnownRegularizers.All.Serialize(ClassName, [.. Arguments]);

    /// <summary>A scalar of a tensor; null where it is 0 for any.</summary>
    internal abstract Operation? Operation { get; }

    /// <summary>The shapes that it takes, for a message, where it does not take this one; else null.</summary>
    internal virtual string? Misfit(Tensor tensor) => null;

    private protected static Description<Regularizer> Describe(
        Regularizer sample, IReadOnlyList<string> aliases, Func<NamedArguments, Regularizer> create) => new(sample.ClassName, create)
        {
            Aliases = aliases,
            Module = "keras.regularizers",
            Parameters = [.. sample.Arguments.Select(ParameterDescription.Of), .. ParameterDescription.Unused("name")],
        };

    /// <summary>A finite number of at least 0.</summary>
    private protected static double Factor(double value, string name) => ArgumentNumbers.AtLeast(value, 0, name);
}

/// <summary>The regularizers that there are.</summary>
internal static class KnownRegularizers
{
    internal static Registry<Regularizer> All { get; } =
        new("a regularizer", [L1.Description, L2.Description, L1L2.Description, OrthogonalRegularizer.Description]);
}

/// <summary>l1·Σ|w|. Source: <c>keras.regularizers.L1</c>.</summary>
public sealed record L1 : Regularizer
{
    /// <summary>The sum of absolute values.</summary>
    /// <param name="factor">l1, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is another.</exception>
    public L1(double factor = 0.01) => FactorL1 = Factor(factor, "l1");

    /// <summary>l1.</summary>
    public double FactorL1 { get; }

    internal static Description<Regularizer> Description { get; } =
        Describe(new L1(), ["l1"], arguments => new L1(arguments.NumberOrNull("l1") ?? 0.01));

    private protected override IEnumerable<Argument> Arguments => [new("l1", FactorL1)];

    internal override Operation? Operation => FactorL1 == 0 ? null : new NormPenalty(FactorL1, 0);
}

/// <summary>l2·Σw². Source: <c>keras.regularizers.L2</c>.</summary>
public sealed record L2 : Regularizer
{
    /// <summary>The sum of squares.</summary>
    /// <param name="factor">l2, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is another.</exception>
    public L2(double factor = 0.01) => FactorL2 = Factor(factor, "l2");

    /// <summary>l2.</summary>
    public double FactorL2 { get; }

    internal static Description<Regularizer> Description { get; } =
        Describe(new L2(), ["l2"], arguments => new L2(arguments.NumberOrNull("l2") ?? 0.01));

    private protected override IEnumerable<Argument> Arguments => [new("l2", FactorL2)];

    internal override Operation? Operation => FactorL2 == 0 ? null : new NormPenalty(0, FactorL2);
}

/// <summary>l1·Σ|w| + l2·Σw². Source: <c>keras.regularizers.L1L2</c>.</summary>
public sealed record L1L2 : Regularizer
{
    /// <summary>Absolute values and squares.</summary>
    /// <param name="l1">Finite and at least 0.</param>
    /// <param name="l2">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is another.</exception>
    public L1L2(double l1 = 0, double l2 = 0) => (FactorL1, FactorL2) = (Factor(l1, "l1"), Factor(l2, "l2"));

    /// <summary>l1.</summary>
    public double FactorL1 { get; }

    /// <summary>l2.</summary>
    public double FactorL2 { get; }

    internal static Description<Regularizer> Description { get; } = Describe(
        new L1L2(), ["l1_l2", "l1l2"], arguments => new L1L2(arguments.NumberOrNull("l1") ?? 0, arguments.NumberOrNull("l2") ?? 0));

    private protected override IEnumerable<Argument> Arguments => [new("l1", FactorL1), new("l2", FactorL2)];

    internal override Operation? Operation => FactorL1 == 0 && FactorL2 == 0 ? null : new NormPenalty(FactorL1, FactorL2);
}

/// <summary>
/// factor·Σ|uᵢ·uⱼ| over pairs of rows or columns of a matrix, each over its 2-norm, divided by the number of pairs. Source:
/// <c>keras.regularizers.OrthogonalRegularizer</c>.
/// </summary>
public sealed record OrthogonalRegularizer : Regularizer
{
    private static readonly Dictionary<string, string> s_modes = new() { ["rows"] = "rows", ["columns"] = "columns" };

    /// <summary>Draws rows or columns of a matrix apart.</summary>
    /// <param name="factor">Finite and at least 0.</param>
    /// <param name="mode">"rows" or "columns".</param>
    /// <exception cref="ArgumentException">The factor or the mode is another.</exception>
    public OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    {
        Strength = Factor(factor, "factor");
        Mode = mode is "rows" or "columns"
            ? mode
            : throw new ArgumentException($"mode is '{mode.Excerpt()}'; it must be rows or columns.", nameof(mode));
    }

    /// <summary>The factor.</summary>
    public double Strength { get; }

    /// <summary>"rows" or "columns".</summary>
    public string Mode { get; }

    internal static Description<Regularizer> Description { get; } = Describe(
        new OrthogonalRegularizer(), ["orthogonal_regularizer"],
        arguments => new OrthogonalRegularizer(arguments.Number("factor", 0.01), arguments.Choice("mode", "rows", s_modes)));

    private protected override IEnumerable<Argument> Arguments => [new("factor", Strength), new("mode", Mode)];

    internal override Operation? Operation => Strength == 0 ? null : new OrthogonalPenalty(Strength, Mode == "rows");

    internal override string? Misfit(Tensor tensor) => tensor.Rank == 2 ? null : "a matrix";
}
