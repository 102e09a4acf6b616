using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Layers;

/// <summary>
/// A layer's initializer as a name (<c>"he_normal"</c>), a call, a configuration in JSON, an object of one's own or of the library, or a
/// function that fills the weight; all convert implicitly. A lambda stands as it is for kernels, which have constructors for it; for other
/// weights it needs <see cref="Initializer.FromFunction(InitializerFunction{float})"/>.
/// </summary>
/// <example>
/// <code>
/// Dense named = new(10, kernelInitializer: "he_normal", biasInitializer: new Constant(0.1));
/// Dense called = new(10, kernelInitializer: "VarianceScaling(scale=2.0, mode=fan_out)");
/// Dense filled = new(10, kernelInitializer: (values, shape) => values.Fill(1f / shape[0]));
/// Dense drawn = new(10, kernelInitializer: (values, shape, random) => random.Normal(values, mean: 0, stddev: 0.01));
/// </code>
/// </example>
public sealed class InitializerArgument
{
    private readonly Func<InitializerRegistry, Initializer> _make;

    /// <summary>An initializer that is made anew for each layer that is made of the argument, as those of a configuration are.</summary>
    /// <param name="make">Makes it of what the model knows.</param>
    internal InitializerArgument(Func<InitializerRegistry, Initializer> make) => _make = make;

    private InitializerArgument(Initializer initializer)
        : this(_ => initializer)
    {
    }

    /// <summary>What fills the weight.</summary>
    /// <exception cref="ArgumentException">It is a name that the model's registry knows, and not Keras.</exception>
    public Initializer Initializer => Of(InitializerRegistry.Default);

    /// <summary>Whether it is a text that Keras does not know.</summary>
    private bool IsOwnName { get; init; }

    /// <summary>The initializer that a text means; what Keras does not know is looked up in the registry of the model.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON; null gives null.</param>
    [return: NotNullIfNotNull(nameof(identifier))]
    public static implicit operator InitializerArgument?(string? identifier) =>
        identifier is null ? null
        : InitializerRegistry.Default.Knows(identifier) ? new(InitializerRegistry.Default.Get(identifier))
        : new(registry => registry.Get(identifier)) { IsOwnName = true };

    /// <summary>An initializer.</summary>
    /// <param name="initializer">Any, also of one's own; null gives null.</param>
    [return: NotNullIfNotNull(nameof(initializer))]
    public static implicit operator InitializerArgument?(Initializer? initializer) => initializer is null ? null : new(initializer);

    /// <summary>A function.</summary>
    /// <param name="function">Fills the whole weight; null gives null.</param>
    [return: NotNullIfNotNull(nameof(function))]
    public static implicit operator InitializerArgument?(InitializerFunction<float>? function) =>
        function is null ? null : new(Initializer.FromFunction(function));

    /// <summary>A function that draws random values; in a model they follow from its seed and the weight's name.</summary>
    /// <param name="function">Fills the whole weight; null gives null.</param>
    [return: NotNullIfNotNull(nameof(function))]
    public static implicit operator InitializerArgument?(RandomInitializerFunction<float>? function) =>
        function is null ? null : new(Initializer.FromFunction(function));

    /// <summary>One of Keras's by its name.</summary>
    internal static InitializerArgument Named(string name) => new(registry => registry.Get(name));

    /// <summary>Refuses a name that is not known.</summary>
    /// <exception cref="ArgumentException">The nearest is suggested.</exception>
    internal void Require(InitializerRegistry registry) => _ = IsOwnName ? Of(registry) : null;

    /// <summary>What fills the weight in a model that knows these initializers.</summary>
    /// <exception cref="ArgumentException">It is a name that is not known.</exception>
    internal Initializer Of(InitializerRegistry registry) => _make(registry);

    /// <summary>The configuration that Keras reads; null where there is none.</summary>
    internal JsonNode? ToJson(InitializerRegistry registry)
    {
        Initializer initializer = Of(registry);
        try
        {
            JsonNode? json = registry.Knows(initializer) ? JsonNode.Parse(registry.Serialize(initializer)) : null;
            if (initializer is Orthogonal && json is not null)
            {
                // Keras 3.0 to 3.6 know the class by this name alone, and later ones by both: keras.initializers.ALL_OBJECTS_DICT.
                json["class_name"] = "OrthogonalInitializer";
            }

            return json;
        }
        catch (Exception fault) when (fault is NotSupportedException or JsonException)
        {
            // Keys of a stream, rules of our own, NaN: objects that no configuration holds.
            return null;
        }
    }
}
