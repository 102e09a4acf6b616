using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>What shells offer, asked from the shells themselves where they are installed; bash always.</summary>
public sealed class CompletionTests
{
    private const string Ask = """
        ask() { COMP_WORDS=(seedbed "$@"); COMP_CWORD=$#; _seedbed; printf '%s\n' "${COMPREPLY[*]}"; }
        """;

    [UnixFact]
    public void Bash_offers_commands_options_values_and_files()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("script"), ToolRun.InProcess("completion", "bash").IsDone().Output);
        File.WriteAllText(folder.At("a model.json"), "");

        string[] answers = ToolProcess.Shell(
            $"set -u; . ./script; {Ask}; ask sa; ask help co; ask sample --dt; ask sample x --dtype bf; ask sample he_; ask sample --dtype = flo; "
            + "ask inspect 'a m'; ask init m.json -o 'a m'; ask sample --seed ''; ask train --metrics top_; ask completion ''; ask list --q; "
            + "ask advise gel; ask advise x --layer att; "
            + "complete -p seedbed", folder.Path).IsDone().Output.Split('\n');

        Assert.Equal(
            [
                "sample", "completion convert", "--dtype", "bfloat16", "he_normal he_uniform", "float16 float32 float64", "a model.json", "a model.json", "",
                Sorted(Metric.Names.Where(name => name.StartsWith("top_", StringComparison.Ordinal))), "bash fish pwsh zsh", "--quiet",
                "gelu gelu_new gelu_pytorch_tanh gelu_tanh", "attention",
            ],
            answers[..14].Select((answer, index) => index is 6 or 7 ? answer : Sorted(answer.Split(' '))));
        Assert.Equal("complete -F _seedbed seedbed", answers[14]);
    }

    /// <summary>Every command, option and name of an initializer stands in every script: there is no second list.</summary>
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void A_script_has_every_command_and_option(string shell)
    {
        string script = ToolRun.InProcess("completion", shell).IsDone().Output;

        Assert.All(MannersContractTests.Commands, command => Assert.Matches($@"\b{command}\b", script));
        Assert.All(
            (string[])["--skip-mismatch", "--input-shape", "--slice", "--quiet", "--wide", "--version"],
            option => Assert.Contains(shell == "fish" ? $"-l {option[2..]}" : option, script, StringComparison.Ordinal));
        Assert.Contains("glorot_uniform", script, StringComparison.Ordinal);
    }

    [UnixFact("fish")]
    public void Fish_offers_the_same()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("script"), ToolRun.InProcess("completion", "fish").IsDone().Output);
        ToolRun run = ToolProcess.Shell(
            "HOME=$PWD fish --no-config -c 'source script; complete -C \"seedbed sa\"; "
            + "complete -C \"seedbed sample --dtype bf\"; complete -C \"seedbed sample --sha\"; complete -C \"seedbed list he_n\"'", folder.Path).IsDone();

        Assert.Equal(
            ["sample", "bfloat16", "--shape", "he_normal", ""], run.Output.Split('\n').Select(line => line.Split('\t')[0]));
    }

    [UnixFact("zsh")]
    public void Zsh_reads_the_script()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("_seedbed"), ToolRun.InProcess("completion", "zsh").IsDone().Output);

        ToolRun run = ToolProcess.Shell(
            "zsh -f -c 'autoload -U compinit; compinit -u -D; source ./_seedbed; "
            + "compadd() { shift; print -r -- ${(M)@:#${words[CURRENT]}*} }; words=(seedbed sample --dtype bf); CURRENT=4; _seedbed; "
            + "words=(seedbed sa); CURRENT=2; _seedbed; print -r -- $_comps[seedbed]'", folder.Path).IsDone();

        Assert.Equal("bfloat16\nsample\n_seedbed\n", run.Output);
    }

    [Fact]
    public void An_unknown_shell_suggests_the_near_one() =>
        ToolRun.InProcess("completion", "bahs").IsRefused(2, "SHELL is 'bahs'; it must be one of bash, zsh, fish, pwsh. Did you mean 'bash'?");

    private static string Sorted(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));
}
