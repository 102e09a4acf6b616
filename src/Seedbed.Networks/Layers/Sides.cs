using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Layers.Arguments;

namespace Seedbed.Layers;

/// <summary>What is added or cut before and behind each spatial axis; one pair for all axes, or one for each.</summary>
/// <param name="Pairs">The pairs.</param>
internal readonly record struct Sides(IReadOnlyList<(long Before, long Behind)> Pairs)
{
    /// <summary>The same for both sides of each axis.</summary>
    internal static Sides Of(Sizes sizes) => new([.. sizes.Select(size => (size, size))]);

    /// <summary>
    /// From one number for all, one for each axis, or a pair for each; in one dimension from a pair.
    /// </summary>
    internal static bool TryRead(JsonElement element, int rank, out Sides sides)
    {
        (long, long)?[] pairs = element.ValueKind != JsonValueKind.Array ? [Pair(element)]
            : rank == 1 && element.GetArrayLength() == 2 && element[0].ValueKind == JsonValueKind.Number ? [Pair(element)]
            : element.GetArrayLength() == rank ? [.. element.EnumerateArray().Select(Pair)]
            : [null];
        sides = new Sides([.. pairs.Select(pair => pair ?? default)]);
        return pairs.All(pair => pair is not null);
    }

    /// <summary>The pair of an axis, from 0 on.</summary>
    internal (long Before, long Behind) Along(int axis) => Pairs.Count == 1 ? Pairs[0] : Pairs[axis];

    /// <summary>What stands before and behind each axis, for arrays in memory.</summary>
    internal (int[] Before, int[] Behind) InMemory(int rank)
    {
        Sides all = this;
        (long Before, long Behind)[] pairs = [.. Enumerable.Range(0, rank).Select(all.Along)];
        return (Array.ConvertAll(pairs, pair => checked((int)pair.Before)), Array.ConvertAll(pairs, pair => checked((int)pair.Behind)));
    }

    /// <summary>A number or a pair for each axis, in one dimension a pair.</summary>
    internal JsonNode ToJson(int rank)
    {
        Sides all = this;
        IEnumerable<(long Before, long Behind)> pairs = Enumerable.Range(0, rank).Select(axis => all.Along(axis));
        return rank == 1 ? Kinds.Array((long[])[Along(0).Before, Along(0).Behind])
            : pairs.All(pair => pair.Before == pair.Behind) ? Kinds.Array(pairs.Select(pair => pair.Before))
            : new JsonArray([.. pairs.Select(pair => Kinds.Array((long[])[pair.Before, pair.Behind]))]);
    }

    private static (long, long)? Pair(JsonElement item) =>
        item.ValueKind != JsonValueKind.Array ? Kinds.CountOf(item) is { } both ? (both, both) : null
        : item.GetArrayLength() == 2 && Kinds.CountOf(item[0]) is { } before && Kinds.CountOf(item[1]) is { } behind ? (before, behind)
        : null;
}
