using System.Text;
using Seedbed.Messages;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Layers;

namespace Seedbed.Networks.Models;

/// <summary>
/// Gives the layers of a model the names that they were not given: the class in snake_case, numbered from the second of its class on.
/// </summary>
internal static class LayerNames
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A name that a user gave, which files and keys hold in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is no well-formed Unicode, so that another name could become the same bytes.</exception>
    internal static string? Checked(string? name)
    {
        try
        {
            _ = s_strict.GetByteCount(name ?? "");
            return name;
        }
        catch (EncoderFallbackException fault)
        {
            throw new ArgumentException(
                $"the name '{name.Excerpt()}' holds half of a surrogate pair at index {fault.Index}; a name must be well-formed "
                + "Unicode.", fault);
        }
    }

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

        if (layer.GivenName is not null)
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
