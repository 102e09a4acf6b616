using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Serialization;
using Seedbed.Shapes;

namespace Seedbed.Networks.Keras;

/// <summary>The initializers of a layer, read from its configuration.</summary>
/// <param name="config">The layer's configuration.</param>
/// <param name="place">How messages name the layer.</param>
/// <param name="state">What the layers of the model share.</param>
internal sealed class LayerInitializers(LayerConfig config, string place, ModelState state)
{
    private readonly Dictionary<string, Initializer> _read = new(StringComparer.Ordinal);

    /// <summary>The initializer of a key. Two weights of one key share the object, as in Keras, and with it a seed generator.</summary>
    internal Initializer Of(string key, string defaultInitializer)
    {
        if (!_read.TryGetValue(key, out Initializer? initializer))
        {
            _read[key] = initializer = Read(key, defaultInitializer);
        }

        return initializer;
    }

    /// <summary>
    /// The initializer of a key; where its fans follow from the shape alone, Keras since 3.15 lets them follow from the axes.
    /// </summary>
    internal Initializer Of(string key, string defaultInitializer, Func<FanRule> axisFans) =>
        Of(key, defaultInitializer) is VarianceScaling scaling && state.Options.Release.HasAxisFans && scaling.Fans == FanRule.Keras
            ? scaling with { Fans = axisFans() }
            : Of(key, defaultInitializer);

    /// <summary>An initializer that a name or a configuration tells.</summary>
    internal Initializer FromText(string name, string text) => Explained(name, registry => registry.Get(text));

    /// <summary>A transform's kernel whose arguments are keys of the layer's own configuration, of the same names.</summary>
    internal Initializer FromKeys(string className, string side, params ReadOnlySpan<string> keys)
    {
        List<string> arguments = [$"\"side\": \"{side}\""];
        foreach (string key in keys)
        {
            if (config.FindOrNull(key) is { } value)
            {
                arguments.Add($"\"{key}\": {value.GetRawText()}");
            }
        }

        string json = $"{{\"class_name\": \"{className}\", \"config\": {{{string.Join(", ", arguments)}}}}}";
        return Explained(className, registry => registry.Deserialize(json)!);
    }

    // An explicit null leaves the choice to add_weight, which takes Glorot's uniform scheme.
    private Initializer Read(string key, string defaultInitializer) =>
        config.FindOrNull(key) is not { } found ? Explained(key, registry => registry.Get(defaultInitializer))
        : Shared(found, Explained(key, registry => registry.Deserialize(found) ?? new GlorotUniform()));

    /// <summary>
    /// One object that several layers hold is one seed generator, too; any other seed does not remember what it was used for.
    /// </summary>
    private Initializer Shared(JsonElement found, Initializer initializer)
    {
        if (initializer is not RandomInitializer { Seed: GeneratorSeed } || found.ValueKind != JsonValueKind.Object
            || !found.TryGetProperty(ModelState.SharedObjectKey, out JsonElement id)
                || id.ValueKind != JsonValueKind.Number
                || !id.TryGetInt64(out long number))
        {
            return initializer;
        }

        return state.SharedInitializers.TryAdd(number, initializer) ? initializer : state.SharedInitializers[number];
    }

    private Initializer Explained(string key, Func<InitializerRegistry, Initializer> read)
    {
        try
        {
            return read(state.Options.Initializers);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"{place}: {key}: {fault.Sentence()}", fault);
        }
    }
}
