using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Graphs;
using Seedbed.Networks.Models;

namespace Seedbed.Networks.Training;

/// <summary>How messages name the layers at which a model begins and ends: <c>'dense_2' (Dense)</c>.</summary>
internal static class ModelEnds
{
    /// <summary>The layers that take the inputs, in their order; the only one of a sequential model is its first.</summary>
    internal static string[] InputsOf(Network network)
    {
        JsonElement[] layers = LayersOf(network);
        return network.Scope.ClassName == "Sequential" || network.Scope.Config.Find("input_layers") is null
            ? [Describe(layers[0])]
            : [.. TensorReference.ListOf(network.Scope.Config, "input_layers").Select(tensor => Describe(layers, tensor))];
    }

    /// <summary>The layer that gives the first output.</summary>
    internal static string OutputOf(Network network)
    {
        JsonElement[] layers = LayersOf(network);
        return network.Scope.ClassName == "Sequential" || network.Scope.Config.Find("output_layers") is null
            ? Describe(layers[^1])
            : Describe(layers, TensorReference.ListOf(network.Scope.Config, "output_layers")[0]);
    }

    private static JsonElement[] LayersOf(Network network) => [.. network.Scope.Config.Objects("layers")];

    private static string Describe(JsonElement[] layers, TensorReference tensor) =>
        Describe(layers.First(layer => FunctionalGraph.NameOf(layer) == tensor.Layer));

    private static string Describe(JsonElement layer) => $"'{FunctionalGraph.NameOf(layer).Excerpt()}' "
        + $"({(layer.TryGetProperty("class_name", out JsonElement name) ? name.GetString() : "")})";
}
