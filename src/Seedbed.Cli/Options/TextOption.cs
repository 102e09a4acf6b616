using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Seedbed.Cli.Options;

/// <summary>
/// Options whose text becomes a value by a function of its own; what the function refuses is a fault of the command line.
/// </summary>
internal static class TextOption
{
    internal static Option<T> Create<T>(string name, string placeholder, string description, Func<string, T> parse) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Parse(result, result.Tokens[0].Value, parse),
    };

    /// <summary>The option with the words that shells offer behind it, which are asked for only then.</summary>
    internal static Option<T> Completed<T>(this Option<T> option, Func<IEnumerable<string>> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => Items(words));
        return option;
    }

    /// <summary>The same for an argument.</summary>
    internal static void Complete<T>(this Argument<T> argument, Func<IEnumerable<string>> words) =>
        argument.CompletionSources.Add(_ => Items(words));

    private static IEnumerable<CompletionItem> Items(Func<IEnumerable<string>> words) =>
        words().Distinct().Select(word => new CompletionItem(word));

    /// <summary>A parser for an option that may stand several times.</summary>
    internal static Func<ArgumentResult, T[]> ParseEach<T>(Func<string, T> parse) =>
        result => [.. result.Tokens.Select(token => Parse(result, token.Value, parse))];

    private static T Parse<T>(ArgumentResult result, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            result.AddError(Fault.SentenceOf(fault));
            return default!;
        }
    }
}
