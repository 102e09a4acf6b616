using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>Every claim of docs/choosing.md is backed by a command that shows it: the lines under a command stand in what it prints.</summary>
public sealed class ChoosingPageTests
{
    private const string Page = "docs/choosing.md";
    private const string Prompt = "./seedbed ";

    private static readonly IReadOnlyList<MarkdownBlock> s_blocks = MarkdownPage.Blocks(Page, File.ReadAllText(Repository.At(Page)));

    public static TheoryData<int> Commands => [.. s_blocks.Index().Where(block => block.Item.Language == "bash").Select(block => block.Index)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_shows_what_the_page_says(int place)
    {
        string output = string.Concat(s_blocks[place].Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            Assert.StartsWith(Prompt, line, StringComparison.Ordinal);
            return ToolRun.InProcess(Words(line[Prompt.Length..])).IsDone().Output;
        }));

        MarkdownBlock claim = s_blocks[place + 1];
        Assert.Equal("text", claim.Language);
        Assert.All(claim.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(Squeezed(line), Squeezed(output), StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_has_commands() => Assert.True(s_blocks.Count(block => block.Language == "bash") >= 12);

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string[] Words(string line) =>
        [.. line.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
