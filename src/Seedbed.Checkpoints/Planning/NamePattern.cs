namespace Seedbed.Checkpoints.Planning;

/// <summary>
/// A pattern for the names of tensors: <c>*</c> stands for any letters within one part of a name, <c>?</c> for one of them, <c>**</c> for
/// any letters at all, parts included; <c>**/</c> also for nothing. Everything else stands for itself.
/// </summary>
internal static class NamePattern
{
    /// <summary>Whether the whole name is of the pattern, in time of their lengths' product.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">The name.</param>
    /// <param name="separator">What stands between the parts of a name.</param>
    internal static bool Matches(string pattern, string name, char separator = '/')
    {
        // reached[i]: the name's first i letters are of the pattern so far.
        bool[] reached = new bool[name.Length + 1];
        reached[0] = true;
        for (int at = 0; at < pattern.Length;)
        {
            (int length, reached) = Step(pattern.AsSpan(at), name, reached, separator);
            at += length;
        }

        return reached[name.Length];
    }

    private static (int Length, bool[] Reached) Step(ReadOnlySpan<char> pattern, string name, bool[] before, char separator)
    {
        bool isAny = pattern.StartsWith("**");
        bool isFolder = isAny && pattern.Length > 2 && pattern[2] == separator;
        bool repeats = pattern[0] == '*';
        bool[] after = new bool[before.Length];
        bool within = false;
        for (int i = 0; i < before.Length; i++)
        {
            if (isFolder)
            {
                within |= i > 0 && before[i - 1];
                after[i] = before[i] || (within && name[i - 1] == separator);
            }
            else if (repeats)
            {
                after[i] = before[i] || (i > 0 && after[i - 1] && (isAny || name[i - 1] != separator));
            }
            else
            {
                after[i] = i > 0 && before[i - 1] && (pattern[0] == '?' ? name[i - 1] != separator : name[i - 1] == pattern[0]);
            }
        }

        return (isFolder ? 3 : isAny ? 2 : 1, after);
    }
}
