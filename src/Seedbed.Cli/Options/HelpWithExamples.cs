using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Seedbed.Cli.Options;

/// <summary><c>--help</c>: the parser's own page, and examples of the command.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private static readonly string[] s_rootExamples =
    [
        "seedbed list",
        "seedbed sample he_normal --shape 784,128 --seed 42",
        "seedbed init model.json -o model.keras --seed 42",
        "seedbed inspect model.keras",
        "seedbed convert model.keras model.safetensors",
        "seedbed train model.json --data d.npz --optimizer adam --loss mse --epochs 5 --seed 42",
    ];

    private readonly HelpAction _page;
    private readonly Terminal _terminal;

    private HelpWithExamples(HelpAction page, Terminal terminal)
    {
        _page = page;
        _page.MaxWidth = terminal.Width ?? 100;
        _terminal = terminal;
    }

    public override bool ClearsParseErrors => true;

    internal static void AddTo(Command root, Terminal terminal)
    {
        HelpOption help = new("--help", "-h", "-?") { Description = "Show help and usage information." };
        help.Action = new HelpWithExamples((HelpAction)help.Action!, terminal);
        root.Add(help);
    }

    public override int Invoke(ParseResult parseResult)
    {
        _page.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        _terminal.Output.WriteLine("Examples:");
        foreach (string example in command is ToolCommand { Examples: var own } ? own : s_rootExamples)
        {
            _terminal.Output.WriteLine($"  {example}");
        }

        if (command is not ToolCommand)
        {
            _terminal.Output.WriteLine();
            _terminal.Output.WriteLine(
                "Exit status: 0 done, 2 wrong usage or content or an existing target, 3 the system refused to read or write, 130 stopped.");
        }

        return ExitStatus.Done;
    }
}
