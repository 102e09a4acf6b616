using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>
/// Every C# block of README.md, docs/ and the packages' pages is a whole program: it compiles without a warning and runs; where a text block is the
/// next one in the same section, it is what the program prints.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class ReadmeTests
{
    private static readonly MarkdownBlock[] AllBlocks =
        [.. Pages().SelectMany(page => MarkdownPage.Blocks(page, File.ReadAllText(Repository.At(page))))];

    public static TheoryData<string> Examples => [.. AllBlocks.Where(block => block.IsCSharp).Select(block => block.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_prints_what_the_page_says(string name)
    {
        int place = Array.FindIndex(AllBlocks, block => block.Name == name);
        MarkdownBlock example = AllBlocks[place];

        string output = ExampleRun.Output(example.Text);

        if (ExpectedOutput(place) is { } expected)
        {
            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void The_readme_has_an_example_with_its_output() =>
        Assert.Contains(Enumerable.Range(0, AllBlocks.Length), place =>
            AllBlocks[place] is { Page: "README.md", IsCSharp: true } && ExpectedOutput(place) is not null);

    [Fact]
    public void No_example_escapes()
    {
        Assert.DoesNotContain(AllBlocks, block => block.IsMarkedNotRun);
        Assert.DoesNotContain(AllBlocks, block => !block.IsCSharp && IsOtherNameOfCSharp(block.Language));
    }

    /// <summary>"cs", "C#" or "csharp title=…" would be shown as C# and never run.</summary>
    private static bool IsOtherNameOfCSharp(string language) =>
        language.Split(' ')[0].ToUpperInvariant() is "CS" or "C#" or "CSHARP" or "CSX";

    /// <summary>The text block that follows the example in its section, or null.</summary>
    private static string? ExpectedOutput(int place)
    {
        MarkdownBlock? next = AllBlocks.ElementAtOrDefault(place + 1);
        MarkdownBlock example = AllBlocks[place];
        return next is { Language: "text" } && next.Page == example.Page && next.Heading == example.Heading ? next.Text : null;
    }

    private static IEnumerable<string> Pages()
    {
        string docs = Repository.At("docs");
        // The pages of Seedbed.TorchSharp need libtorch: the tests of that project hold them.
        string[] pages = [.. Directory.GetFiles(docs, "*.md", SearchOption.AllDirectories).Where(page => Path.GetFileName(page) != "from-torchsharp.md")];
        string[] packages = [.. Directory.GetDirectories(Repository.At("src")).Where(project => !project.EndsWith("TorchSharp", StringComparison.Ordinal))
            .Select(project => Path.Combine(project, "README.md"))];
        return pages.Concat(packages).Select(Repository.Relative).Order(StringComparer.Ordinal).Prepend("README.md");
    }
}
