using System.Text.Json;
using Seedbed.Initializers;

namespace Seedbed.Serialization;

/// <summary>
/// The call form: <c>VarianceScaling(scale=2.0, mode=fan_out, input_axes=[0])</c>. Values are JSON, Python's None, True
/// and False, or bare words.
/// </summary>
internal static class CallSyntax
{
    /// <summary>A text's name and arguments; a text without parentheses is a name alone.</summary>
    internal static (string Name, IReadOnlyList<Argument> Arguments) Parse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (text, []);
        }

        if (!text.EndsWith(')'))
        {
            throw new FormatException(
                $"'{text.Excerpt()}' opens a parenthesis that it does not close at its end; write NAME(key=value, …).");
        }

        return (text[..open].Trim(), [.. SplitAtCommas(text[(open + 1)..^1]).Select(part => ParseArgument(text, part))]);
    }

    private static IEnumerable<string> SplitAtCommas(string list)
    {
        int depth = 0;
        int start = 0;
        char quote = '\0';
        for (int i = 0; i < list.Length; i++)
        {
            char c = list[i];
            bool isQuote = c is '"' or '\'';
            if (quote != '\0' || isQuote)
            {
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
                continue;
            }

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                yield return list[start..i];
                start = i + 1;
            }
        }

        if (!string.IsNullOrWhiteSpace(list[start..]))
        {
            yield return list[start..];
        }
    }

    private static Argument ParseArgument(string call, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new FormatException($"'{text.Trim().Excerpt()}' in '{call.Excerpt()}' is not of the form key=value, such as scale=2.0.");
        }

        string name = text[..equals].Trim();
        return new Argument(name, ParseValue(name, text[(equals + 1)..].Trim()));
    }

    private static ArgumentValue ParseValue(string name, string text)
    {
        switch (text)
        {
            case "None":
                return ArgumentValue.Null;
            case "True":
                return true;
            case "False":
                return false;
            case "nan":
                return double.NaN;
            case "inf":
                return double.PositiveInfinity;
            case "-inf":
                return double.NegativeInfinity;
            case ['\'', .. string inner, '\'']:
                return inner;
        }

        if (!LooksLikeJson(text))
        {
            return text;
        }

        try
        {
            using JsonDocument document = KerasJson.Parse(text);
            return ArgumentReader.Read(name, document.RootElement);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{name} is {text}, which is no number, list, text, None, True or False.", e);
        }
    }

    private static bool LooksLikeJson(string text) =>
        KerasJson.IsLiteral(text)
            || (text.Length > 0 && (text[0] is '"' or '[' or '{' or '-' || char.IsAsciiDigit(text[0])));
}
