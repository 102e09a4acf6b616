using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Checkpoints.Planning;

/// <summary>Gives every random initializer of a model its key, and keeps a record of which tensors got the same one.</summary>
internal sealed class SeedLedger(long modelSeed, RandomStream stream)
{
    private readonly Dictionary<SeedGenerator, SeedGenerator> _generators = [];
    private readonly Dictionary<RandomKey, (string Source, List<string> Names)> _explicit = [];
    private readonly Dictionary<string, (string Scheme, string Factor)> _seededFactors = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Scheme, string WithoutOneSeed)> _unseededFactors = [];

    /// <summary>The initializer with its keys, and where they came from; null where it draws nothing.</summary>
    internal (Initializer Initializer, string? Source) Settle(string name, Initializer initializer)
    {
        switch (initializer)
        {
            // A generator without a seed of its own draws one, which no file could repeat: it counts as no seed.
            case RandomInitializer { Seed: DrawnSeed or GeneratorSeed { Generator.ConfiguredSeed: null } } random:
                if (random.SharedFactor is { } factor)
                {
                    _unseededFactors.Add((name, random.ClassName, factor.WithoutOneSeed));
                }

                return (random with { Seed = Seed.FromKey(RandomKey.FromName(modelSeed, name)) }, "name");
            case RandomInitializer random:
                return SettleExplicit(name, random);
            case DerivedInitializer derived:
                (Initializer Initializer, string? Source)[] parts = [.. derived.Parts.Select(part => Settle(name, part))];
                return (derived.With([.. parts.Select(part => part.Initializer)]),
                    parts.Select(part => part.Source).FirstOrDefault(source => source is not null));
            default:
                return (initializer.Pin(stream), null);
        }
    }

    /// <summary>A sentence for each key that more than one tensor got, and for factors whose product needs one key but has none.</summary>
    /// <param name="framework">Whose model it is; empty where it is nobody's.</param>
    internal IEnumerable<string> Warnings(string framework)
    {
        string alike = framework.Length > 0 ? $"alike, as {framework} draws them" : "alike";
        IEnumerable<string> shared =
            from entry in _explicit.Values
            where entry.Names.Count > 1 && !AreFactors(entry.Names)
            select $"{NamesOf(entry.Names)} have the same {entry.Source}: they are drawn {alike}; give each a seed of its own, or none.";
        return shared.Concat(
            from factor in _unseededFactors
            group factor.Name by (factor.Scheme, factor.WithoutOneSeed) into scheme
            select $"{NamesOf([.. scheme])}: without a seed the factors of {scheme.Key.Scheme} do not belong together, and "
                + $"{scheme.Key.WithoutOneSeed}; give those of one product the same seed, as in seed=1.");
    }

    /// <summary>The factors of one product, each another: they have to share a seed.</summary>
    private bool AreFactors(List<string> names)
    {
        (string Scheme, string Factor)[] factors = [.. names.Select(name => _seededFactors.GetValueOrDefault(name))];
        return factors.All(factor => factor.Scheme is not null && factor.Scheme == factors[0].Scheme)
            && factors.Distinct().Count() == factors.Length;
    }

    private (Initializer Initializer, string? Source) SettleExplicit(string name, RandomInitializer random)
    {
        if (random.SharedFactor is { } factor)
        {
            _seededFactors[name] = (random.ClassName, factor.Name);
        }

        string source = random.Seed switch
        {
            IntegerSeed integer => $"seed {integer.Value}",
            GeneratorSeed generator => $"generator of seed {generator.Generator.Seed}",
            _ => "key",
        };
        RandomKey key = OfThisPlan(random.Seed).NextKey(stream);
        if (!_explicit.TryGetValue(key, out (string Source, List<string> Names) entry))
        {
            _explicit[key] = entry = (source, []);
        }

        // A scheme of several parts may use one seed twice within its own tensor.
        if (entry.Names.LastOrDefault() != name)
        {
            entry.Names.Add(name);
        }

        return (random with { Seed = Seed.FromKey(key) }, source);
    }

    /// <summary>A plan draws from generators of its own, so that a second plan of the same template gets the same values.</summary>
    private Seed OfThisPlan(Seed seed)
    {
        if (seed is not GeneratorSeed { Generator: SeedGenerator generator })
        {
            return seed;
        }

        if (!_generators.TryGetValue(generator, out SeedGenerator? own))
        {
            _generators[generator] = own = new SeedGenerator(generator.Seed, generator.Name);
        }

        return own;
    }

    private static string NamesOf(List<string> names)
    {
        const int Shown = 6;
        string more = names.Count > Shown ? $" and {names.Count - Shown} more" : "";
        return $"{string.Join(", ", names.Take(Shown))}{more}";
    }
}
