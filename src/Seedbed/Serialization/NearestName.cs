namespace Seedbed.Serialization;

/// <summary>The known name that a mistyped one probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate at the least edit distance (insertions, deletions, replacements; case ignored), if it is near enough to be a guess.
    /// </summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <returns>Null where even the nearest differs in more than half of its letters.</returns>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        return NearWord.Of(name, candidates);
    }

    /// <summary>" Did you mean 'x'?" or nothing, to stand behind an error's first sentence.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The names that exist.</param>
    public static string Suggestion(string name, IEnumerable<string> candidates) =>
        NearWord.Suggestion(name, candidates);
}
