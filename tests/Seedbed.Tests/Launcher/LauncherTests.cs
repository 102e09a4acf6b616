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

    private const string Building = "seedbed: building the tool, since its sources are new or changed; this takes about a minute…\n";

    /// <summary>Ctrl-C of a terminal: the signal goes to all that the start has started.</summary>
    private const string Interrupt = "until [ -f builds ]; do sleep 0.05; done; kill -s INT -- -$!; wait $!";

    private const string Dotnet = """
        #!/usr/bin/env bash
        case $1 in
            --version) [ ! -f no-sdk ] && echo 10.0.100 ;;
            --list-sdks) echo '8.0.404 [/usr/share/dotnet/sdk]' ;;
            build)
                echo built >>builds
                while [ -f slow ]; do sleep 0.05; done
                echo "  Seedbed.Cli -> $PWD/Seedbed.Cli.dll"
                if [ -f broken ]; then echo 'a.cs(1,1): error CS1002'; exit 1; fi
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
        Assert.Equal(new ToolRun(0, "1 a x y\n", Building), Run(""));
        Assert.Equal(new ToolRun(0, "1 a x y\n", ""), Run("touch src/a.cs"));
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

        Assert.Equal(new ToolRun(0, $"{output} x y\n", Building), Run(change));
        Assert.Equal(new ToolRun(0, $"{output} x y\n", ""), Run(""));
    }

    [UnixFact]
    public void Of_two_starts_one_builds_and_the_other_says_that_it_waits()
    {
        ToolRun run = Run("""
            touch slow
            { PATH=$PWD/path:$PATH; chmod +x path/dotnet; bash seedbed first; } 2>first.txt >output.txt &
            until [ -f builds ]; do sleep 0.05; done
            { until [ -s waits.txt ]; do sleep 0.05; done; rm slow; } &
            exec 2>waits.txt
            """);

        Assert.Equal("1 a x y\n", run.Output);
        Assert.Equal("seedbed: another start is building the tool; waiting for it…\n", File.ReadAllText(_clone.At("waits.txt")));
        Assert.Equal(Building, File.ReadAllText(_clone.At("first.txt")));
        Assert.Equal("1 a first\n", File.ReadAllText(_clone.At("output.txt")));
    }

    [UnixFact]
    public void A_build_that_fails_is_shown_and_done_again()
    {
        ToolRun run = Run("touch broken");

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.StartsWith(Building, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("error CS1002\nseedbed: the build failed; its output is above.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("2 a x y\n", Run("rm broken").Output);
    }

    [UnixFact]
    public void Without_the_SDK_it_says_what_to_install()
    {
        ToolRun run = Run("touch no-sdk");

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains("the .NET SDK 10 is needed to build the tool (installed: 8.0.404); get it from ", run.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public void An_interrupted_build_says_so_and_is_done_again()
    {
        ToolRun run = ToolProcess.Shell($"touch slow; set -m; {Start("bash seedbed x y & ")} {Interrupt}", _clone.Path);

        Assert.Equal(130, run.Status);
        Assert.Contains("\nseedbed: stopped; the next start builds the tool again.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("2 a x y\n", Run("rm slow").Output);
    }

    [UnixFact]
    public void A_killed_build_leaves_no_marks_and_is_done_again()
    {
        Run("");

        ToolRun run = ToolProcess.Shell($"touch killed; {Older}; {Start("set -m; bash seedbed x & wait $!")}", _clone.Path);

        Assert.Equal(137, run.Status);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_clone.At("artifacts")), path => !path.EndsWith(".seedbed-lock", StringComparison.Ordinal));
        Assert.Equal(new ToolRun(0, "3 b x y\n", Building), Run(""));
        Assert.DoesNotContain(Directory.EnumerateFiles(_clone.At("artifacts")),
            path => !path.EndsWith("-lock", StringComparison.Ordinal) && !path.EndsWith("-built", StringComparison.Ordinal));
    }

    private static string Start(string line) => $"chmod +x path/dotnet; PATH=$PWD/path:$PATH; {line}";

    private ToolRun Run(string change) => ToolProcess.Shell($"{change}\n{Start("exec bash seedbed x y")}", _clone.Path);
}
