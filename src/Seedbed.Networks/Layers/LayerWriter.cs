using System.Text.Json.Nodes;

namespace Seedbed.Networks.Layers;

/// <summary>Writes a layer's arguments under Keras's names.</summary>
/// <param name="context">What the model that has the layer says.</param>
internal sealed class LayerWriter(ConfigContext context)
{
    /// <summary>What was written.</summary>
    internal JsonObject Config { get; } = [];

    /// <summary>The type of weights and values.</summary>
    internal string TypeName => context.TypeName;

    internal void Set(string key, bool value) => Config[key] = value;

    internal void Set(string key, long value) => Config[key] = value;

    internal void Set(string key, double value) =>
        Config[key] = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(key, $"{key} is {value}; it must be finite.");

    internal void Set(string key, double? value) => Config[key] = value is { } number && double.IsFinite(number) ? number
        : value is null ? null
        : throw new ArgumentOutOfRangeException(key, $"{key} is {value}; it must be finite, or null.");

    internal void Set(string key, string? value) => Config[key] = value;

    internal void Set(string key, IEnumerable<int> values) =>
        Config[key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);

    internal void Set(string key, IEnumerable<int?> values) =>
        Config[key] = new JsonArray([.. values.Select(value => value is { } size ? JsonValue.Create(size) : null)]);

    internal void Set(string key, IEnumerable<double> values) =>
        Config[key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);

    /// <summary>Sizes along the axes of a window.</summary>
    internal void Set(string key, Sizes sizes, int rank) => Set(key, sizes.Along(rank, key));

    /// <summary>An initializer, or Keras's default where none is given.</summary>
    internal void Set(string key, InitializerArgument? initializer, string defaultName) =>
        Config[key] = context.Write(initializer, defaultName);

    /// <summary>A layer inside.</summary>
    internal void Set(string key, Layer layer) => Config[key] = layer.ToJson(context);

    /// <summary>What a recurrent layer or a convolution has in Keras and is left as it is.</summary>
    internal void SetNull(string key) => Config[key] = null;
}
