using Seedbed.Graph;
using Seedbed.Layers.Building;

namespace Seedbed.Training;

/// <summary>What a configuration may ask of a training and is not done here: it is refused, not left out in silence.</summary>
internal static class UnsupportedTraining
{
    /// <exception cref="ArgumentException">A layer has a regularizer or a constraint.</exception>
    internal static void Refuse(Network network) => Refuse(network.Model.Root);

    private static void Refuse(BuiltLayer layer)
    {
        if (layer.Layer.Origin?.TrainingFault is { } fault)
        {
            throw new ArgumentException(fault.Message);
        }

        foreach (StoredChild child in layer.Children)
        {
            Refuse(child.Layer);
        }
    }
}
