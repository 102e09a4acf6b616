using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;

namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Layers around another layer.</summary>
internal static class Wrappers
{
    private const double VectorStandardDeviation = 0.02;

    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Wrapper", layer => layer.Child(layer.Config.Object("layer"), layer.Input)),
        new("TimeDistributed", layer => layer.Child(layer.Config.Object("layer"), layer.Input.Step())),
        new("Bidirectional", Bidirectional),
        new("SpectralNormalization", SpectralNormalization),
    ];

    /// <summary>A forward and a backward layer, the latter a copy of the former's configuration where there is none.</summary>
    private static void Bidirectional(LayerScope layer)
    {
        JsonElement forward = layer.Config.Object("layer");
        layer.Child(forward, layer.Input, name => "forward_" + WithoutPrefix(name, "forward_"));
        if (layer.Config.Find("backward_layer") is null)
        {
            layer.Child(forward, layer.Input, name => "backward_" + WithoutPrefix(name, "backward_"));
        }
        else
        {
            layer.Child(layer.Config.Object("backward_layer"), layer.Input);
        }
    }

    /// <summary>The wrapped layer's kernel counts as the wrapper's own, then the vector of the power iteration.</summary>
    private static void SpectralNormalization(LayerScope layer)
    {
        ImmutableArray<TensorTemplate> weights = layer.Child(layer.Config.Object("layer"), layer.Input);
        TensorTemplate kernel = weights.FirstOrDefault(weight => weight.Name.EndsWith("/kernel", StringComparison.Ordinal))
            ?? weights.FirstOrDefault(weight => weight.Name.EndsWith("/embeddings", StringComparison.Ordinal))
            ?? throw new FormatException($"{layer.Place}: the layer inside has neither a kernel nor embeddings to normalize.");
        layer.Adopt(kernel);
        layer.Weight("vector_u", [1, kernel.Shape[-1]], new TruncatedNormal(stddev: VectorStandardDeviation), trainable: false, kernel.Type);
    }

    private static string WithoutPrefix(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
