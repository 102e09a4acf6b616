using System.Buffers;

namespace Seedbed.Cli.Output;

/// <summary>Breaks a text between words where a terminal is too narrow for it.</summary>
internal static class WrappedText
{
    private const int NarrowestUseful = 10;

    /// <summary>Where a word that is longer than a line may be broken: behind these.</summary>
    private static readonly SearchValues<char> s_joints = SearchValues.Create("/,;:=)]}-_.+·");

    /// <summary>
    /// The lines of a text, each at most <paramref name="width"/> long; one line where there is no width. A word that is longer is broken
    /// behind a sign, else where it must.
    /// </summary>
    internal static IEnumerable<string> Lines(string text, int? width)
    {
        int limit = Math.Max(NarrowestUseful, width ?? int.MaxValue);
        while (text.Length > limit)
        {
            int space = text.LastIndexOf(' ', limit);
            int end = space > 0 ? space : BreakOf(text.AsSpan(0, limit));
            yield return text[..end].TrimEnd();
            text = text[(space > 0 ? end + 1 : end)..];
        }

        yield return text;
    }

    /// <summary>Behind the last sign, unless that is near the beginning.</summary>
    private static int BreakOf(ReadOnlySpan<char> line)
    {
        int joint = line.LastIndexOfAny(s_joints) + 1;
        int end = joint > line.Length / 2 ? joint : line.Length;
        return char.IsHighSurrogate(line[end - 1]) ? end - 1 : end;
    }
}
