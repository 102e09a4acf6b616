using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seedbed.Tests.Golden;

/// <summary>The arguments of Keras's layers and their defaults, as its source declares them (layer_arguments.json).</summary>
internal static class LayerArguments
{
    private static readonly JsonObject s_layers = Read();

    /// <summary>Every class of the table.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. s_layers.Select(layer => layer.Key)];

    /// <summary>The arguments without a default.</summary>
    public static IReadOnlyList<string> Required(string className) =>
        [.. s_layers[className]!["required"]!.AsArray().Select(key => key!.GetValue<string>())];

    /// <summary>The arguments with a default, and it.</summary>
    public static IReadOnlyList<KeyValuePair<string, JsonNode?>> Defaults(string className) =>
        [.. s_layers[className]!["defaults"]!.AsObject()];

    private static JsonObject Read()
    {
        using JsonDocument golden = GoldenFile.Open("layer_arguments");
        return JsonObject.Create(golden.RootElement.GetProperty("layers").Clone())!;
    }
}
