using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>Every source file against the rules of the house.</summary>
public sealed class SourceTests
{
    private const string WideText =
        "namespace Seedbed.Shapes;\n//////////////////////////////////////////////////////////////////////"
        + "///////////////////////////////////////////////////////////////////////\n";

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Every_file_keeps_the_rules(string folder)
    {
        string[] files = Directory.GetFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        // The files that spell the unwanted words in order to forbid them.
        IEnumerable<string> faults = files.Select(Repository.Relative)
            .Where(path => !path.StartsWith("tests/Seedbed.Tests/Architecture/Source", StringComparison.Ordinal))
            .SelectMany(path => SourceRules.Faults(path, File.ReadAllText(Repository.At(path))));
        Faults.AreNone(faults);
    }

    [Fact]
    public void Few_files_are_short()
    {
        string[] files = [.. Directory.GetFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).TrimEnd('\n').Count(letter => letter == '\n') < SourceRules.ShortFile)];

        Assert.True(
            files.Length <= SourceRules.MostShortFiles,
            $"{files.Length} files have {SourceRules.ShortFile} lines or fewer; {SourceRules.MostShortFiles} may: {string.Join(", ", files)}");
    }

    [Fact]
    public void A_long_method_is_reported()
    {
        string text = "namespace Seedbed.Shapes;\nclass Fans\n{\n    int Go()\n    {\n"
            + string.Concat(Enumerable.Repeat("        i++;\n", 61)) + "    }\n}\n";

        Assert.Contains("int Go() has 61 lines", Assert.Single(SourceRules.Faults("src/Seedbed/Shapes/Fans.cs", text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_listed_long_file_is_there() =>
        Assert.All(SourceRules.LongFiles, path => Assert.True(File.Exists(Repository.At(path)), $"{path} is listed but not there."));

    [Theory]
    [InlineData("src/Seedbed/Shapes/Fans.cs", "namespace Seedbed.Shapes;\n#region Fans\n", "says #region")]
    [InlineData("src/Seedbed/Shapes/Fans.cs", "namespace Seedbed.Shapes;\n// TODO: more\n", "says TODO")]
    [InlineData("src/Seedbed/Shapes/Fans.cs", "namespace Seedbed.Simd;\n", "Seedbed.Simd; its folder says Seedbed.Shapes.")]
    [InlineData("src/Seedbed/Random/Jax/Key.cs", "namespace Seedbed.Simd;\n", "its folder says Seedbed.Random.Jax.")]
    [InlineData("src/Seedbed/Shapes/Fans.cs", "class Fans;\n", "has no file-scoped namespace")]
    [InlineData("src/Seedbed/Shapes/Fans.cs", WideText, "Fans.cs(2) has 141 columns")]
    public void A_fault_is_reported(string path, string text, string fault) =>
        Assert.Contains(fault, Assert.Single(SourceRules.Faults(path, text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("src/Seedbed/Shapes/Fans.cs", 400, 0)]
    [InlineData("src/Seedbed/Shapes/Fans.cs", 401, 1)]
    [InlineData("src/Seedbed/Numerics/BFloat16.cs", 401, 0)]
    public void A_file_ends_at_400_lines(string path, int lines, int faults)
    {
        string @namespace = string.Join('.', path.Split('/')[1..^1]);
        string text = $"namespace {@namespace};\n" + string.Concat(Enumerable.Repeat("//\n", lines - 1));

        Assert.Equal(faults, SourceRules.Faults(path, text).Count());
    }
}
