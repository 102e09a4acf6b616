using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;

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

    /// <summary>An option that may stand several times, with a value each time.</summary>
    internal static Option<T[]> Several<T>(string name, string placeholder, string description, Func<string, T>? parse = null)
    {
        Option<T[]> option = new(name)
        {
            Description = description,
            HelpName = placeholder,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        if (parse is not null)
        {
            option.CustomParser = ParseEach(parse);
        }

        return option;
    }

    /// <summary>An option whose value is a count of at least 1.</summary>
    internal static Option<int?> Count(string name, string placeholder, string description) =>
        Create<int?>(name, placeholder, description, text => ParseCount(name, text));

    /// <exception cref="FormatException">The text is no integer of at least 1.</exception>
    internal static int ParseCount(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1
            ? count
            : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be an integer of at least 1.");

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

    private static Func<ArgumentResult, T[]> ParseEach<T>(Func<string, T> parse) =>
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
