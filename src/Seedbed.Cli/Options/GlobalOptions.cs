using System.CommandLine;

namespace Seedbed.Cli.Options;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Tell faults alone: no notes, no warnings, no bars.",
        Arity = ArgumentArity.Zero,
        Recursive = true,
    };

    private readonly Option<bool> _wide = new("--wide")
    {
        Description = "Shorten no name, and end no line, to fit the terminal.",
        Arity = ArgumentArity.Zero,
        Recursive = true,
    };

    /// <summary>A command's own options, and those of all commands.</summary>
    internal static IEnumerable<Option> AllOf(Command command) => command.Options.Where(option => !option.Hidden)
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));

    internal void AddTo(Command root)
    {
        root.Add(_quiet);
        root.Add(_wide);
    }

    /// <summary>Tells the terminal what the command line says of it.</summary>
    internal void Set(Terminal terminal, ParseResult parsed)
    {
        terminal.IsQuiet = parsed.GetValue(_quiet);
        terminal.IsWide = parsed.GetValue(_wide);
    }
}
