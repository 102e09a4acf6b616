using System.Text.RegularExpressions;
using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>Every program of samples/ is tested, told of, and finds the library.</summary>
public sealed partial class SampleListTests
{
    private static readonly string Readme = File.ReadAllText(Repository.At(SampleRun.Folder, "README.md"));

    public static TheoryData<string> Names => [.. SampleRun.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_has_tests_that_run_it(string name)
    {
        string className = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Tests";

        Assert.NotNull(typeof(SampleListTests).Assembly.GetType($"{typeof(SampleListTests).Namespace}.{className}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_stands_in_the_table(string name) =>
        Assert.Contains($"| [`{name}.cs`]({name}.cs) | ", Readme, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_refers_to_the_library_first(string name)
    {
        Match project = ProjectLine().Match(SampleRun.Source(name));

        Assert.True(project.Success);
        Assert.True(File.Exists(Path.GetFullPath(project.Groups["path"].Value, Repository.At(SampleRun.Folder))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_short_enough_to_read(string name) => Assert.InRange(SampleRun.Source(name).Count(c => c == '\n'), 20, 120);

    [GeneratedRegex(@"\A#:project (?<path>\S+\.csproj)\n", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectLine();
}
