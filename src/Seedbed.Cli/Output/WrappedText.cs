namespace Seedbed.Cli.Output;

/// <summary>Breaks a text between words where a terminal is too narrow for it.</summary>
internal static class WrappedText
{
    private const int NarrowestUseful = 20;

    /// <summary>
    /// The lines of a text, each at most <paramref name="width"/> long unless a word is longer; one line where there is no width.
    /// </summary>
    internal static IEnumerable<string> Lines(string text, int? width)
    {
        int limit = Math.Max(NarrowestUseful, width ?? int.MaxValue);
        while (text.Length > limit)
        {
            int space = text.LastIndexOf(' ', limit);
            space = space > 0 ? space : text.IndexOf(' ', limit);
            if (space < 0)
            {
                break;
            }

            yield return text[..space];
            text = text[(space + 1)..];
        }

        yield return text;
    }
}
