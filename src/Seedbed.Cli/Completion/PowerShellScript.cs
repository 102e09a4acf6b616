namespace Seedbed.Cli.Completion;

/// <summary>A completer for a native command; where it offers nothing, PowerShell offers files.</summary>
internal sealed class PowerShellScript : ShellScript
{
    internal override string Name => "pwsh";

    internal override string Installation => "seedbed completion pwsh >> $PROFILE";

    internal override string Text(IReadOnlyList<CompletedCommand> commands) =>
        $$"""
        # PowerShell completion of seedbed: add this to $PROFILE.
        Register-ArgumentCompleter -Native -CommandName seedbed -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $values = @{
        {{Lines(Values(commands))}}    }
            $options = @{
        {{Lines(commands.Select(command => $"        {Entry(command.Name, command.Options.SelectMany(option => option.Names))}"))}}    }
            $arguments = @{
        {{Lines(commands.Select(command => $"        {Entry(command.Name, command.Argument.Words)}"))}}    }
            $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
                Select-Object -Skip 1 | ForEach-Object { "$_" })
            $command = "$($words | Where-Object { -not $_.StartsWith('-') } | Select-Object -First 1)"
            $previous = "$($words | Select-Object -Last 1)"
            $offered = if ($values.ContainsKey("$command $previous")) { $values["$command $previous"] }
                elseif ($wordToComplete.StartsWith('-')) { $options[$command] }
                else { $arguments[$command] }
            $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete) } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static IEnumerable<string> Values(IReadOnlyList<CompletedCommand> commands) =>
        from command in commands
        from option in command.Options
        let value = option.Value
        where value is not null
        from name in option.Names
        select $"        {Entry($"{command.Name} {name}", value.Words)}";

    private static string Entry(string key, IEnumerable<string> words) =>
        $"{Text(key)} = @({string.Join(", ", words.Select(Text))})";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
