namespace Seedbed.Networks.Keras.Layers;

/// <summary>Pooling layers; none has weights.</summary>
/// <remarks>Source: <c>keras.layers.pooling</c>.</remarks>
internal static class Pooling
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        .. from rank in Enumerable.Range(1, 3)
           from kind in (string[])["Average", "Max"]
           from definition in (LayerDefinition[])
           [
               LayerDefinition.Weightless($"{kind}Pooling{rank}D", layer => Pool(layer, rank)),
               LayerDefinition.Weightless($"Global{kind}Pooling{rank}D", layer => PoolAll(layer, rank)),
               LayerDefinition.Weightless($"Adaptive{kind}Pooling{rank}D", layer => PoolTo(layer, rank)),
           ]
           select definition,
    ];

    private static PartialShape Pool(LayerScope layer, int rank)
    {
        long[] window = layer.Config.Find("pool_size") is null ? [.. Enumerable.Repeat(2L, rank)] : layer.Config.Sizes("pool_size", rank);
        long[] strides = layer.Config.Find("strides") is null ? window : layer.Config.Sizes("strides", rank);
        return Spatial.Window(layer, window, strides, [.. Enumerable.Repeat(1L, rank)], channels: null);
    }

    private static PartialShape PoolAll(LayerScope layer, int rank)
    {
        PartialShape pooled = Spatial.Map(layer, rank, (_, _) => 1);
        if (layer.Config.Flag("keepdims", false))
        {
            return pooled.Of([.. pooled.Dimensions.ToArray()
                .Select((size, axis) => axis == 0 || axis == (Spatial.HasChannelsLast(layer) ? rank + 1 : 1) ? size : 1)]);
        }

        return pooled.Of(pooled.Find(0), pooled.Find(Spatial.HasChannelsLast(layer) ? -1 : 1));
    }

    private static PartialShape PoolTo(LayerScope layer, int rank)
    {
        long[] sizes = layer.Config.Sizes("output_size", rank);
        return Spatial.Map(layer, rank, (_, axis) => sizes[axis]);
    }
}
