using Seedbed.Networks.Keras;
using Seedbed.Networks.Models;

namespace Seedbed.Networks.Training;

/// <summary>What a configuration may ask of a training and is not done here: it is refused, not left out in silence.</summary>
internal static class UnsupportedTraining
{
    /// <exception cref="ArgumentException">A layer has a regularizer or a constraint.</exception>
    internal static void Refuse(Network network) => Refuse(network.Scope);

    private static void Refuse(LayerScope layer)
    {
        if (layer.Config.Keys.FirstOrDefault(key => IsPenaltyOrConstraint(key) && layer.Config.Find(key) is not null) is { } key)
        {
            throw new ArgumentException(
                layer.Config.Wrong(key, "null for training; regularizers and constraints are not applied here").Message);
        }

        foreach (StoredChild child in layer.StoredChildren)
        {
            Refuse(child.Layer);
        }
    }

    /// <summary>They act in training alone: without them a model predicts as it should, but would not be trained as it should be.</summary>
    private static bool IsPenaltyOrConstraint(string key) =>
        key.EndsWith("_regularizer", StringComparison.Ordinal) || key.EndsWith("_constraint", StringComparison.Ordinal);
}
