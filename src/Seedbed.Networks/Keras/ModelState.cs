using Seedbed.Initializers;

namespace Seedbed.Networks.Keras;

/// <summary>What all layers of one model share while it is read.</summary>
/// <param name="options">What the reader was told.</param>
internal sealed class ModelState(KerasModelOptions options)
{
    /// <summary>The key under which objects that are one have one number.</summary>
    internal const string SharedObjectKey = "shared_object_id";

    // Layers that copy their inner one, one inside the other, double with every level of the file.
    private const int MaxLayers = 50_000;

    // A name of a weight repeats those of all layers around it: long names in deep models would multiply.
    private const long MaxNameCharacters = 64L << 20;

    private int _layers;
    private long _nameCharacters;

    internal KerasModelOptions Options => options;

    /// <summary>Layers that stand in the file several times, by their shared_object_id.</summary>
    internal Dictionary<long, BuiltLayer> Shared { get; } = [];

    /// <summary>Initializers with a seed generator that several layers hold, by their shared_object_id.</summary>
    internal Dictionary<long, Initializer> SharedInitializers { get; } = [];

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
