namespace Seedbed;

/// <summary>The known name that a mistyped one probably meant.</summary>
internal static class NearWord
{
    private const int LongestWorthComparing = 100;

    /// <summary>
    /// The candidate at the least edit distance (insertions, deletions, replacements; case ignored), if it is near enough to be a guess.
    /// </summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <returns>Null where even the nearest differs in more than half of its letters.</returns>
    internal static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestWorthComparing)
        {
            return null;
        }

        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = EditDistance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least && distance < name.Length && distance <= Math.Max(1, candidate.Length / 2))
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>" Did you mean 'x'?" or nothing, to stand behind an error's first sentence.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The names that exist.</param>
    internal static string Suggestion(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is string nearest ? $" Did you mean '{nearest.Excerpt()}'?" : "";

    private static int EditDistance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
