namespace Seedbed.Networks.Keras.Layers;

/// <summary>Embeddings: a table (input_dim, output_dim), and its transpose where the way back has weights of its own.</summary>
internal static class Embeddings
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Of("Embedding", Embedding, Output),
        LayerDefinition.Of("ReversibleEmbedding", ReversibleEmbedding, Output),
    ];

    private static PartialShape Output(LayerScope layer) => layer.Input.Of([.. layer.Input.Dimensions, layer.Config.Size("output_dim")]);

    private static void Embedding(LayerScope layer)
    {
        Adapters.Refuse(layer);
        layer.Weight("embeddings", [layer.Config.Size("input_dim"), layer.Config.Size("output_dim")], "embeddings_initializer", "uniform");
    }

    private static void ReversibleEmbedding(LayerScope layer)
    {
        Embedding(layer);
        if (!layer.Config.Flag("tie_weights", true))
        {
            layer.Weight("reverse_embeddings", [layer.Config.Size("output_dim"), layer.Config.Size("input_dim")], "embeddings_initializer",
                "uniform");
        }
    }
}
