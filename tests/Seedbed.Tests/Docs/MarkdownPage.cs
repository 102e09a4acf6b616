using System.Text;

namespace Seedbed.Tests.Docs;

/// <summary>Reads the fenced blocks of a Markdown page; fences are three backquotes, also indented under a list.</summary>
internal sealed class MarkdownPage
{
    private const string Fence = "```";

    private readonly string page;
    private readonly List<MarkdownBlock> blocks = [];
    private string heading = "";
    private string lastText = "";

    private MarkdownPage(string page) => this.page = page;

    public static IReadOnlyList<MarkdownBlock> Blocks(string page, string text)
    {
        MarkdownPage reader = new(page);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            i = reader.Read(lines, i);
        }

        return reader.blocks;
    }

    /// <summary>Takes the line, or the block it opens, and returns the last index it took.</summary>
    private int Read(string[] lines, int index)
    {
        string line = lines[index].Trim();
        if (line.StartsWith(Fence, StringComparison.Ordinal))
        {
            return ReadBlock(lines, index);
        }

        if (line.StartsWith('#'))
        {
            heading = line.TrimStart('#').Trim();
        }

        if (line.Length > 0)
        {
            lastText = line;
        }

        return index;
    }

    private int ReadBlock(string[] lines, int opening)
    {
        int indent = lines[opening].IndexOf('`', StringComparison.Ordinal);
        int closing = Array.FindIndex(lines, opening + 1, line => line.Trim() == Fence);
        if (closing < 0)
        {
            throw new FormatException($"{page}, line {opening + 1}: the block is never closed; end it with {Fence}.");
        }

        StringBuilder text = new();
        foreach (string line in lines.AsSpan(opening + 1, closing - opening - 1))
        {
            int blank = line.Length - line.TrimStart(' ').Length;
            text.Append(line.AsSpan(Math.Min(indent, blank))).Append('\n');
        }

        string language = lines[opening].Trim()[Fence.Length..].Trim();
        bool isMarkedNotRun = lastText == "<!-- not run -->";
        blocks.Add(new MarkdownBlock(page, opening + 1, heading, language, text.ToString(), isMarkedNotRun));
        lastText = Fence;
        return closing;
    }
}
