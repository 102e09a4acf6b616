using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>
/// The recipes of CONTRIBUTING.md: a section's first C# block is the new file, its second a program that uses it, and the text block what
/// that prints. The line for the list is named with its file.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class RecipeTests
{
    private const string Page = "CONTRIBUTING.md";

    private static readonly MarkdownBlock[] s_blocks = [.. MarkdownPage.Blocks(Page, File.ReadAllText(Repository.At(Page)))];

    private static readonly string[] s_recipes =
        ["Adding an initializer", "Adding a layer", "Adding an activation", "Adding a loss", "Adding a file format"];

    public static TheoryData<string> Recipes => [.. s_recipes];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_compiles_and_prints_what_it_says(string heading)
    {
        MarkdownBlock[] blocks = [.. s_blocks.Where(block => block.Heading == heading)];

        Assert.Equal(["csharp", "csharp", "text"], blocks.Select(block => block.Language));
        Assert.Equal(blocks[2].Text, ExampleRun.Output(Compiler.Recipe(blocks[0].Text, blocks[1].Text)));
    }

    [Fact]
    public void Every_csharp_block_belongs_to_a_recipe() =>
        Assert.All(s_blocks.Where(block => block.IsCSharp), block => Assert.Contains(block.Heading, s_recipes));
}
