using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>What stands beside its Python in docs/from-keras.md is at most as long, plus its usings.</summary>
public sealed class SideBySideTests
{
    private const string Page = "docs/from-keras.md";

    private static readonly MarkdownBlock[] s_blocks = [.. MarkdownPage.Blocks(Page, File.ReadAllText(Repository.At(Page)))];

    public static TheoryData<string> Headings =>
        [.. s_blocks.Where(block => block.Language == "python" && s_blocks.Any(other => other.Heading == block.Heading && other.IsCSharp)
            && block.Heading != "The same weights as in Python").Select(block => block.Heading)];

    [Theory]
    [MemberData(nameof(Headings))]
    public void An_example_is_at_most_as_long_as_in_Python(string heading)
    {
        int python = Lines(heading, "python").Count();
        int csharp = Lines(heading, "csharp").Count(line => !line.StartsWith("using ", StringComparison.Ordinal));

        Assert.True(csharp <= python, $"'{heading}' has {csharp} lines in C# and {python} in Python.");
    }

    [Fact]
    public void All_eight_are_there() => Assert.Equal(8, Headings.Count);

    private static IEnumerable<string> Lines(string heading, string language) =>
        Assert.Single(s_blocks, block => block.Heading == heading && block.Language == language).Text.Split('\n')
            .Where(line => line.Trim().Length > 0);
}
