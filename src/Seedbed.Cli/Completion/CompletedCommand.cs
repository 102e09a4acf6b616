using System.CommandLine;
using System.CommandLine.Completions;
using Seedbed.Cli.Options;

namespace Seedbed.Cli.Completion;

/// <summary>A command as shells complete it, drawn from the command line's own list.</summary>
/// <param name="Name">Empty for the tool as a whole.</param>
/// <param name="Description">What it does.</param>
/// <param name="Options">Its own and those of all commands.</param>
/// <param name="Argument">What its arguments may be.</param>
internal sealed record CompletedCommand(
    string Name, string Description, IReadOnlyList<CompletedOption> Options, CompletedValue Argument)
{
    /// <summary>How options and arguments are called whose values are paths.</summary>
    private static readonly string[] s_paths = ["FILE", "OUT", "IN", "DIR", "PATH", "MODEL", "TEMPLATE"];

    /// <summary>The tool, then each of its commands.</summary>
    internal static IReadOnlyList<CompletedCommand> Of(Command root) =>
        [.. root.Subcommands.Select(One).Prepend(One(root) with
        {
            Name = "",
            Argument = new CompletedValue([.. root.Subcommands.Select(command => command.Name)], false),
        })];

    private static CompletedCommand One(Command command) => new(
        command.Name, command.Description ?? "", [.. GlobalOptions.AllOf(command).Select(CompletedOption.Of)],
        command.Arguments.Count > 0 ? ValueOf(command.Arguments[0], command.Arguments[0].Name) : new CompletedValue([], false));

    /// <summary>The values that a symbol tells, or paths where its name says so.</summary>
    internal static CompletedValue ValueOf(Symbol symbol, string? placeholder)
    {
        IEnumerable<CompletionItem> items = symbol.GetCompletions(CompletionContext.Empty);
        return s_paths.Contains(placeholder) ? new CompletedValue([], true)
            : new CompletedValue([.. items.Select(item => item.Label).Where(label => !label.StartsWith('-'))], false);
    }
}

/// <summary>An option as shells complete it.</summary>
/// <param name="Names">With their dashes.</param>
/// <param name="Description">What it does.</param>
/// <param name="Value">What may follow it; null where nothing does.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Description, CompletedValue? Value)
{
    internal static CompletedOption Of(Option option) => new(
        [option.Name, .. option.Aliases], option.Description ?? "",
        option.Arity.MaximumNumberOfValues == 0 ? null : CompletedCommand.ValueOf(option, option.HelpName));
}

/// <summary>What may stand in a place: one of some words, or a path; neither where it is a number or free text.</summary>
/// <param name="Words">The words.</param>
/// <param name="IsPath">Whether it is a path.</param>
internal sealed record CompletedValue(IReadOnlyList<string> Words, bool IsPath);
