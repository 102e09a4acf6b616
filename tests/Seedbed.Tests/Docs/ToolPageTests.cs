using Seedbed.Cli;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>
/// The commands of docs/tool.md are run by a shell, block after block, in an empty folder that is also the user's home; where a text block
/// is the next one in the same section, it is what they print.
/// </summary>
public sealed class ToolPageTests
{
    private const string Page = "docs/tool.md";

    private static readonly string s_text = File.ReadAllText(Repository.At(Page));

    [UnixFact]
    public void Every_command_does_what_the_page_says()
    {
        using TemporaryFolder folder = new();
        MarkdownBlock[] blocks = [.. MarkdownPage.Blocks(Page, s_text)];
        Assert.All(blocks, block => Assert.Contains(block.Language, (string[])["bash", "text"]));
        foreach ((int index, MarkdownBlock block) in blocks.Index().Where(each => each.Item.Language == "bash"))
        {
            ToolRun run = ToolProcess.Shell($"set -e; export HOME=$PWD; seedbed() {{ $SEEDBED \"$@\"; }}\n{block.Text}", folder.Path);

            Assert.True(run.Status == 0, $"{block.Name}: {run.Error}");
            MarkdownBlock? next = blocks.ElementAtOrDefault(index + 1);
            if (next is { Language: "text" } && next.Heading == block.Heading)
            {
                Assert.EndsWith(next.Text, run.Output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_command_variable_and_status_is_told()
    {
        Assert.All(MannersContractTests.Commands, command => Assert.Contains($"seedbed {command}", s_text, StringComparison.Ordinal));
        Assert.All(Surroundings.All, variable => Assert.Contains($"| `{variable.Name}` |", s_text, StringComparison.Ordinal));
        Assert.All(ExitStatus.Of("a check found faults"), status => Assert.Contains($"| {status.Status} | {status.Description}", s_text, StringComparison.Ordinal));
    }
}
