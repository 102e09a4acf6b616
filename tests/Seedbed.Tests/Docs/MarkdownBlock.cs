namespace Seedbed.Tests.Docs;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Page">The page's path from the root.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
/// <param name="Heading">The heading the block stands under; empty before the first.</param>
/// <param name="Language">The word after the opening fence.</param>
/// <param name="Text">The lines between the fences, each ended by a line feed.</param>
/// <param name="IsMarkedNotRun">The nearest line above that is not blank is the comment <c>not run</c>.</param>
internal sealed record MarkdownBlock(string Page, int Line, string Heading, string Language, string Text, bool IsMarkedNotRun)
{
    public string Name => $"{Page}: {Heading} (line {Line})";

    public bool IsCSharp => Language == "csharp";
}
