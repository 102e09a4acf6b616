using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Initializers;
using Seedbed.Initializers.Descriptions;
using Seedbed.Numerics;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Networks.Layers;

/// <summary>
/// What a model's configuration is written for: to be read at once by the table of layers, which then finds functions and objects under
/// names of their own; or to be read by Keras, which knows none of those and gets the layer's default in their place, the weights' values
/// being in the file.
/// </summary>
/// <param name="type">The type of weights and values.</param>
/// <param name="isForKeras">Whether Keras is to read it.</param>
internal sealed class ConfigContext(ElementType type, bool isForKeras)
{
    private const string Module = "seedbed.objects";

    /// <summary>The initializers that the configuration names.</summary>
    internal InitializerRegistry Initializers { get; private set; } = InitializerRegistry.Default;

    /// <summary>The type of weights and values.</summary>
    internal string TypeName => type.Name();

    /// <summary>An initializer's configuration.</summary>
    internal JsonNode? Write(InitializerArgument? argument, string defaultName)
    {
        Initializer standard = InitializerRegistry.Default.Get(defaultName);
        Initializer initializer = argument?.Initializer ?? standard;
        if (isForKeras)
        {
            return Configuration(initializer) ?? Configuration(standard);
        }

        bool keepsObject = initializer is RandomInitializer { Seed: GeneratorSeed };
        return (keepsObject ? null : Configuration(initializer)) ?? Registered(initializer);
    }

    /// <summary>The configuration that Keras reads; null where there is none.</summary>
    private static JsonNode? Configuration(Initializer initializer)
    {
        bool isKnown = InitializerRegistry.Default.Descriptions.Any(description => description.ClassName == initializer.ClassName)
            && initializer.GetType().Assembly == typeof(Initializer).Assembly && initializer.Arguments is not null;
        if (!isKnown)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(InitializerRegistry.Default.Serialize(initializer));
        }
        catch (Exception fault) when (fault is NotSupportedException or JsonException)
        {
            // Keys of a stream, rules of our own, NaN: objects that no configuration holds.
            return null;
        }
    }

    private JsonObject Registered(Initializer initializer)
    {
        string name = $"SeedbedObject{Initializers.Descriptions.Count}";
        Initializers = Initializers.With(new InitializerDescription(name, _ => initializer) { Module = Module });
        return new JsonObject { ["module"] = Module, ["class_name"] = name, ["config"] = new JsonObject(), ["registered_name"] = null };
    }
}
