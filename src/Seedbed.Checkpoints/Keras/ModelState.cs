namespace Seedbed.Checkpoints.Keras;

/// <summary>What all layers of one model share while it is read.</summary>
/// <param name="options">What the reader was told.</param>
internal sealed class ModelState(KerasModelOptions options)
{
    /// <summary>The longest name of a layer. Keras has no limit; names of its applications have up to 40 characters.</summary>
    internal const int MaxNameLength = 1024;

    // Layers that copy their inner one, one inside the other, double with every level of the file.
    private const int MaxLayers = 50_000;

    /// <summary>All full names together; 50,000 layers, ten deep, with usual names have a quarter of it.</summary>
    private const long MaxCharacters = 1 << 24;

    private int _layers;
    private long _characters;

    internal KerasModelOptions Options => options;

    /// <summary>Layers that stand in the file several times, by their shared_object_id.</summary>
    internal Dictionary<long, BuiltLayer> Shared { get; } = [];

    /// <summary>Counts a layer and its full name; both are bounded, and with them the time and memory that a small file may take.</summary>
    internal void Count(string place)
    {
        if (++_layers > MaxLayers)
        {
            throw new FormatException($"{place}: the model has more than {MaxLayers} layers, counting copies inside wrappers; that many are not read.");
        }

        _characters += place.Length;
        if (_characters > MaxCharacters)
        {
            throw new FormatException($"the full names of the model's layers, those around them included, have more than {MaxCharacters} characters together; shorten the names.");
        }
    }
}
