namespace Seedbed.Cli.Completion;

/// <summary>A shell: its name, and what it reads to complete the tool's commands.</summary>
internal abstract class ShellScript
{
    /// <summary>As it is typed.</summary>
    internal abstract string Name { get; }

    /// <summary>The command line that installs it.</summary>
    internal abstract string Installation { get; }

    /// <summary>The script.</summary>
    /// <param name="commands">The tool, then each of its commands.</param>
    internal abstract string Text(IReadOnlyList<CompletedCommand> commands);

    /// <summary>In single quotes, as POSIX shells read them.</summary>
    private protected static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Words in single quotes, with spaces between them.</summary>
    private protected static string QuotedWords(IEnumerable<string> words) => string.Join(" ", words.Select(Quoted));

    /// <summary>Lines, each ended.</summary>
    private protected static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    /// <summary>The first sentence of a description: a list has a line for each.</summary>
    private protected static string Brief(string description)
    {
        int end = description.IndexOfAny([';', '.', ':']);
        while (end >= 0 && end + 1 < description.Length && description[end + 1] != ' ')
        {
            end = description.IndexOfAny([';', '.', ':'], end + 1);
        }

        return end < 0 ? description : description[..end];
    }

    /// <summary>The arms of a POSIX shell's case for what follows options, told by command and option.</summary>
    /// <param name="commands">All commands.</param>
    /// <param name="words">How words are offered.</param>
    /// <param name="paths">How paths are offered.</param>
    private protected static string ValueArms(
        IReadOnlyList<CompletedCommand> commands, Func<IReadOnlyList<string>, string> words, string paths) => Lines(
        from command in commands
        from option in command.Options
        where option.Value is not null
        let patterns = string.Join("|", option.Names.Select(name => Quoted($"{command.Name} {name}")))
        select $"        {patterns}) {Offer(option.Value!, words, paths)}return ;;");

    /// <summary>The arms of a POSIX shell's case for a command's arguments.</summary>
    private protected static string ArgumentArms(
        IReadOnlyList<CompletedCommand> commands, Func<IReadOnlyList<string>, string> words, string paths) => Lines(
        from command in commands
        where command.Argument.IsPath || command.Argument.Words.Count > 0
        select $"        {Quoted(command.Name)}) {Offer(command.Argument, words, paths)};;");

    private static string Offer(CompletedValue value, Func<IReadOnlyList<string>, string> words, string paths) =>
        value.IsPath ? $"{paths}; " : value.Words.Count > 0 ? $"{words(value.Words)}; " : "";
}
