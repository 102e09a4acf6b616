using System.Globalization;
using Seedbed.Compare.Measuring;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare;

/// <summary>What the command line asks for.</summary>
internal sealed record ComparisonOptions
{
    public const string Usage = """
        bench/compare [--quick] [--only TERMS] [--peers NAMES] [--rounds N] [--json FILE|-] [--save]

        Fills and matrices by Seedbed and by its peers, taking turns; the medians, ns a value, ratio = peer / Seedbed.

          --quick         both PyTorch versions and NumPy, the fills and one orthogonal matrix, within 60 seconds
          --only TERMS    rows that match one of the terms, comma-separated: normal, bfloat16, 1e8, 4096x4096, 1-thread, all-threads;
                          a / joins what must hold together: normal/float32/1e8
          --peers NAMES   these peers only, comma-separated
          --rounds N      turns that each takes in a row of the table
          --json FILE|-   the results as JSON in a file, or on standard output with the table on standard error
          --save          the table and the JSON in bench/results, named after date and processor
        """;

    public bool Quick { get; init; }

    public bool Save { get; init; }

    public bool Help { get; init; }

    public string? Json { get; init; }

    public int? Rounds { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <exception cref="FormatException">The sentence says what is wrong.</exception>
    public static ComparisonOptions Parse(IEnumerable<string> arguments)
    {
        ComparisonOptions options = new();
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? name))
        {
            options = name switch
            {
                "--quick" => options with { Quick = true },
                "--save" => options with { Save = true },
                "--help" or "-h" => options with { Help = true },
                "--json" => options with { Json = Value(name, rest) },
                "--rounds" => options with { Rounds = Number(Value(name, rest)) },
                "--only" => options with { Only = Terms(Value(name, rest)) },
                "--peers" => options with { Peers = PeersOf(Value(name, rest)) },
                _ => throw new FormatException($"the option {name} is unknown; --help lists all."),
            };
        }

        return options;
    }

    private static string Value(string name, Queue<string> rest) =>
        rest.TryDequeue(out string? value) ? value : throw new FormatException($"{name} has no value; give one after it.");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"--rounds is {text}; it must be an integer of at least 1.");

    private static string[] Terms(string text)
    {
        string[] terms = text.Split(',');
        string? unknown = terms.FirstOrDefault(term => !Plan.Rows(quick: false, [term]).Any());
        return unknown is null
            ? terms
            : throw new FormatException(
                $"--only {unknown} matches no row; a term is made of {string.Join(", ", Workload.Names)}, a dtype, a size, 1-thread or "
                + "all-threads.");
    }

    private static string[] PeersOf(string text)
    {
        string[] names = text.Split(',');
        string? unknown = names.FirstOrDefault(name => name == Programs.Seedbed || !Programs.Keys.Contains(name));
        return unknown is null
            ? names
            : throw new FormatException($"--peers {unknown} is unknown; there are {string.Join(", ", Programs.Keys.Skip(1))}.");
    }
}
