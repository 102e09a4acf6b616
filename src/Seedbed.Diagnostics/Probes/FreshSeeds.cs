using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>Other seeds for initializers that have some of their own, so that every probe of a model draws other weights.</summary>
internal static class FreshSeeds
{
    /// <summary>What replaces a model's initializers in a repetition; nothing more in the first, which draws as it is told.</summary>
    /// <param name="model">The model, whose seed is that of the repetition.</param>
    /// <param name="repetition">Its number, from 0.</param>
    /// <param name="overrides">What replaces them anyway, whose own seeds are replaced likewise.</param>
    internal static IReadOnlyList<InitializerOverride> Of(
        Model model, long repetition, IReadOnlyList<InitializerOverride>? overrides = null)
    {
        overrides ??= [];
        return repetition == 0 ? overrides :
        [
            .. overrides,
            .. model.Weights
                .Select(weight => (weight.Name, Scheme: overrides.LastOrDefault(each => each.Matches(weight.Name))?.Initializer
                    ?? weight.Initializer))
                .Where(each => HasOwnSeed(each.Scheme))
                .Select(each => new InitializerOverride(each.Name, Fresh(each.Scheme, model.Seed, each.Name))),
        ];
    }

    private static bool HasOwnSeed(Initializer initializer) => initializer switch
    {
        RandomInitializer random => random.Seed is not (DrawnSeed or GeneratorSeed { Generator.ConfiguredSeed: null }),
        DerivedInitializer derived => derived.Parts.Any(HasOwnSeed),
        _ => false,
    };

    private static Initializer Fresh(Initializer initializer, long seed, string name) => initializer switch
    {
        RandomInitializer random => random with { Seed = Seed.FromKey(RandomKey.FromName(seed, name)) },
        DerivedInitializer derived => derived.With([.. derived.Parts.Select((part, index) => Fresh(part, seed, $"{name}/{index}"))]),
        _ => initializer,
    };
}
