namespace Seedbed.Cli.Completion;

/// <summary>A line for each command, option and kind of argument, as fish has it.</summary>
internal sealed class FishScript : ShellScript
{
    internal override string Name => "fish";

    internal override string Installation => "seedbed completion fish > ~/.config/fish/completions/seedbed.fish";

    internal override string Text(IReadOnlyList<CompletedCommand> commands) =>
        "# fish completion of seedbed: let this file lie in ~/.config/fish/completions/.\ncomplete -c seedbed -f\n"
        + Lines(commands.Skip(1).Select(command =>
            $"complete -c seedbed -n __fish_use_subcommand -a {Escaped(command.Name)} -d {Escaped(Brief(command.Description))}"))
        + Lines(commands.SelectMany(command => command.Options.Select(option => Line(command, option))))
        + Lines(commands.Skip(1).Where(command => command.Argument.IsPath || command.Argument.Words.Count > 0)
            .Select(command => $"complete -c seedbed -n {Condition(command)}{Value(command.Argument)}"));

    private static string Line(CompletedCommand command, CompletedOption option)
    {
        string names = string.Concat(option.Names.Select(name =>
            name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {Escaped(name[1..])}"));
        string value = option.Value is { } known ? $" -r{Value(known)}" : "";
        return $"complete -c seedbed -n {Condition(command)}{names}{value} -d {Escaped(Brief(option.Description))}";
    }

    private static string Condition(CompletedCommand command) =>
        command.Name.Length == 0 ? "__fish_use_subcommand" : Escaped($"__fish_seen_subcommand_from {command.Name}");

    private static string Value(CompletedValue value) =>
        value.IsPath ? " -F" : value.Words.Count > 0 ? $" -a {Escaped(string.Join(" ", value.Words))}" : "";

    /// <summary>In single quotes, within which fish knows two escapes.</summary>
    private static string Escaped(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
