using System.CommandLine;
using System.CommandLine.Parsing;
using Seedbed.Serialization;

namespace Seedbed.Cli.Options;

/// <summary>The sentence for a command line that does not parse: the first fault, the nearest name, and where to read on.</summary>
internal static class UsageFault
{
    /// <summary>Null where the command line is fine.</summary>
    internal static string? Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string page = command.Parents.Any() ? $"'seedbed {command.Name} --help'" : "'seedbed --help'";
        return FirstFault(parsed, command) is string fault ? $"{fault} See {page}." : null;
    }

    private static string? FirstFault(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens is [string token, ..])
        {
            return Unknown(token, command);
        }

        if (OptionReadAsArgument(parsed) is string option)
        {
            return Unknown(option, command);
        }

        if (command.Subcommands.Count > 0)
        {
            return null;
        }

        return parsed.Errors is [ParseError first, ..] ? Fault.SentenceOf(new FormatException(first.Message)) : null;
    }

    /// <summary>
    /// A mistyped option that the parser took for the command's argument; no name of a scheme or file starts with a dash.
    /// </summary>
    private static string? OptionReadAsArgument(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    private static string Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            IEnumerable<string> options = GlobalOptions.AllOf(command).Select(option => option.Name);
            return $"There is no option '{token.Excerpt()}'.{NearestName.Suggestion(token.Split('=', ':')[0], options)}";
        }

        return command.Subcommands.Count == 0
            ? $"There is one argument too many: '{token.Excerpt()}'."
            : $"There is no command '{token.Excerpt()}'.{NearestName.Suggestion(token, command.Subcommands.Select(known => known.Name))}";
    }
}
