namespace Seedbed.Networks.Layers;

/// <summary>The model that a layer is a part of.</summary>
internal interface ILayerOwner
{
    /// <summary>The model's name.</summary>
    string Name { get; }

    /// <summary>The weights of a layer, in Keras's order.</summary>
    IReadOnlyList<Weight> WeightsOf(Layer layer);
}
