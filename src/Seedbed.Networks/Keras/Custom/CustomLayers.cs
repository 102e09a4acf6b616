using Seedbed.Checkpoints;
using System.Collections.Frozen;
using System.Text.Json;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>
/// Layers of a user's own: a JSON description says what weights each has, so that models with them are read without their code.
/// </summary>
/// <remarks>
/// <c>{"layers": {"MyPackage&gt;MyDense": {"weights": [{"name": "kernel", "shape": ["input[-1]", "units"], "initializer":
/// "kernel_initializer"}]}}}</c>; docs/custom-layers.md tells all keys.
/// </remarks>
public sealed class CustomLayers
{
    private const int MaxFileSize = 1 << 24;

    private readonly FrozenDictionary<string, Func<Layer>> _layers;

    private CustomLayers(IEnumerable<KeyValuePair<string, Func<Layer>>> layers)
    {
        _layers = layers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No layer.</summary>
    public static CustomLayers None { get; } = new([]);

    /// <summary>The classes that are described: registered names (<c>MyPackage&gt;MyDense</c>) or bare class names.</summary>
    public IReadOnlyCollection<string> ClassNames => _layers.Keys;

    /// <summary>Reads a description.</summary>
    /// <param name="json">Its text.</param>
    /// <exception cref="FormatException">It is no such description; the sentence names the layer and the key.</exception>
    public static CustomLayers Parse(string json)
    {
        using JsonDocument document = KerasJson.Parse(json);
        return new CustomLayers(CustomLayerReader.Read(document.RootElement));
    }

    /// <summary>Reads a description from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is no such description; the sentence names the layer and the key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CustomLayers ReadFile(string path)
    {
        using var file = CheckpointSource.Open(path);
        if (file.Length > MaxFileSize)
        {
            throw new FormatException($"the description of layers has {file.Length} bytes; at most {MaxFileSize} are read.");
        }

        using JsonDocument document = KerasJson.Parse(file.ReadAll());
        return new CustomLayers(CustomLayerReader.Read(document.RootElement));
    }

    /// <summary>An empty layer of a class, by its registered name or its own; null where it is not described.</summary>
    internal Layer? Make(string? registeredName, string className) =>
        ((registeredName is null ? null : _layers.GetValueOrDefault(registeredName)) ?? _layers.GetValueOrDefault(className))?.Invoke();
}
