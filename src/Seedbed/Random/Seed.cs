namespace Seedbed.Random;

/// <summary>
/// Where an initializer's randomness comes from: an integer (the same values at every call), a <see cref="SeedGenerator"/> (new values at
/// each call), a number drawn when the initializer was made (the same values at every call of that object), or a <see cref="RandomKey"/>.
/// </summary>
/// <remarks>Integers and generators convert implicitly: <c>new HeNormal(seed: 42)</c>. Source: <c>RandomInitializer</c> of Keras.</remarks>
public abstract record Seed
{
    /// <summary>The same values at every call.</summary>
    /// <param name="value">Any integer.</param>
    public static implicit operator Seed(long value) => new IntegerSeed(value);

    /// <summary>New values at each call.</summary>
    /// <param name="generator">May be shared by several initializers.</param>
    public static implicit operator Seed(SeedGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new GeneratorSeed(generator);
    }

    /// <summary>An integer from 1 to 10⁹ drawn now from the system's entropy, as Keras draws one for an unseeded initializer.</summary>
    public static Seed Draw() => new DrawnSeed(DrawnSeed.DrawInteger());

    /// <summary>A key of the stream itself, past every framework's seed arithmetic.</summary>
    /// <param name="key">For instance <see cref="RandomKey.FromName"/>.</param>
    public static Seed FromKey(RandomKey key) => new KeySeed(key);

    /// <summary>The key for the next draw on this stream. A generator advances.</summary>
    /// <param name="stream">The stream whose seed arithmetic is used.</param>
    public abstract RandomKey NextKey(RandomStream stream);
}

/// <summary>An integer seed: the pair (value, 0) at every draw.</summary>
/// <param name="Value">Any integer; frameworks fold it into their own range.</param>
public sealed record IntegerSeed(long Value) : Seed
{
    /// <inheritdoc/>
    public override RandomKey NextKey(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.KeyOf(new SeedPair(Value, 0));
    }
}

/// <summary>A generator: the pair (seed, k) at its k-th draw. Equal when it is the same generator.</summary>
/// <param name="Generator">The generator.</param>
public sealed record GeneratorSeed(SeedGenerator Generator) : Seed
{
    /// <inheritdoc/>
    public override RandomKey NextKey(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.KeyOf(Generator.Next());
    }
}

/// <summary>A key that needs no seed arithmetic.</summary>
/// <param name="Key">The key.</param>
public sealed record KeySeed(RandomKey Key) : Seed
{
    /// <inheritdoc/>
    public override RandomKey NextKey(RandomStream stream) => Key;
}
