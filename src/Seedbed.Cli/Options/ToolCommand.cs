using System.CommandLine;

namespace Seedbed.Cli.Options;

/// <summary>A command with examples for its help page.</summary>
/// <param name="name">As it is typed.</param>
/// <param name="description">What it does.</param>
internal sealed class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>What status 1 tells; null for a command that checks nothing.</summary>
    internal string? FaultsFound { get; init; }

    /// <summary>Whole command lines.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = [];
}
