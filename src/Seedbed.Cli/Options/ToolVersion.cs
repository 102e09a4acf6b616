using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Seedbed.Cli.Options;

/// <summary><c>--version</c>: the version alone, for scripts.</summary>
internal static class ToolVersion
{
    /// <summary>Without the commit that the SDK appends after a plus sign.</summary>
    internal static string Current { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";

    internal static Option<bool> CreateOption(Terminal terminal) =>
        new("--version") { Description = "Show the version.", Arity = ArgumentArity.Zero, Action = new PrintAction(terminal) };

    private sealed class PrintAction(Terminal terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            terminal.Output.WriteLine(Current);
            return ExitStatus.Done;
        }
    }
}
