namespace Seedbed.Random;

/// <summary>
/// What Keras hands to a backend for one draw: an integer seed gives (seed, 0) at every draw, the k-th draw of a
/// <see cref="SeedGenerator"/> gives (seed, k).
/// </summary>
/// <param name="Seed">Any integer, negative ones included.</param>
/// <param name="Counter">0, 1, 2, …</param>
public readonly record struct SeedPair(long Seed, long Counter);
