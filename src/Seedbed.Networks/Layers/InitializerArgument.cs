using System.Diagnostics.CodeAnalysis;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Networks.Layers;

/// <summary>
/// A layer's initializer as a name (<c>"he_normal"</c>), a call, a configuration in JSON, an object of one's own or of the library, or a
/// function that fills the weight; all convert implicitly, a lambda by <see cref="Initializer.FromFunction{T}"/>.
/// </summary>
public sealed class InitializerArgument
{
    private InitializerArgument(Initializer initializer) => Initializer = initializer;

    /// <summary>What fills the weight.</summary>
    public Initializer Initializer { get; }

    /// <summary>The initializer that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON; null gives null.</param>
    [return: NotNullIfNotNull(nameof(identifier))]
    public static implicit operator InitializerArgument?(string? identifier) =>
        identifier is null ? null : new(InitializerRegistry.Default.Get(identifier));

    /// <summary>An initializer.</summary>
    /// <param name="initializer">Any, also of one's own; null gives null.</param>
    [return: NotNullIfNotNull(nameof(initializer))]
    public static implicit operator InitializerArgument?(Initializer? initializer) => initializer is null ? null : new(initializer);

    /// <summary>A function.</summary>
    /// <param name="function">Fills the whole weight; null gives null.</param>
    [return: NotNullIfNotNull(nameof(function))]
    public static implicit operator InitializerArgument?(InitializerFunction<float>? function) =>
        function is null ? null : new(Initializer.FromFunction(function));
}
