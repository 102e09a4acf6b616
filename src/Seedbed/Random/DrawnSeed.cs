using System.Security.Cryptography;

namespace Seedbed.Random;

/// <summary>
/// The seed of an initializer that was given none: drawn once, so that two calls agree as in Keras, and written as null into
/// configurations.
/// </summary>
/// <param name="Value">From 1 to 10⁹.</param>
public sealed record DrawnSeed(long Value) : Seed
{
    private const int Largest = 1_000_000_000;

    /// <inheritdoc/>
    public override RandomKey NextKey(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.KeyOf(new SeedPair(Value, 0));
    }

    /// <summary>Uniform on 1, …, 10⁹, the range of Keras's <c>make_default_seed</c>, from the system's entropy.</summary>
    internal static long DrawInteger() => RandomNumberGenerator.GetInt32(1, Largest + 1);
}
