using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Seedbed.Cli.Options;

namespace Seedbed.Cli.Output;

/// <summary>
/// A command's page: usage, arguments, options, examples, exit statuses; for the tool as a whole its commands and variables.
/// </summary>
/// <param name="terminal">Whose width it keeps.</param>
/// <param name="writer">Where it goes to.</param>
internal sealed class HelpPage(Terminal terminal, TextWriter writer)
{
    /// <summary>Longer lines are hard to read.</summary>
    private const int Widest = 100;

    /// <summary>Below it, descriptions stand under their names.</summary>
    private const int NarrowestBeside = 60;

    private const int LongestName = 24;
    private const string Indent = "  ";

    private static readonly string[] s_rootExamples =
    [
        "seedbed list",
        "seedbed sample he_normal --shape 784,128 --seed 42",
        "seedbed init model.json -o model.keras --seed 42",
        "seedbed inspect model.keras",
        "seedbed convert model.keras model.safetensors",
        "seedbed train model.json --data d.npz --optimizer adam --loss mse --epochs 5 --seed 42",
        "seedbed advise gelu --depth 50 --width 256",
    ];

    private readonly int _width = Math.Min(terminal.Width ?? Terminal.DefaultWidth, Widest);

    /// <summary>The option of every command.</summary>
    internal static Option CreateOption(Terminal terminal) =>
        new HelpOption("--help", "-h", "-?") { Description = "Show help and usage information.", Action = new PrintAction(terminal) };

    /// <summary>Writes the page of a command.</summary>
    internal void Print(Command command)
    {
        bool isRoot = command is RootCommand || !command.Parents.Any();
        Wrap(command.Description ?? "", "");
        Section("Usage");
        Wrap(Usage(command, isRoot), Indent, Indent + Indent);
        Pairs("Commands", [.. command.Subcommands.Select(each => (each.Name, each.Description ?? ""))]);
        Pairs("Arguments", [.. command.Arguments.Select(each => (each.Name, each.Description ?? ""))]);
        Pairs("Options", [.. GlobalOptions.AllOf(command).Select(option => (Name(option), Description(option)))]);
        Pairs("Environment", isRoot ? [.. Surroundings.All] : []);
        Section("Examples");
        foreach (string example in command is ToolCommand { Examples: var own } ? own : s_rootExamples)
        {
            Example(example);
        }

        Section("Exit status");
        foreach ((int status, string description) in ExitStatus.Of((command as ToolCommand)?.FaultsFound))
        {
            Wrap($"{$"{status}".PadRight(3)} {description}", Indent, Indent + "    ");
        }
    }

    private static string Usage(Command command, bool isRoot)
    {
        if (isRoot)
        {
            return "seedbed COMMAND [options]";
        }

        IEnumerable<string> arguments = command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name);
        IEnumerable<string> needed = command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}");
        return $"seedbed {command.Name} {string.Join(" ", [.. arguments, .. needed, "[options]"])}";
    }

    private static string Name(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        return option.HelpName is { } placeholder ? $"{names} {placeholder}" : names;
    }

    private static string Description(Option option) => $"{option.Description}{(option.Required ? " Needed." : "")}";

    private void Section(string title)
    {
        writer.WriteLine();
        writer.WriteLine($"{title}:");
    }

    private void Pairs(string title, (string Name, string Description)[] pairs)
    {
        if (pairs.Length == 0)
        {
            return;
        }

        Section(title);
        int column = Math.Min(LongestName, pairs.Max(pair => pair.Name.Length));
        foreach ((string name, string description) in pairs)
        {
            string space = _width < NarrowestBeside ? Indent + Indent + Indent : new string(' ', column + (2 * Indent.Length));
            bool isBeside = _width >= NarrowestBeside && name.Length <= column;
            if (!isBeside)
            {
                Wrap(name, Indent, Indent + Indent);
            }

            Wrap(description, isBeside ? $"{Indent}{name.PadRight(column)}{Indent}" : space, space);
        }
    }

    /// <summary>A command line that can be pasted as it stands.</summary>
    private void Example(string line)
    {
        const string mark = " \\";
        string indent = Indent;
        while (indent.Length + line.Length > _width && BreakOf(line, _width - indent.Length - mark.Length) is { } space)
        {
            writer.WriteLine($"{indent}{line[..space]}{mark}");
            line = line[(space + 1)..];
            indent = Indent + Indent + Indent;
        }

        writer.WriteLine($"{indent}{line}");
    }

    /// <summary>The last space at which a line may be broken, which is none within quotes.</summary>
    private static int? BreakOf(string line, int limit)
    {
        int? found = null;
        bool isQuoted = false;
        for (int i = 0; i < line.Length && (i <= limit || found is null); i++)
        {
            isQuoted ^= line[i] == '\'';
            found = line[i] == ' ' && !isQuoted ? i : found;
        }

        return found;
    }

    private void Wrap(string text, string first, string? rest = null)
    {
        rest ??= first;
        string indent = first;
        foreach (string line in WrappedText.Lines(text, _width - rest.Length))
        {
            writer.WriteLine($"{indent}{line}".TrimEnd());
            indent = rest;
        }
    }

    private sealed class PrintAction(Terminal terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            new HelpPage(terminal, terminal.Output).Print(parseResult.CommandResult.Command);
            return ExitStatus.Done;
        }
    }
}
