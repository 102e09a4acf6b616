using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Cli.Commands;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;

namespace Seedbed.Cli;

/// <summary>The command line as a whole: its commands, and what happens when one fails.</summary>
/// <param name="terminal">Where is written to.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class Tool(Terminal terminal, CancellationToken cancellation)
{
    private readonly GlobalOptions _global = new();

    /// <summary>Called when the work ends by itself after a request to end.</summary>
    internal Action Heard { get; init; } = () => { };

    /// <summary>Parses and does.</summary>
    /// <returns>The exit status.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The one place where every exception becomes a sentence.")]
    internal int Run(IReadOnlyList<string> arguments)
    {
        using StandardInput input = new(cancellation);
        terminal.Naming = input.Named;
        try
        {
            int status = Invoke(arguments, input);
            terminal.Flush();
            return status;
        }
        catch (ReaderGoneException)
        {
            return ExitStatus.Done;
        }
        catch (Exception exception)
        {
            return Report(Fault.Of(exception), arguments);
        }
    }

    private int Invoke(IReadOnlyList<string> arguments, StandardInput input)
    {
        RefuseMangled(arguments);
        ParseResult parsed = Parse(arguments, input);
        _global.Set(terminal, parsed);
        if (parsed.Action is not { ClearsParseErrors: true } && UsageFault.Of(parsed) is string sentence)
        {
            return Report(new Fault(ExitStatus.Refused, sentence), arguments);
        }

        if (parsed.Action is not { ClearsParseErrors: true } && parsed.CommandResult.Command is { Subcommands.Count: > 0 } root)
        {
            return TellCommands(root);
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
        using StandardInput input = new(cancellation);
        return Parse(arguments, input);
    }

    private ParseResult Parse(IReadOnlyList<string> arguments, StandardInput input)
    {
        // Neither "@file" is read nor are letters behind one dash taken apart: a name or a shape is what it says.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        return CreateRoot(input).Parse(arguments, configuration);
    }

    private Command CreateRoot(StandardInput input)
    {
        Session session = new(terminal, input, cancellation) { Heard = Heard };
        Command root = new("seedbed", "Weight initialization: the Keras initializers, the same numbers for the same seed.")
        {
            ListCommand.Create(session),
            SampleCommand.Create(session),
            InitCommand.Create(session),
            InspectCommand.Create(session),
            ConvertCommand.Create(session),
            TrainCommand.Create(session),
            ProbeCommand.Create(session),
            DiagnoseCommand.Create(session),
            AdviseCommand.Create(session),
            VersionCommand.Create(session),
            ToolVersion.CreateOption(terminal),
            HelpPage.CreateOption(terminal),
        };
        root.Add(HelpCommand.Create(session, root));
        root.Add(CompletionCommand.Create(session, root));
        _global.AddTo(root);
        return root;
    }

    /// <summary>Nothing was asked for, so nothing is done; what there is to ask for is no data.</summary>
    private int TellCommands(Command root)
    {
        using StringWriter page = new();
        new HelpPage(terminal, page).Print(root);
        terminal.WriteError(page.ToString().TrimEnd());
        return ExitStatus.Refused;
    }

    /// <summary>A command line that does not parse may ask for JSON all the same.</summary>
    private int Report(Fault fault, IReadOnlyList<string> arguments)
    {
        terminal.Tell(fault, arguments.Contains(DrawOptions.JsonName));
        return fault.Status;
    }
}
