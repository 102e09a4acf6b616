using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Advice;

/// <summary>A statement such as <c>torch.nn.init.normal_(layer.weight, std=(2 / layer.weight[0].numel()) ** 0.5)</c>, computed.</summary>
internal sealed partial class PythonCall
{
    private readonly Dictionary<string, double> _names = [];
    private string _text = "";
    private int _at;

    /// <summary>Reads a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="shapes">The shapes of the layer's parameters, by their names.</param>
    /// <param name="width">What the layer's hidden_size and embed_dim are.</param>
    internal PythonCall(string statement, IReadOnlyDictionary<string, int[]> shapes, int width)
    {
        Match match = Form().Match(statement);
        Assert.True(match.Success, $"unknown form of statement: {statement}");
        (Function, Parameter) = (match.Groups["function"].Value, match.Groups["parameter"].Value);
        Assert.True(shapes.ContainsKey(Parameter), $"no parameter {Parameter}: {statement}");
        if (match.Groups["slice"].Success)
        {
            Slice = [.. match.Groups["slice"].Value.Split(':').Select(bound => Value(bound, shapes, width))];
        }

        foreach (string argument in Arguments(match.Groups["arguments"].Value))
        {
            int sign = argument.IndexOf('=', StringComparison.Ordinal);
            Values[argument[..sign]] = Value(argument[(sign + 1)..], shapes, width);
        }
    }

    internal string Function { get; }

    internal string Parameter { get; }

    /// <summary>The first row and that behind the last; null for all.</summary>
    internal double[]? Slice { get; }

    /// <summary>The arguments behind the first.</summary>
    internal Dictionary<string, double> Values { get; } = [];

    [GeneratedRegex(@"^torch\.nn\.init\.(?<function>\w+)\(layer\.(?<parameter>[\w.]+?)(\.data\[(?<slice>[^\]]+)\])?(, (?<arguments>.+))?\)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"layer\.(?<parameter>[\w.]+?)(?<rows>\[0\]|\[:, 0\])?\.numel\(\)")]
    private static partial Regex Elements();

    private static IEnumerable<string> Arguments(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            if (depth == 0 && text[i] == ',')
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..].Trim();
        }
    }

    private double Value(string text, IReadOnlyDictionary<string, int[]> shapes, int width)
    {
        text = Elements().Replace(text, match => $"{shapes[match.Groups["parameter"].Value].Where((_, axis) => match.Groups["rows"].Value switch
        {
            "[0]" => axis != 0,
            "[:, 0]" => axis != 1,
            _ => true,
        }).Aggregate(1, (product, size) => product * size)}");
        (_text, _at) = (text.Replace("layer.hidden_size", $"{width}", StringComparison.Ordinal)
            .Replace("layer.embed_dim", $"{width}", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), 0);
        double value = Sum();
        Assert.Equal(_text.Length, _at);
        return value;
    }

    private bool Takes(string sign)
    {
        bool isThere = _text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal);
        _at += isThere ? sign.Length : 0;
        return isThere;
    }

    private double Sum()
    {
        double value = Product();
        while (true)
        {
            if (Takes("+"))
            {
                value += Product();
            }
            else if (Takes("-"))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private double Product()
    {
        double value = Signed();
        while (true)
        {
            if (_text.AsSpan(_at) is not ['*', '*', ..] && Takes("*"))
            {
                value *= Signed();
            }
            else if (Takes("/"))
            {
                value /= Signed();
            }
            else
            {
                return value;
            }
        }
    }

    private double Signed()
    {
        if (Takes("-"))
        {
            return -Signed();
        }

        double value = Atom();
        return Takes("**") ? Math.Pow(value, Signed()) : value;
    }

    private double Atom()
    {
        if (Takes("("))
        {
            string? name = Takes("s:=") ? "s" : null;
            double value = Sum();
            Assert.True(Takes(")"), _text);
            if (name is not null)
            {
                _names[name] = value;
            }

            return value;
        }

        if (Takes("s"))
        {
            return _names["s"];
        }

        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.' or 'E'
            || (_text[_at] == '-' && _text[_at - 1] == 'E')))
        {
            _at++;
        }

        return double.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }
}
