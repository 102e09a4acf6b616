using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Cli.Sampling;

/// <summary>An initializer whose seed is known, so that its values can be drawn again.</summary>
/// <param name="Initializer">With the seed in its configuration.</param>
/// <param name="Seed">Null where nothing is drawn.</param>
/// <param name="Note">What the user should know about it; null where there is nothing.</param>
internal readonly record struct SettledSeed(Initializer Initializer, long? Seed, string? Note)
{
    /// <summary>A given seed wins over the configuration's; without either, the one that was drawn is made explicit.</summary>
    internal static SettledSeed Of(Initializer initializer, long? given)
    {
        if (initializer is not RandomInitializer random)
        {
            return new SettledSeed(
                initializer, null, given is null ? null : $"{initializer.ClassName} draws nothing, so --seed has no effect.");
        }

        if (given is long seed)
        {
            return new SettledSeed(random with { Seed = seed }, seed, null);
        }

        return random.Seed switch
        {
            IntegerSeed integer => new SettledSeed(random, integer.Value, null),
            GeneratorSeed { Generator: { ConfiguredSeed: long configured } } => new SettledSeed(random, configured, null),
            GeneratorSeed { Generator: var generator } => Drawn(random, generator.Seed),
            DrawnSeed drawn => Drawn(random, drawn.Value),
            _ => new SettledSeed(random, null, null),
        };
    }

    private static SettledSeed Drawn(RandomInitializer random, long seed) =>
        new(random with { Seed = seed }, seed, $"drew the seed {seed}; --seed {seed} gives the same values again.");
}
