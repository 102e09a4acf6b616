using System.Text.Json;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;

namespace Seedbed.Keras.Json;

/// <summary>Reads a layer's arguments from its configuration.</summary>
/// <param name="origin">The layer in the file.</param>
/// <param name="path">The chain of names from below the root to the layer.</param>
/// <param name="reader">Reads the layers inside, and the initializers.</param>
internal sealed class ArgumentReader(LayerOrigin origin, string path, LayerReader reader) : ArgumentList
{
    private readonly LayerConfig _config = origin.Config;

    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
        if (_config.FindOrNull(key) is not { } found || (found.ValueKind == JsonValueKind.Null && !kind.HasNull))
        {
            value = kind.Accepts(value) ? value : throw _config.Wrong(key, kind.Accepted);
            return;
        }

        if (found.ValueKind == JsonValueKind.Null)
        {
            value = kind.Null!;
            return;
        }

        value = kind.Parse(found, out T read) && kind.Accepts(read) ? read : throw _config.Wrong(key, kind.Accepted);
    }

    internal override void Forbid(string key, string accepted)
    {
        if (_config.Find(key) is { ValueKind: not JsonValueKind.False })
        {
            throw _config.Wrong(key, accepted);
        }
    }

    internal override void ForbidComputing(string key, string accepted)
    {
        if (_config.Flag(key, false))
        {
            origin.ComputingFault ??= _config.Wrong(key, accepted);
        }
    }

    internal override void Initializer(string key, ref InitializerArgument? value, string defaultName)
    {
        value = _config.FindOrNull(key) is { } found
            ? reader.Initializer(_config, key, found)
            : InitializerOfText(key, defaultName);
    }

    internal override InitializerArgument InitializerOfText(string name, string text) =>
        new(_ => reader.Explained(_config, name, registry => registry.Get(text)));

    internal override InitializerArgument InitializerOfKeys(string className, string side, params string[] keys)
    {
        IEnumerable<string> arguments = keys.Where(key => _config.FindOrNull(key) is not null)
            .Select(key => $"\"{key}\": {_config.FindOrNull(key)!.Value.GetRawText()}").Prepend($"\"side\": \"{side}\"");
        string json = $"{{\"class_name\": \"{className}\", \"config\": {{{string.Join(", ", arguments)}}}}}";
        return new InitializerArgument(_ => reader.Explained(_config, className, registry => registry.Deserialize(json)!));
    }

    internal override void Activation(string key, ref string value)
    {
        switch (_config.FindOrNull(key))
        {
            case { ValueKind: JsonValueKind.String } name:
                value = reader.ActivationOf(name.GetString()!);
                break;
            case { ValueKind: JsonValueKind.Null }:
                value = "linear";
                break;
            case null when value is not null:
                break;
            default:
                origin.ComputingFault ??= _config.Wrong(key, "the name of one of Keras's activations, or null");
                value ??= "linear";
                break;
        }
    }

    internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null) =>
        value = reader.Read(_config.Object(key), _config, path, rename);

    internal override void LayerOrNull(string key, ref Layer? value) =>
        value = _config.Find(key) is null ? null : reader.Read(_config.Object(key), _config, path);

    internal override void Layers(string key, ref IReadOnlyList<Layer> value) =>
        value = [.. _config.Objects(key).Select(layer => reader.Read(layer, _config, path))];
}
