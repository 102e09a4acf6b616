using System.Text.RegularExpressions;

namespace Seedbed.Tests.Architecture;

/// <summary>What a source file must be like, seen from its path and text alone.</summary>
internal static partial class SourceRules
{
    private const int MostLines = 400;
    private const int MostColumns = 140;
    private const int LongestMethod = 60;

    /// <summary>A file this short asks to be part of its neighbour.</summary>
    public const int ShortFile = 15;

    /// <summary>How many such files there may be.</summary>
    public const int MostShortFiles = 30;

    /// <summary>The files that may be longer: tables, and the one type whose interfaces demand 116 members.</summary>
    public static readonly string[] LongFiles =
    [
        "src/Seedbed/Numerics/BFloat16.cs",
    ];

    /// <summary>
    /// The files whose namespace is not their folder's: where programs begin, which have none, and what the compiler looks for in a
    /// namespace of its own.
    /// </summary>
    private static readonly string[] OwnNamespaces =
        ["src/Seedbed.Cli/Program.cs", "tests/Seedbed.Batteries/Program.cs", "src/InvariantInterpolation.cs"];

    /// <summary>
    /// The namespaces that users meet: as few as Keras has modules, so that what stands in a folder below one may belong to it.
    /// </summary>
    private static readonly string[] PublicNamespaces =
    [
        "Seedbed", "Seedbed.Autodiff", "Seedbed.Checkpoints", "Seedbed.Diagnostics", "Seedbed.Initializers", "Seedbed.Keras",
        "Seedbed.Layers", "Seedbed.Models", "Seedbed.Random", "Seedbed.Serialization", "Seedbed.Training",

        // A package of its own, for users of TorchSharp.
        "Seedbed.TorchSharp",
    ];

    /// <summary>The faults of one file, a sentence each.</summary>
    /// <param name="path">From the root, with forward slashes.</param>
    /// <param name="text">The whole text.</param>
    public static IEnumerable<string> Faults(string path, string text)
    {
        int lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        if (lines > MostLines && !LongFiles.Contains(path))
        {
            yield return $"{path} has {lines} lines; {MostLines} is the end: split it, or list it in {nameof(LongFiles)} if it is a table.";
        }

        foreach ((int number, string line) in path.StartsWith("src/", StringComparison.Ordinal) ? text.Split('\n').Index() : [])
        {
            if (line.Length > MostColumns)
            {
                yield return $"{path}({number + 1}) has {line.Length} columns; {MostColumns} is the end: break the line.";
            }
        }

        foreach ((string name, int length) in Members(text).Where(member => member.Length > LongestMethod))
        {
            yield return $"{path}: {name} has {length} lines; {LongestMethod} is the end: split it.";
        }

        foreach (Match word in Unwanted().Matches(text))
        {
            yield return $"{path} says {word.Value}; finish it or leave it out.";
        }

        string expected = NamespaceOf(path);
        string got = FileScopedNamespace().Match(text).Groups["name"].Value;
        bool isAbove = PublicNamespaces.Contains(got) && expected.StartsWith(got + ".", StringComparison.Ordinal);
        if (expected != got && !isAbove && !OwnNamespaces.Contains(path))
        {
            string found = got.Length == 0 ? "no file-scoped namespace" : $"the namespace {got}";
            yield return $"{path} has {found}; its folder says {expected}.";
        }
    }

    /// <summary>The methods and properties of types that are not nested, with the lines of their bodies, as the formatter indents them.</summary>
    private static IEnumerable<(string Name, int Length)> Members(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int opening = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "    {")
            {
                opening = i;
            }
            else if (opening >= 0 && lines[i].StartsWith("    }", StringComparison.Ordinal))
            {
                string name = lines[opening - 1].Trim();
                if (!NestedType().IsMatch(name) && !name.Contains("= new", StringComparison.Ordinal))
                {
                    yield return (name, i - opening - 1);
                }

                opening = -1;
            }
        }
    }

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NestedType();

    /// <summary>
    /// "src/Seedbed/Random/Jax/Key.cs" belongs in "Seedbed.Random.Jax"; what users meet of Seedbed.Networks stands beside the initializers.
    /// </summary>
    private static string NamespaceOf(string path) =>
        string.Join('.', path.Split('/')[1..^1]).Replace("Seedbed.Networks.", "Seedbed.", StringComparison.Ordinal);

    [GeneratedRegex(@"#region\b|\bTODO\b|\bFIXME\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FileScopedNamespace();
}
