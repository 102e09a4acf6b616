using System.CommandLine;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed version</c>: the version alone, as <c>--version</c> prints it.</summary>
internal static class VersionCommand
{
    internal static Command Create(Session session)
    {
        Option<bool> json = DrawOptions.JsonOption();
        ToolCommand version = new("version", "Show the version.") { Examples = ["seedbed version", "seedbed version --json"] };
        version.Add(json);
        version.SetAction(parsed =>
        {
            session.Terminal.Output.WriteLine(parsed.GetValue(json)
                ? JsonOutput.Line(writer => writer.WriteString("version", ToolVersion.Current))
                : ToolVersion.Current);
            return ExitStatus.Done;
        });
        return version;
    }
}
