using System.Reflection;
using PublicApiGenerator;
using Seedbed.Tests.Architecture;
using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>The public surface of every library against its accepted text: a change of it is seen in review.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "SEEDBED_ACCEPT";
    private const int ShownDifferences = 10;

    private static readonly ApiGeneratorOptions s_options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<string> Libraries =>
        [.. SourceProject.All.Where(project => !project.IsTool).Select(project => project.AssemblyName)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_surface_is_the_accepted_one(string assembly)
    {
        string actual = Assembly.Load(assembly).GeneratePublicApi(s_options).ReplaceLineEndings("\n") + "\n";
        string path = SnapshotPath(assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, actual);
        }

        string accepted = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (actual != accepted)
        {
            string written = Repository.At("artifacts", "public-api", Path.GetFileName(path));
            Directory.CreateDirectory(Path.GetDirectoryName(written)!);
            File.WriteAllText(written, actual);
            Assert.Fail($"""
                The public surface of {assembly} changed (+ is new, - is gone):
                {Difference(accepted, actual)}
                The whole text is in {Repository.Relative(written)}.
                If the change is meant, run the tests with {Accept}=1 and commit {Repository.Relative(path)}.
                """);
        }
    }

    [Fact]
    public void Every_accepted_text_has_its_library() =>
        Assert.Empty(Directory.GetFiles(Repository.At("tests", "Seedbed.Tests", "Contracts"), "PublicApi.*.txt")
            .Except(SourceProject.All.Where(project => !project.IsTool).Select(project => SnapshotPath(project.AssemblyName))));

    [Fact]
    public void A_difference_shows_the_lines_that_came_and_went() =>
        Assert.Equal("- b\n+ c", Difference("a\nb\n", "a\nc\n"));

    private static string SnapshotPath(string assembly) =>
        Repository.At("tests", "Seedbed.Tests", "Contracts", $"PublicApi.{assembly}.txt");

    /// <summary>The first lines from where the two texts part, without the lines that stand in both.</summary>
    private static string Difference(string accepted, string actual)
    {
        string[] before = accepted.TrimEnd('\n').Split('\n');
        string[] after = actual.TrimEnd('\n').Split('\n');
        int common = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        int commonEnd = before.Skip(common).Reverse().Zip(after.Skip(common).Reverse())
            .TakeWhile(pair => pair.First == pair.Second).Count();
        IEnumerable<string> gone = before[common..^commonEnd].Take(ShownDifferences).Select(line => "- " + line);
        IEnumerable<string> came = after[common..^commonEnd].Take(ShownDifferences).Select(line => "+ " + line);
        return string.Join('\n', gone.Concat(came));
    }
}
