using Seedbed.Random;

namespace Seedbed.Networks.Layers.Computing;

/// <summary>
/// Where the random choices of layers come from: each layer has a stream of its own, by its name and the seed, and reads it from front to
/// back.
/// </summary>
/// <param name="seed">Of all layers that have none in their configuration.</param>
internal sealed class NoiseSource(long seed)
{
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    /// <summary>The key of a layer's stream, and where in it the next values begin.</summary>
    /// <param name="path">The layer's full name.</param>
    /// <param name="ownSeed">The seed in its configuration.</param>
    /// <param name="count">How many values are taken.</param>
    internal (RandomKey Key, long Start) Take(string path, long? ownSeed, int count)
    {
        long start = _positions.GetValueOrDefault(path);
        _positions[path] = start + count;
        return (RandomKey.FromName(ownSeed ?? seed, path), start);
    }
}
