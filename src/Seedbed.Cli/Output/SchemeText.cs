using System.Text.Json;
using Seedbed.Initializers;

namespace Seedbed.Cli.Output;

/// <summary>Descriptions of schemes for people and for programs.</summary>
internal static class SchemeText
{
    private const string Indent = "    ";
    private const int LabelWidth = 10;

    /// <summary>
    /// A block a scheme, group by group: its names, then a line a fact; a line each for the functions of other frameworks.
    /// </summary>
    internal static void Print(Terminal terminal, IReadOnlyList<Description<Initializer>> schemes)
    {
        int nameWidth = schemes.Max(scheme => scheme.ClassName.Length);
        foreach (IGrouping<string, Description<Initializer>> group in schemes.GroupBy(scheme => scheme.Group))
        {
            PrintHeading(terminal, group.Key);
            PrintBlocks(terminal, group, nameWidth);
        }

        PrintNames(terminal);
    }

    private static void PrintNames(Terminal terminal)
    {
        PrintHeading(
            terminal, "names of other frameworks, with their meaning and layout; values are the chosen stream's, by default TensorFlow's");
        Description<Initializer>[] names =
            [.. FrameworkNames.All.Where(name => !name.ClassName.StartsWith("keras.", StringComparison.Ordinal))];
        int nameWidth = names.Max(name => name.ClassName.Length) + 2;
        foreach (Description<Initializer> name in names)
        {
            if (terminal.Width < 2 * nameWidth)
            {
                PrintLines(terminal, WrappedText.Lines(name.ClassName, terminal.Width));
                PrintFact(terminal, "formula", name.Formula);
                continue;
            }

            foreach ((int index, string line) in WrappedText.Lines(name.Formula, terminal.Width - nameWidth).Index())
            {
                terminal.Output.WriteLine($"{(index == 0 ? name.ClassName : "").PadRight(nameWidth)}{terminal.Dim(line)}");
            }
        }
    }

    private static void PrintHeading(Terminal terminal, string text)
    {
        PrintLines(terminal, WrappedText.Lines(text, terminal.Width));
        terminal.Output.WriteLine();
    }

    private static void PrintLines(Terminal terminal, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            terminal.Output.WriteLine(terminal.Bold(line));
        }
    }

    private static void PrintBlocks(Terminal terminal, IEnumerable<Description<Initializer>> schemes, int nameWidth)
    {
        foreach (Description<Initializer> scheme in schemes)
        {
            string aliases = string.Join(", ", scheme.Aliases);
            string name = scheme.ClassName.PadRight(terminal.Width < 2 * nameWidth ? 0 : nameWidth);
            int rest = name.Length + 2;
            foreach ((int index, string line) in WrappedText.Lines(aliases, terminal.Width - rest).Index())
            {
                terminal.Output.WriteLine(
                    $"{(index == 0 ? terminal.Bold(name) : new string(' ', name.Length))}  {terminal.Dim(line)}".TrimEnd());
            }

            PrintFact(terminal, "formula", scheme.Formula);
            PrintFact(terminal, "for", scheme.SuitedTo);
            PrintFact(terminal, "options", scheme.Parameters.Count == 0 ? "none" : string.Join(", ", scheme.Parameters.Select(OptionText)));
            PrintFact(terminal, "source", scheme.Source);
            PrintStatus(terminal, scheme);
            terminal.Output.WriteLine();
        }
    }

    private static void PrintStatus(Terminal terminal, Description<Initializer> scheme)
    {
        if (scheme.IsExperimental)
        {
            PrintFact(terminal, "status", "experimental: its rule was not read in its authors' code, and may change");
        }
    }

    /// <summary>One scheme with what each of its options accepts.</summary>
    internal static void PrintDetails(Terminal terminal, Description<Initializer> scheme)
    {
        terminal.Output.WriteLine(terminal.Bold(scheme.ClassName));
        PrintFact(terminal, "names", string.Join(", ", [scheme.ClassName, .. scheme.Aliases]));
        PrintFact(terminal, "group", scheme.Group);
        PrintFact(terminal, "formula", scheme.Formula);
        PrintFact(terminal, "for", scheme.SuitedTo);
        PrintFact(terminal, "source", scheme.Source);
        PrintStatus(terminal, scheme);
        IEnumerable<string> options = scheme.Parameters.Select(parameter => $"{OptionText(parameter)}: {parameter.Accepts}");
        string label = "options";
        foreach (string option in options.DefaultIfEmpty("none"))
        {
            PrintFact(terminal, label, option);
            label = "";
        }
    }

    internal static void WriteJson(Utf8JsonWriter json, Description<Initializer> scheme)
    {
        json.WriteStartObject();
        json.WriteString("name", scheme.ClassName);
        json.WriteTexts("aliases", scheme.Aliases);
        json.WriteString("formula", scheme.Formula);
        json.WriteString("suited_to", scheme.SuitedTo);
        json.WriteString("source", scheme.Source);
        json.WriteString("group", scheme.Group);
        json.WriteString("status", scheme.IsExperimental ? "experimental" : "verified");
        json.WriteStartArray("options");
        foreach (ParameterDescription parameter in scheme.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("accepts", parameter.Accepts);
            json.WriteString("default", parameter.Default);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string OptionText(ParameterDescription parameter) =>
        parameter.Default is null ? $"{parameter.Name} (needed)" : $"{parameter.Name}={parameter.Default}";

    private static void PrintFact(Terminal terminal, string label, string text)
    {
        int? width = terminal.Width - Indent.Length - LabelWidth;
        foreach (string line in WrappedText.Lines(text, width))
        {
            terminal.Output.WriteLine($"{Indent}{terminal.Dim(label.PadRight(LabelWidth))}{line}".TrimEnd());
            label = "";
        }
    }
}
