using Seedbed.Cli;
using Seedbed.Cli.Options;
using Xunit;

namespace Seedbed.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public void The_version_stands_alone() =>
        Assert.Matches(@"^\d+\.\d+\.\d+[-.\w]*\r?\n$", ToolRun.InProcess("--version").IsDone().Output);

    public static TheoryData<string> Pages =>
        ["--help", "init -h", .. MannersContractTests.Commands.Select(command => $"{command} --help")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_of_a_help_page_is_understood(string line)
    {
        string page = ToolRun.InProcess(line.Split(' ')).IsDone().Output.Replace(" \\\n     ", "", StringComparison.Ordinal);

        string[] examples = [.. page[page.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1)
            .TakeWhile(example => example.StartsWith("  ", StringComparison.Ordinal))];
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            string[] words = Words(example.Trim().Split(" | ")[0].Split(" < ")[0].Split(" > ")[0].Split(" >> ")[0]);
            Assert.Equal("seedbed", words[0]);
            Assert.Null(UsageFault.Of(new Tool(new Terminal(TextWriter.Null), CancellationToken.None).Parse(words[1..])));
        });
    }

    /// <summary>Trials end with their time, and so does what is chosen by them.</summary>
    [Fact]
    public void Threads_of_a_diagnosis_may_change_what_it_chooses()
    {
        const string promise = "The values do not depend on it.";
        string page = Joined("diagnose");

        Assert.DoesNotContain(promise, page, StringComparison.Ordinal);
        Assert.Contains("how many steps fit into --seconds, and so what is chosen, may.", page, StringComparison.Ordinal);
        Assert.Contains(promise, Joined("probe"), StringComparison.Ordinal);

        static string Joined(string command) =>
            string.Join(' ', ToolRun.InProcess(command, "--help").IsDone().Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Words(string line) =>
        [.. line.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
