using System.CommandLine;
using System.Text.Json;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed list</c>: the schemes there are.</summary>
internal static class ListCommand
{
    internal static Command Create(Session session)
    {
        Argument<string?> name = new("NAME") { Description = "One scheme, with what its options accept.", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add([.. InitializerRegistry.Default.Names]);
        Option<bool> json = DrawOptions.JsonOption();
        ToolCommand command = new("list", "Show every initializer: names, formula, options, suited activations, paper.")
        {
            Examples = ["seedbed list", "seedbed list he_normal", "seedbed list --json"],
        };
        command.Add(name);
        command.Add(json);
        command.SetAction(parsed => Run(session.Terminal, parsed.GetValue(name), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string? name, bool asJson)
    {
        IReadOnlyList<Description<Initializer>> schemes = InitializerRegistry.Default.Descriptions;
        Description<Initializer>? scheme = name is null ? null : InitializerRegistry.Default.Describe(name);
        if (asJson)
        {
            JsonOutput.Print(terminal, json => WriteJson(json, schemes, scheme));
        }
        else if (scheme is null)
        {
            SchemeText.Print(terminal, schemes);
        }
        else
        {
            SchemeText.PrintDetails(terminal, scheme);
        }

        return ExitStatus.Done;
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Description<Initializer>> schemes, Description<Initializer>? scheme)
    {
        if (scheme is not null)
        {
            SchemeText.WriteJson(json, scheme);
            return;
        }

        json.WriteStartArray();
        foreach (Description<Initializer> each in schemes)
        {
            SchemeText.WriteJson(json, each);
        }

        json.WriteEndArray();
    }
}
