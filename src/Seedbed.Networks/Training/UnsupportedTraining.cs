using Seedbed.Checkpoints.Keras;
using Seedbed.Networks.Models;

namespace Seedbed.Networks.Training;

/// <summary>What a configuration may ask of a training and is not done here: it is refused, not left out in silence.</summary>
internal static class UnsupportedTraining
{
    private static readonly string[] s_keys =
    [
        .. from weight in (string[])["kernel", "bias", "recurrent", "depthwise", "pointwise", "embeddings", "beta", "gamma", "alpha"]
           from kind in (string[])["regularizer", "constraint"]
           select $"{weight}_{kind}",
        "activity_regularizer",
    ];

    /// <exception cref="ArgumentException">A layer has a regularizer or a constraint.</exception>
    internal static void Refuse(Network network) => Refuse(network.Scope);

    private static void Refuse(LayerScope layer)
    {
        foreach (string key in s_keys)
        {
            if (layer.Config.Find(key) is { } value)
            {
                throw new ArgumentException($"{layer.Place}: {key} is {LayerConfig.Excerpt(value)}; regularizers and constraints are not applied here, so the layer cannot be trained with it: set it to null.");
            }
        }

        foreach (StoredChild child in layer.StoredChildren)
        {
            Refuse(child.Layer);
        }
    }
}
