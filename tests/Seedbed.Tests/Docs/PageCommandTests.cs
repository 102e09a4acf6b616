using System.Text.RegularExpressions;
using Seedbed.Tests.Cli;
using Seedbed.Tests.Docs.Samples;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>
/// Every command of the pages that newcomers read runs, one after the other, in a folder with a copy of samples/. Where a text block follows
/// in the same section it is what the commands print, data first; a line "…" in it stands for any lines, "…" in a line for any letters.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed partial class PageCommandTests
{
    private const string Tool = "./seedbed ";
    private const string Sample = "dotnet run samples/";

    /// <summary>What .ci/run and .ci/check-packages run: they need the network, or are what runs this.</summary>
    private static readonly string[] s_runElsewhere =
    [
        "dotnet test -c Release", "./pack ", "dotnet nuget add source ", "dotnet tool install ", "dotnet add package ", "dotnet new console", "git clone ", "cd ",
        "docs/build-site",
    ];

    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.GetFiles(Repository.At("docs"), "*.md").Select(Repository.Relative)
            .Where(page => page.StartsWith("docs/from-", StringComparison.Ordinal) || page is "docs/tutorial.md" or "docs/cookbook.md" or "docs/schemes.md")
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_commands_of_a_page_do_and_print_what_it_says(string page)
    {
        IReadOnlyList<MarkdownBlock> blocks = MarkdownPage.Blocks(page, File.ReadAllText(Repository.At(page)));
        ExampleRun.InFolder(() =>
        {
            foreach ((int place, MarkdownBlock block) in blocks.Index())
            {
                if (block.Language != "bash")
                {
                    Assert.DoesNotContain(Tool, block.IsCSharp ? "" : block.Text, StringComparison.Ordinal);
                    continue;
                }

                string printed = string.Concat(Lines(block.Text).Select(line => Run(block.Name, line)));
                if (blocks.ElementAtOrDefault(place + 1) is { Language: "text" } next && next.Heading == block.Heading)
                {
                    Assert.True(Matches(next.Text, printed), $"{block.Name} prints\n{printed}\nbut the page says\n{next.Text}");
                }
            }
        });
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", true)]
    [InlineData("a\n…\nd\n", "a\nb\nc\nd\n", true)]
    [InlineData("a\n…\nd\n", "a\nd\n", true)]
    [InlineData("a\n", "a\nb\n", false)]
    [InlineData("a\n…\nd\n", "a\nb\nd2\n", false)]
    [InlineData("a.c\n", "abc\n", false)]
    public void Three_dots_stand_for_any_lines(string expected, string printed, bool matches) =>
        Assert.Equal(matches, Matches(expected, printed));

    [Fact]
    public void Words_are_taken_apart_as_a_shell_does() =>
        Assert.Equal(["sample", "VarianceScaling(scale=2.0, mode=fan_out)", "--x", "a b"],
            Words("sample 'VarianceScaling(scale=2.0, mode=fan_out)'  --x \"a b\""));

    /// <summary>Whole commands without comments: a backslash at the end goes on in the next line.</summary>
    private static IEnumerable<string> Lines(string text) =>
        text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private static string Run(string place, string line)
    {
        string command = Comment().Replace(line, "").TrimEnd();
        if (s_runElsewhere.Any(start => command.StartsWith(start, StringComparison.Ordinal)))
        {
            return "";
        }

        if (command.StartsWith(Sample, StringComparison.Ordinal))
        {
            Assert.Contains(command[Sample.Length..^".cs".Length], SampleRun.Names);
            return "";
        }

        Assert.True(command.StartsWith(Tool, StringComparison.Ordinal), $"{place}: '{command}' is run by no test.");
        ToolRun run = ToolRun.InProcess([.. Words(command[Tool.Length..])]);
        Assert.True(run.Status == (line.Contains("# status 2", StringComparison.Ordinal) ? 2 : 0), $"{place}: {command}\n{run.Error}");
        return (run.Output + run.Error).ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Words(string command) =>
        Word().Matches(command).Select(word => word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Value);

    private static bool Matches(string expected, string printed)
    {
        IEnumerable<string> lines = expected.TrimEnd('\n').Split('\n')
            .Select(line => line == "…" ? "(?:.*\n)*" : Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal) + "\n");
        return Regex.IsMatch(printed, $"\\A{string.Concat(lines)}\\z", RegexOptions.CultureInvariant);
    }

    [GeneratedRegex("'(?<quoted>[^']*)'|\"(?<quoted>[^\"]*)\"|\\S+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(" +# .*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
