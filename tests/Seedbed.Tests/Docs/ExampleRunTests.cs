using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>The reader of pages and the runner of examples must see a fault, else the pages prove nothing.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ExampleRunTests
{
    [Theory]
    [InlineData("Console.WriteLine(6 * 7);", "42\n")]
    [InlineData("using System.Text;\nConsole.Write(new StringBuilder(\"a\").Append('b'));", "ab")]
    [InlineData("await System.Threading.Tasks.Task.Yield();\nConsole.WriteLine(args.Length);", "0\n")]
    [InlineData("File.WriteAllText(\"w.txt\", \"w\");\nConsole.WriteLine(Directory.GetFiles(\".\").Single());", "./w.txt\n")]
    public void What_a_program_prints_is_taken(string source, string output) =>
        Assert.Equal(output, ExampleRun.Output(source).Replace('\\', '/'));

    [Theory]
    [InlineData("Console.WriteLine(missing);", "line 1: CS0103")]
    [InlineData("Console.WriteLine();\nint unused = 3;", "line 2: CS0219")]
    [InlineData("string s = null;\nConsole.WriteLine(s);", "line 1: CS8600")]
    [InlineData("using Xunit;\nConsole.WriteLine();", "line 1: CS0246")]
    public void A_program_with_an_error_or_a_warning_is_refused(string source, string fault)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => ExampleRun.Output(source));

        Assert.StartsWith(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_comes_through_and_the_console_comes_back()
    {
        TextWriter before = Console.Out;
        string folder = Environment.CurrentDirectory;

        Assert.Throws<FormatException>(() => ExampleRun.Output("throw new FormatException();"));

        Assert.Same(before, Console.Out);
        Assert.Equal(folder, Environment.CurrentDirectory);
    }

    [Fact]
    public void Blocks_are_read_with_their_heading_line_and_mark()
    {
        const string Text = "# One\n\n```csharp\na\n\n  b\n```\ntext\n<!-- not run -->\n\n- item\n\n"
            + "## Two\n<!-- not run -->\n\n   ```bash\n   c\n   ```\n```text\n```\n";

        Assert.Equal(
            [
                new MarkdownBlock("p.md", 3, "One", "csharp", "a\n\n  b\n", false),
                new MarkdownBlock("p.md", 16, "Two", "bash", "c\n", true),
                new MarkdownBlock("p.md", 19, "Two", "text", "", false),
            ],
            MarkdownPage.Blocks("p.md", Text));
    }

    [Fact]
    public void A_block_that_is_never_closed_is_an_error() =>
        Assert.Throws<FormatException>(() => MarkdownPage.Blocks("p.md", "```csharp\na\n"));
}
