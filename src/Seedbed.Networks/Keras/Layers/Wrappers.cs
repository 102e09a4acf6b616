using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Layers around another layer.</summary>
internal static class Wrappers
{
    private const double VectorStandardDeviation = 0.02;

    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Wrapper", layer => layer.Child("layer", layer.Config.Object("layer"), layer.Input)),
        new("TimeDistributed", TimeDistributed),
        new("Bidirectional", Bidirectional),
        new("SpectralNormalization", SpectralNormalization),
    ];

    /// <summary>The same layer for each time step.</summary>
    private static void TimeDistributed(LayerScope layer)
    {
        BuiltLayer inner = layer.Child("layer", layer.Config.Object("layer"), layer.Input.Step());
        layer.SetOutputs(() => [inner.Outputs[0].Of([inner.Outputs[0].Find(0), layer.Input.Find(1), .. inner.Outputs[0].Dimensions[1..]])]);
    }

    /// <summary>The outputs of both directions, side by side, merged or apart, then the states of both.</summary>
    private static IReadOnlyList<PartialShape> Merged(LayerScope layer, IReadOnlyList<PartialShape> forward)
    {
        IEnumerable<PartialShape> states = forward.Skip(1).Concat(forward.Skip(1));
        string? mode = layer.Config.FindOrNull("merge_mode") is { ValueKind: JsonValueKind.Null }
            ? null
            : layer.Config.Choice("merge_mode", "concat", "concat", "sum", "mul", "ave");
        return mode switch
        {
            null => [forward[0], forward[0], .. states],
            "concat" => [forward[0].With(-1, checked(2 * forward[0].Find(-1))), .. states],
            _ => [forward[0], .. states],
        };
    }

    /// <summary>A forward and a backward layer, the latter a copy of the former's configuration where there is none.</summary>
    private static void Bidirectional(LayerScope layer)
    {
        JsonElement forward = layer.Config.Object("layer");
        BuiltLayer built = layer.Copy("forward_layer", forward, layer.Input, name => "forward_" + WithoutPrefix(name, "forward_"));
        layer.SetOutputs(() => Merged(layer, built.Outputs));
        if (layer.Config.Find("backward_layer") is null)
        {
            layer.Copy("backward_layer", forward, layer.Input, name => "backward_" + WithoutPrefix(name, "backward_"));
        }
        else
        {
            layer.Child("backward_layer", layer.Config.Object("backward_layer"), layer.Input);
        }
    }

    /// <summary>The wrapped layer's kernel counts as the wrapper's own, then the vector of the power iteration.</summary>
    private static void SpectralNormalization(LayerScope layer)
    {
        BuiltLayer inner = layer.Child("layer", layer.Config.Object("layer"), layer.Input);
        ImmutableArray<TensorTemplate> weights = inner.Weights;
        layer.SetOutputs(() => inner.Outputs);
        TensorTemplate kernel = weights.FirstOrDefault(weight => weight.Name.EndsWith("/kernel", StringComparison.Ordinal))
            ?? weights.FirstOrDefault(weight => weight.Name.EndsWith("/embeddings", StringComparison.Ordinal))
            ?? throw new FormatException($"{layer.Place}: the layer inside has neither a kernel nor embeddings to normalize.");
        layer.Adopt(kernel);
        layer.Weight(
            "vector_u", [1, kernel.Shape[-1]], new TruncatedNormal(stddev: VectorStandardDeviation), trainable: false, kernel.Type);
    }

    private static string WithoutPrefix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
