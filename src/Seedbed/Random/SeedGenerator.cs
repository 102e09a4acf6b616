namespace Seedbed.Random;

/// <summary>
/// Gives new values at each draw: the k-th call of <see cref="Next"/> returns (seed, k), k = 0, 1, 2, … Two initializers that share one
/// generator take turns. Safe from several threads: every draw gets a counter of its own.
/// </summary>
/// <remarks>
/// Source: <c>keras.random.SeedGenerator</c>. Compared by reference, since drawing changes its state.
/// </remarks>
/// <example>
/// <code>
/// HeNormal initializer = new(new SeedGenerator(42));
/// float[] first = initializer.CreateArray&lt;float&gt;([10]);
/// float[] second = initializer.CreateArray&lt;float&gt;([10]);
/// Console.WriteLine(first.SequenceEqual(second)); // False: each call draws anew, and each run the same
/// </code>
/// </example>
public sealed class SeedGenerator
{
    private long _draws;

    /// <summary>A generator that starts at counter 0.</summary>
    /// <param name="seed">Any integer; without one it is drawn from 1 to 10⁹ and readable as <see cref="Seed"/>.</param>
    /// <param name="name">The name Keras writes into configurations.</param>
    public SeedGenerator(long? seed = null, string name = "seed_generator")
    {
        ArgumentNullException.ThrowIfNull(name);
        ConfiguredSeed = seed;
        Seed = seed ?? DrawnSeed.DrawInteger();
        Name = name;
    }

    /// <summary>The seed in use.</summary>
    public long Seed { get; }

    /// <summary>The seed as it was given; null where it was drawn.</summary>
    public long? ConfiguredSeed { get; }

    /// <summary>The name Keras writes into configurations.</summary>
    public string Name { get; }

    /// <summary>What the next draw will get; reading it draws nothing.</summary>
    public SeedPair State => new(Seed, Interlocked.Read(ref _draws));

    /// <summary>Draws: returns the state and advances the counter by one.</summary>
    public SeedPair Next() => new(Seed, Interlocked.Increment(ref _draws) - 1);
}
