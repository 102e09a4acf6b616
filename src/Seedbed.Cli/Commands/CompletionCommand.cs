using System.CommandLine;
using Seedbed.Cli.Completion;
using Seedbed.Cli.Options;
using Seedbed.Serialization;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed completion</c>: what a shell reads to complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    private static readonly ShellScript[] s_shells = [new BashScript(), new ZshScript(), new FishScript(), new PowerShellScript()];

    private static string[] Names => [.. s_shells.Select(shell => shell.Name)];

    internal static Command Create(Session session, Command root)
    {
        Argument<string> name = new("SHELL") { Description = $"{string.Join(", ", Names)}." };
        name.CompletionSources.Add(Names);
        ToolCommand completion = new("completion", "Print what a shell reads to complete commands, options and their values.")
        {
            Examples = [.. s_shells.Select(shell => shell.Installation)],
        };
        completion.Add(name);
        completion.SetAction(parsed => Run(session.Terminal, root, parsed.GetValue(name)!));
        return completion;
    }

    private static int Run(Terminal terminal, Command root, string name)
    {
        ShellScript shell = s_shells.FirstOrDefault(each => each.Name == name) ?? throw new ArgumentException(
            $"SHELL is '{name.Excerpt()}'; it must be one of {string.Join(", ", Names)}.{NearestName.Suggestion(name, Names)}");
        terminal.Output.Write(shell.Text(CompletedCommand.Of(root)).ReplaceLineEndings("\n"));
        return ExitStatus.Done;
    }
}
