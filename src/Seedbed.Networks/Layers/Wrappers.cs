namespace Seedbed.Networks.Layers;

/// <summary>The same layer for each time step.</summary>
/// <param name="layer">The layer.</param>
/// <param name="name">The wrapper's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.TimeDistributed</c>.</remarks>
public sealed class TimeDistributed(Layer layer, string? name = null) : Layer(name)
{
    internal override IEnumerable<Layer> Inner => [layer];

    private protected override void Write(LayerWriter config) => config.Set("layer", layer);
}

/// <summary>A recurrent layer, and another one that reads the steps from the last to the first.</summary>
/// <param name="layer">The layer that reads forward.</param>
/// <param name="mergeMode"><c>concat</c>, <c>sum</c>, <c>mul</c>, <c>ave</c>, or null for both outputs apart.</param>
/// <param name="backwardLayer">The layer that reads backward; one with the same arguments by default.</param>
/// <param name="name">The wrapper's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Bidirectional</c>.</remarks>
public sealed class Bidirectional(Layer layer, string? mergeMode = "concat", Layer? backwardLayer = null, string? name = null) : Layer(name)
{
    internal override IEnumerable<Layer> Inner => backwardLayer is null ? [layer] : [layer, backwardLayer];

    private protected override void Write(LayerWriter config)
    {
        config.Set("merge_mode", mergeMode);
        config.Set("layer", layer);
        if (backwardLayer is not null)
        {
            config.Set("backward_layer", backwardLayer);
        }
    }
}
