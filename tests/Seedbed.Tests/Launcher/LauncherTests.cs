using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Launcher;

/// <summary>When the launcher builds, held against a clone of two sources and a dotnet that only notes what it is asked.</summary>
public sealed class LauncherTests : IDisposable
{
    private const string Built = "artifacts/bin/Seedbed.Cli/release/";

    /// <summary>As an editor or a checkout leaves it: in the past, at the same length.</summary>
    private const string Older = "printf b >src/a.cs; touch -t 200001010000 src/a.cs";

    private const string Dotnet = """
        #!/usr/bin/env bash
        case $1 in
            --version) echo 10.0.100 ;;
            build)
                echo built >>builds
                mkdir -p artifacts/bin/Seedbed.Cli/release
                cp src/a.cs artifacts/bin/Seedbed.Cli/release/Seedbed.Cli.dll
                if [ -f killed ]; then rm killed; kill -s KILL 0; fi
                cp src/b.cs artifacts/bin/Seedbed.Cli/release/Seedbed.dll ;;
            *) echo "$(wc -l <builds) $(cat "$1") ${*:2}" ;;
        esac
        """;

    private readonly TemporaryFolder _clone = new();

    public LauncherTests()
    {
        File.Copy(Repository.At("seedbed"), _clone.At("seedbed"));
        Directory.CreateDirectory(_clone.At("src"));
        Directory.CreateDirectory(_clone.At("path"));
        foreach ((string name, string text) in new[] { ("src/a.cs", "a"), ("src/b.cs", "b"), ("a.props", ""), ("global.json", ""),
            ("path/dotnet", Dotnet) })
        {
            File.WriteAllText(_clone.At(name), text);
        }
    }

    public void Dispose() => _clone.Dispose();

    [UnixFact]
    public void Nothing_new_is_not_built_again()
    {
        Assert.Equal("1 a x y\n", Run("").Output);
        Assert.Equal("1 a x y\n", Run("touch src/a.cs").Output);
    }

    [UnixTheory]
    [InlineData(Older, "2 b")]
    [InlineData("rm src/b.cs; echo c >src/c.cs; cp src/c.cs src/b.cs", "2 a")]
    [InlineData("mv a.props b.props", "2 a")]
    [InlineData("echo c >src/c.cs; touch -t 200001010000 src/c.cs", "2 a")]
    [InlineData(">" + Built + "Seedbed.dll", "2 a")]
    [InlineData("rm " + Built + "Seedbed.dll", "2 a")]
    [InlineData("rm -r artifacts", "2 a")]
    [InlineData(">artifacts/.seedbed-built", "2 a")]
    public void What_is_not_as_it_was_is_built_once(string change, string output)
    {
        Run("");

        Assert.Equal($"{output} x y\n", Run(change).Output);
        Assert.Equal($"{output} x y\n", Run("").Output);
    }

    [UnixFact]
    public void A_killed_build_leaves_no_marks_and_is_done_again()
    {
        Run("");

        ToolRun run = ToolProcess.Shell($"touch killed; {Older}; {Start("set -m; bash seedbed x & wait $!")}", _clone.Path);

        Assert.Equal(137, run.Status);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_clone.At("artifacts")), path => !path.EndsWith(".seedbed-lock", StringComparison.Ordinal));
        Assert.Equal("3 b x y\n", Run("").Output);
        Assert.DoesNotContain(Directory.EnumerateFiles(_clone.At("artifacts")),
            path => !path.EndsWith("-lock", StringComparison.Ordinal) && !path.EndsWith("-built", StringComparison.Ordinal));
    }

    private static string Start(string line) => $"chmod +x path/dotnet; PATH=$PWD/path:$PATH; {line}";

    private ToolRun Run(string change) => ToolProcess.Shell($"{change}\n{Start("exec bash seedbed x y")}", _clone.Path).IsDone();
}
