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
