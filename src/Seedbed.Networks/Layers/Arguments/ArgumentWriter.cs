using System.Text.Json.Nodes;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Layers.Arguments;

/// <summary>Writes a layer as Keras does.</summary>
/// <param name="type">The type of weights and values, which the layer has where it has none of its own.</param>
/// <param name="initializers">What the model knows; others are written as the layer's default.</param>
internal sealed class ArgumentWriter(string type, InitializerRegistry initializers) : ArgumentList
{
    private JsonObject _config = [];

    /// <summary>The type of weights and values.</summary>
    internal string Type => type;

    /// <summary>The layer, without what depends on the model.</summary>
    internal JsonObject Write(Layer layer)
    {
        layer.Check(Seedbed.Layers.Layer.PlaceOf(layer.Name, layer.ClassName));
        JsonObject outer = _config;
        JsonObject config = _config = new JsonObject { ["name"] = layer.Name };
        if (layer.CanBeTrained)
        {
            config["trainable"] = layer.Trainable;
        }

        config["dtype"] = layer.OwnType ?? type;
        layer.Declare(this);
        foreach ((string key, string value) in layer.PenaltyArguments)
        {
            config[key] = JsonNode.Parse(value);
        }

        _config = outer;
        return new JsonObject
        {
            ["module"] = layer.Module,
            ["class_name"] = layer.ClassName,
            ["config"] = config,
            ["registered_name"] = RegisteredNameOf(layer),
        };
    }

    /// <summary>The name under which a program must register a class that is not Keras's; null for Keras's.</summary>
    internal static string? RegisteredNameOf(Layer layer) =>
        Description.IsOfKeras(layer.Module) ? null : $"{layer.Module}>{layer.ClassName}";

    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind) => _config[key] = kind.Write(value);

    internal override void Write<T>(string key, T value, ArgumentKind<T> kind) => _config[key] = kind.Write(value);

    internal override void Accept<T>(string key, ref T value, ArgumentKind<T> kind)
    {
    }

    /// <summary>An initializer that the model does not know is written as its default; the weights' values are in the file.</summary>
    internal override void Initializer(string key, ref InitializerArgument? value, string defaultName)
    {
        base.Initializer(key, ref value, defaultName);
        _config[key] = value!.ToJson(initializers) ?? InitializerArgument.Named(defaultName).ToJson(initializers);
    }

    internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null) => _config[key] = Write(value);

    internal override void LayerOrNull(string key, ref Layer? value)
    {
        if (value is not null)
        {
            _config[key] = Write(value);
        }
    }

    internal override void Layers(string key, ref IReadOnlyList<Layer> value) =>
        _config[key] = new JsonArray([.. value.Select(Write)]);
}
