using System.CommandLine;
using System.CommandLine.Completions;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Serialization;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed help</c>: the page of a command, or of the tool.</summary>
internal static class HelpCommand
{
    internal static Command Create(Session session, Command root)
    {
        Argument<string?> name =
            new("COMMAND") { Description = "A command; the tool as a whole by default.", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(_ => root.Subcommands.Select(command => new CompletionItem(command.Name)));
        ToolCommand help = new("help", "Show the page of a command: usage, options, examples, exit statuses.")
        {
            Examples = ["seedbed help", "seedbed help sample"],
        };
        help.Add(name);
        help.SetAction(parsed => Run(session, root, parsed.GetValue(name)));
        return help;
    }

    private static int Run(Session session, Command root, string? name)
    {
        Command command = name is null ? root
            : root.Subcommands.FirstOrDefault(each => each.Name == name)
            ?? throw new ArgumentException(
                $"There is no command '{name.Excerpt()}'.{NearestName.Suggestion(name, root.Subcommands.Select(each => each.Name))} "
                + "'seedbed help' shows all.");
        new HelpPage(session.Terminal, session.Terminal.Output).Print(command);
        return ExitStatus.Done;
    }
}
