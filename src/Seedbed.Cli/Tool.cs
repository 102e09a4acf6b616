using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Cli.Commands;
using Seedbed.Cli.Options;

namespace Seedbed.Cli;

/// <summary>The command line as a whole: its commands, and what happens when one fails.</summary>
/// <param name="terminal">Where is written to.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class Tool(Terminal terminal, CancellationToken cancellation)
{
    /// <summary>Called when the work ends by itself after a request to end.</summary>
    internal Action Heard { get; init; } = () => { };

    /// <summary>Parses and does.</summary>
    /// <returns>The exit status.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The one place where every exception becomes a sentence.")]
    internal int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            int status = Invoke(arguments);
            terminal.Flush();
            return status;
        }
        catch (Exception exception)
        {
            return Report(Fault.Of(exception));
        }
    }

    private int Invoke(IReadOnlyList<string> arguments)
    {
        RefuseMangled(arguments);
        ParseResult parsed = Parse(arguments);
        if (parsed.Action is not { ClearsParseErrors: true } && UsageFault.Of(parsed) is string sentence)
        {
            return Report(new Fault(ExitStatus.Refused, sentence));
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>
    /// .NET reads arguments and paths as UTF-8 and puts U+FFFD for what is none, so that a file would be read or written under another
    /// name. A true U+FFFD cannot be told from it, and is worth no doubt.
    /// </summary>
    private static void RefuseMangled(IReadOnlyList<string> arguments)
    {
        const char replacement = '\uFFFD';
        if (arguments.FirstOrDefault(argument => argument.Contains(replacement, StringComparison.Ordinal)) is { } mangled)
        {
            throw new ArgumentException(
                $"'{mangled}' is not UTF-8 where the replacement character U+FFFD stands, and would name another file; rename it.");
        }

        if (Environment.CurrentDirectory.Contains(replacement, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"the working folder's name, {Environment.CurrentDirectory}, is not UTF-8 where U+FFFD stands, and no file in it can be "
                + "named; rename it, or work in another.");
        }
    }

    /// <summary>Understands a command line, and does nothing yet.</summary>
    internal ParseResult Parse(IReadOnlyList<string> arguments)
    {
        // Neither "@file" is read nor are letters behind one dash taken apart: a name or a shape is what it says.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        return CreateRoot().Parse(arguments, configuration);
    }

    private Command CreateRoot()
    {
        Session session = new(terminal, cancellation) { Heard = Heard };
        Command root = new("seedbed", "Weight initialization: the Keras initializers, the same numbers for the same seed.")
        {
            ListCommand.Create(session),
            SampleCommand.Create(session),
            InitCommand.Create(session),
            InspectCommand.Create(session),
            ConvertCommand.Create(session),
            TrainCommand.Create(session),
            ToolVersion.CreateOption(terminal),
        };
        HelpWithExamples.AddTo(root, terminal);
        return root;
    }

    private int Report(Fault fault)
    {
        terminal.Note(fault.Sentence);
        return fault.Status;
    }
}
