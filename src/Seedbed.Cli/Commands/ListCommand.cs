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
        name.Complete(() => InitializerRegistry.Default.Names);
        Option<bool> json = DrawOptions.JsonOption();
        Option<string?> picture =
            DensityPicture.CreateOption("Draw the density of each scheme, or of the one named, and values of it into this .svg file.");
        Option<bool> force = new("--force") { Description = "Replace an existing file.", Arity = ArgumentArity.Zero };
        ToolCommand command = new("list", "Show every initializer: names, formula, options, suited activations, paper.")
        {
            Examples = ["seedbed list", "seedbed list he_normal", "seedbed list --json", "seedbed list --svg schemes.svg"],
        };
        command.Add(name);
        command.Add(json);
        command.Add(picture);
        command.Add(force);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(picture) is { } path)
            {
                Draw(session, parsed.GetValue(name), path, parsed.GetValue(force));
            }

            return Run(session.Terminal, parsed.GetValue(name), parsed.GetValue(json));
        });
        return command;
    }

    private static void Draw(Session session, string? name, string path, bool force)
    {
        DensityPicture.CheckTarget(path, force);
        IReadOnlyList<Description<Initializer>> schemes =
            name is null ? InitializerRegistry.Default.Descriptions : [InitializerRegistry.Default.Describe(name)];
        DensityPicture.Write(path, [.. schemes.Select(scheme => DensityPicture.Of(scheme, session.Cancellation))], force);
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
