using System.CommandLine;

namespace Seedbed.Cli.Options;

/// <summary>Options whose text becomes a value by a function of its own; what the function refuses is a fault of the command line.</summary>
internal static class TextOption
{
    internal static Option<T> Create<T>(string name, string placeholder, string description, Func<string, T> parse) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            try
            {
                return parse(result.Tokens[0].Value);
            }
            catch (Exception fault) when (fault is FormatException or ArgumentException)
            {
                result.AddError(Fault.SentenceOf(fault));
                return default!;
            }
        },
    };
}
