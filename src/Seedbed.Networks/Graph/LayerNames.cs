using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>
/// Gives the layers of a model the names that they were not given: the class in snake_case, numbered from the second of its class on.
/// </summary>
internal static class LayerNames
{
    /// <summary>Names all layers and those inside them.</summary>
    /// <exception cref="ArgumentException">Two layers beside each other were given one name.</exception>
    internal static void Assign(IReadOnlyList<Layer> layers)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (Layer layer in layers)
        {
            if (layer.GivenName is { } name && !taken.Add(name))
            {
                throw new ArgumentException(
                    $"two layers have the name '{name.Excerpt()}'; every layer of a model needs a name of its own.");
            }
        }

        StoreNames names = new();
        foreach (Layer layer in layers)
        {
            Assign(layer, names, taken);
        }
    }

    private static void Assign(Layer layer, StoreNames names, HashSet<string> taken)
    {
        foreach (Layer inner in layer.Inner)
        {
            Assign(inner, names, taken);
        }

        if (layer.HasName)
        {
            return;
        }

        string name = names.Next(layer.ClassName);
        while (!taken.Add(name))
        {
            name = names.Next(layer.ClassName);
        }

        layer.AssignedName = name;
    }
}
