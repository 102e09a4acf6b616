using Seedbed.Checkpoints;
using Seedbed.Serialization;

namespace Seedbed.Layers.Building;

/// <summary>What all layers of one model share while it is built.</summary>
internal sealed class BuildState
{
    // Layers that copy their inner one, one inside the other, double with every level of the file.
    private const int MaxLayers = 50_000;

    // A name of a weight repeats those of all layers around it: long names in deep models would multiply.
    private const long MaxNameCharacters = 64L << 20;

    private int _layers;
    private long _nameCharacters;

    /// <summary>The type of weights whose layers have none of their own.</summary>
    internal DType Type { get; init; } = DType.Float32;

    /// <summary>The initializers that layers name.</summary>
    internal InitializerRegistry Initializers { get; init; } = InitializerRegistry.Default;

    /// <summary>Whether the kernels of EinsumDense and of the attention layers have fans by their axes.</summary>
    internal bool HasAxisFans { get; init; } = true;

    /// <summary>Whether the states of stateful layers are weights, as in Keras 3.</summary>
    internal bool CountsStates { get; init; } = true;

    /// <summary>How recurrent layers treat masks.</summary>
    internal MaskRules MaskRules { get; init; } = new(ActBesideStates: false, PassOn: true);

    /// <summary>The shapes of the model's inputs, without the batch; empty where the model tells them.</summary>
    internal IReadOnlyList<IReadOnlyList<long?>> InputShapes { get; init; } = [];

    /// <summary>Whether a plan replaces the initializer of a weight, by its full name, so that it need not be known.</summary>
    internal Func<string, bool> IsReplaced { get; init; } = _ => false;

    /// <summary>
    /// The initializer with a seed that an argument of a layer, or of a copy by its path, is where seeds follow from the order of
    /// construction; null where a plan gives it its seed.
    /// </summary>
    internal Func<Layer, string, InitializerArgument, Initializers.Initializer?> Seeded { get; init; } = (_, _, _) => null;

    /// <summary>The layers that are built, by their objects.</summary>
    internal Dictionary<Layer, BuiltLayer> Built { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Counts a layer; the count is bounded, and with it the time a small file may take.</summary>
    internal void Count(string place)
    {
        if (++_layers > MaxLayers)
        {
            throw new FormatException(
                $"{place}: the model has more than {MaxLayers} layers, counting copies inside wrappers; that many are not read.");
        }
    }

    /// <summary>Counts the full name of a layer or a weight; the count is bounded, and with it the memory a small file may take.</summary>
    internal void CountName(string name)
    {
        _nameCharacters += name.Length;
        if (_nameCharacters > MaxNameCharacters)
        {
            throw new FormatException(
                $"the names of the model's layers and weights have more than {MaxNameCharacters} characters together, each with the names "
                + "of the layers around it; shorten them.");
        }
    }
}

/// <summary>How recurrent layers and those that wrap them treat masks, which differs from release to release of Keras.</summary>
/// <param name="ActBesideStates">Whether a layer that is given its states keeps to the mask of its sequence; Keras 3 forgets it.</param>
/// <param name="PassOn">Whether they pass the mask on to the layers behind; Keras 3.16 does not.</param>
internal readonly record struct MaskRules(bool ActBesideStates, bool PassOn);
